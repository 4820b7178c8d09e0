"""The way back: a record that was wrong is taken back, and its entry cancelled by the mirror image.

Called by the operation that takes the record back, inside its transaction, so that books and records
never differ. The mirror is booked today (an open month), names what it cancels, and each happens once.
"""

from collections.abc import Collection, Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import writer
from sentra.ledger.chart import DOWN_PAYMENTS
from sentra.ledger.models import Entry, Posting
from sentra.ledger.posting import Booking, Line, credit, debit, post
from sentra.ledger.recipes import receivable


def mirror_of(entry: Entry) -> list[Line]:
    """Every posting of the entry with its sign turned."""
    held = Posting.objects.filter(entry=entry).order_by("pk")
    return [Line(one.account_id, -one.amount_idr, one.party_id) for one in held]


def payment_taken_back(payment_id: int, *, refund: bool, reason: str, by: Actor, at: datetime) -> int:
    """The money of a buyer was written down wrongly."""
    booked = f"payment:{payment_id}:{'refunded' if refund else 'received'}"
    return _cancelled(booked, f"payment:{payment_id}:taken_back", reason, by=by, at=at)


def invoice_asks_again(
    taken_back_id: int,
    *,
    order_id: int,
    buyer_id: int,
    amount_idr: int,
    public_office: bool,
    by: Actor,
    at: datetime,
) -> int:
    """A down payment that was set against an invoice never came like that: the buyer owes this part."""
    return post(
        f"takenback:{taken_back_id}:asked_again", f"order:{order_id}", "Tagihan terbuka lagi",
        Booking(by.today(at), by, at),
        [
            debit(receivable(public_office=public_office), amount_idr, buyer_id),
            credit(DOWN_PAYMENTS, amount_idr, buyer_id),
        ],
    )  # fmt: skip


def slip_bounced(slip_id: int, *, bounces: int, reason: str, by: Actor, at: datetime) -> int:
    """The payout did not arrive: we owe her again, less the advance. `bounces`: how often it did before."""
    again = f":{bounces}" if bounces else ""
    return _cancelled(f"slip:{slip_id}:paid{again}", f"slip:{slip_id}:bounced{again}", reason, by=by, at=at)


def advance_taken_back(advance_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """The advance was written down wrongly, or never left the cash box."""
    return _cancelled(f"advance:{advance_id}:paid", f"advance:{advance_id}:taken_back", reason, by=by, at=at)


def aid_taken_back(money_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """Capital aid that came, or an instalment that went back, was written down wrongly."""
    return _cancelled(f"aid_money:{money_id}", f"aid_money:{money_id}:taken_back", reason, by=by, at=at)


def purchase_taken_back(purchase_id: int, *, paid_later: bool, reason: str, by: Actor, at: datetime) -> None:
    """Material was bought otherwise than written down: the purchase, and the payment that followed it."""
    if paid_later:
        paid = f"purchase:{purchase_id}:paid"
        _cancelled(paid, f"{paid}:taken_back", reason, by=by, at=at)
    bought = f"purchase:{purchase_id}:bought"
    _cancelled(bought, f"{bought}:taken_back", reason, by=by, at=at)


def savings_taken_back(move_id: int, *, withdrawn: bool, reason: str, by: Actor, at: datetime) -> int:
    """A savings receipt or withdrawal was written down wrongly."""
    booked = f"savings:{move_id}:{'withdrawn' if withdrawn else 'received'}"
    return _cancelled(booked, f"savings:{move_id}:taken_back", reason, by=by, at=at)


def loan_payment_taken_back(payment_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """An instalment was written down wrongly: she owes it again."""
    booked, by_cause = f"loan_payment:{payment_id}:received", f"loan_payment:{payment_id}:taken_back"
    return _cancelled(booked, by_cause, reason, by=by, at=at)


def surplus_taken_back(run_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """A year's surplus was shared wrongly: a new run takes its place."""
    return _cancelled(f"surplus:{run_id}:shared", f"surplus:{run_id}:taken_back", reason, by=by, at=at)


def share_taken_back(payment_id: int, *, reason: str, by: Actor, at: datetime) -> int:
    """A member's taking of her share was written down wrongly: she is owed it again."""
    booked = f"surplus_payment:{payment_id}"
    return _cancelled(f"{booked}:paid", f"{booked}:taken_back", reason, by=by, at=at)


def bank_line_taken_back(match_id: int, position: int, *, reason: str, by: Actor, at: datetime) -> int:
    """What a line of the bank was said to be was wrong."""
    booked = f"bank:{match_id}:{position}"
    return _cancelled(booked, f"{booked}:taken_back", reason, by=by, at=at)


def asset_cancelled(cause: str, reason: str, *, by: Actor, at: datetime) -> int:
    """An asset's purchase, leaving, or a month's depreciation was written down wrongly."""
    return _cancelled(cause, f"{cause}:taken_back", reason, by=by, at=at)


def opening_taken_back(opening_id: int, causes: Mapping[str, str], booked: Booking, *, reason: str) -> None:
    """Opening balances were wrong: all is mirrored on the same day; `causes`: entry → its mirror's.

    Refuses once anything else was booked after them, and a closed month.
    """
    mine = {f"opening:{opening_id}": f"opening:{opening_id}:taken_back", **causes}
    entries = list(Entry.objects.filter(tenant_id=writer(), cause__in=mine).order_by("pk"))
    if later_than(entries[0].pk, mine):
        raise Refused(_("Something was booked since. Correct single amounts by hand."))
    for wrong in entries:
        memo = f"Pembalikan #{wrong.pk}: {reason.strip()}"
        post(mine[wrong.cause], wrong.source, memo, booked, mirror_of(wrong), reverses=wrong.pk)


def later_than(entry_id: int, mine: Collection[str]) -> bool:
    """Is there an entry of these books, not of these causes, written after this one?"""
    return Entry.objects.filter(tenant_id=writer(), pk__gt=entry_id).exclude(cause__in=mine).exists()


def _cancelled(cause: str, by_cause: str, reason: str, *, by: Actor, at: datetime) -> int:
    """The mirror image of the entry with this cause. Refuses one that is cancelled already."""
    wrong = Entry.objects.get(tenant_id=writer(), cause=cause)
    if Entry.objects.filter(tenant_id=writer(), reverses=wrong).exists():
        raise Refused(_("This entry has already been reversed."))
    memo = f"Pembalikan #{wrong.pk}: {reason.strip()}"
    return post(
        by_cause, wrong.source, memo, Booking(by.today(at), by, at), mirror_of(wrong), reverses=wrong.pk
    )
