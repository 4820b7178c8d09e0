"""What staff do to the books by hand: post, reverse. Everything else comes by recipe."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.uuid7 import uuid7
from sentra.ledger.chart import MONEY, by_party
from sentra.ledger.corrections import mirror_of
from sentra.ledger.models import Entry
from sentra.ledger.pool import must_have
from sentra.ledger.posting import Booking, Line, credit, debit, post
from sentra.people.roles import Permission


@operation(needs=Permission.POST_ENTRY, says=("memo",))
def post_entry(booked_on: date, memo: str, lines: Sequence[Line], *, by: Actor, at: datetime) -> Entry:
    """Book what no recipe covers: opening balances, capital paid in, a fee of the bank.

    Lines are whole rupiah, debit positive. Refuses what does not balance, a later day than today,
    a closed month, and a party missing where the account asks for one.
    """
    if not memo.strip():
        raise Refused(_("Say what this entry is for."), field="memo")
    if booked_on > by.today(at):
        raise Refused(_("An entry cannot lie in the future."), field="booked_on")
    _refuse_wrong(lines)
    made = post(f"manual:{uuid7(at)}", "manual", memo.strip(), Booking(booked_on, by, at), lines)
    entry: Entry = Entry.objects.get(pk=made)
    return entry


def _refuse_wrong(lines: Sequence[Line]) -> None:
    parties = by_party()
    for line in lines:
        if line.account not in parties:
            raise Refused(_("There is no account %(code)s.") % {"code": line.account}, field="lines")
        if parties[line.account] and line.party_id is None:
            raise Refused(_("Account %(code)s needs a person.") % {"code": line.account}, field="lines")
        if not parties[line.account] and line.party_id is not None:
            raise Refused(
                _("Account %(code)s is kept without persons.") % {"code": line.account}, field="lines"
            )
    if sum(line.amount_idr for line in lines) != 0:
        raise Refused(_("Debits and credits must be equal."), field="lines")
    if not any(line.amount_idr for line in lines):
        raise Refused(_("An entry needs an amount."), field="lines")


@operation(needs=Permission.POST_ENTRY)
def transfer_money(amount_idr: int, *, source: str, on: date, by: Actor, at: datetime) -> Entry:
    """Our own money from `source` ("bank" or "cash") to the other one, such as cash fetched for a payout.

    Refuses more than is there, a later day than today, a closed month. A wrong one is reversed by hand.
    """
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if on > by.today(at):
        raise Refused(_("An entry cannot lie in the future."), field="on")
    must_have(amount_idr, source)
    into = "cash" if source == "bank" else "bank"
    memo = "Tunai diambil dari bank" if source == "bank" else "Tunai disetor ke bank"
    lines = [debit(MONEY[into], amount_idr), credit(MONEY[source], amount_idr)]
    made = post(f"manual:{uuid7(at)}", "manual", memo, Booking(on, by, at), lines)
    entry: Entry = Entry.objects.get(pk=made)
    return entry


BY_HAND = ("manual:", "entry:")
"""Causes of what people book: a recipe's entry is corrected where its record is, or both would differ."""


@operation(needs=Permission.REVERSE_ENTRY, says=("reason",))
def reverse_entry(entry_id: int, reason: str, *, by: Actor, at: datetime) -> Entry:
    """Correct an entry by its mirror image, booked today: the old one stays for all to see.

    Refuses without a reason, twice, and a third turn (reverse a reversal once, then post anew).
    """
    if not reason.strip():
        raise Refused(_("Say why this entry is reversed."), field="reason")
    wrong = Entry.objects.select_related("reverses").get(pk=entry_id, tenant_id=by.tenant_id)
    if not wrong.cause.startswith(BY_HAND):
        raise Refused(_("This entry belongs to a record. Correct it there: the books follow."))
    if Entry.objects.filter(reverses=wrong).exists():
        raise Refused(_("This entry has already been reversed."))
    if wrong.reverses and wrong.reverses.reverses_id:
        raise Refused(_("This was turned twice already. Post a new entry instead."))
    memo = f"Pembalikan #{wrong.pk}: {reason.strip()}"
    cause = f"entry:{wrong.pk}:reversed"
    made = post(cause, wrong.source, memo, Booking(by.today(at), by, at), mirror_of(wrong), reverses=wrong.pk)
    entry: Entry = Entry.objects.get(pk=made)
    return entry
