"""Opening balances: a file is looked at, a second person books it whole, and it is taken back only whole.

Two people, as with payouts and cash counts: the treasurer brings the file, the chair or a supervisor books
it. Everything the books will say afterwards rests on these figures, and the one who kept the old books is the
one who brings them.
"""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sentra.cooperative.models import Opening
from sentra.cooperative.opening.booking import book, unbook
from sentra.cooperative.opening.keeping import judged, sheets_of
from sentra.cooperative.stages import OPENING
from sentra.kernel import files
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger.pool import hold_the_pool
from sentra.people.roles import Permission

MIME: Final = "application/octet-stream"  # never shown, only read again by us
S = Opening.Stage


@operation(needs=Permission.POST_ENTRY)
def check_opening(content: bytes, *, name: str, on: date, by: Actor, at: datetime) -> Opening:
    """Keep a file to be looked at; one looked at before makes room. Nothing is booked, whatever it says.

    `on`: balances are those at the end of this day. Refuses what is no table, a trap, a later day than today,
    and a file while opening balances stand.
    """
    if on > by.today(at):
        raise Refused(_("An entry cannot lie in the future."), field="on")
    sheets_of(content)
    hold_the_pool(by.tenant_id)
    if Opening.objects.filter(stage=S.POSTED).exists():
        raise Refused(_("Opening balances stand in the books already. Take them back first."))
    Opening.objects.filter(stage=S.CHECKED).update(stage=S.DROPPED)
    file = files.store(content, name=name, mime=MIME, at=at)
    made: Opening = Opening.objects.create(
        on=on, file=file, file_name=name[:160], checked_at=at, checked_by=by.user_id
    )
    return made


@operation(needs=Permission.POST_ENTRY)
def drop_opening(opening_id: int, *, by: Actor, at: datetime) -> Opening:
    """The file is not used. Refuses one that was booked."""
    opening = _held(opening_id)
    opening.stage = OPENING.after("drop", opening.stage)
    opening.save(update_fields=["stage"])
    return opening


@operation(needs=Permission.CONFIRM_OPENING)
def post_opening(opening_id: int, *, by: Actor, at: datetime) -> Opening:
    """Book the whole file on its day, or nothing of it: balances, each member's savings, each asset.

    Refuses who brought the file, a file with a mistake, a day that does not fit, and a second opening.
    """
    hold_the_pool(by.tenant_id)
    opening = _held(opening_id)
    stage = OPENING.after("post", opening.stage)
    if by.user_id is None or by.user_id == opening.checked_by:
        raise Refused(_("You brought this file: somebody else must book it."))
    found = judged(opening, today=by.today(at))
    if found.problems:
        count = len(found.problems)
        words = ngettext("The file has %(n)s mistake.", "The file has %(n)s mistakes.", count)
        raise Refused(words % {"n": count})
    opening.stage, opening.posted_at, opening.posted_by = stage, at, by.user_id
    opening.save(update_fields=["stage", "posted_at", "posted_by"])
    book(opening, found, by=by, at=at)
    return opening


@operation(needs=Permission.REVERSE_ENTRY, says=("reason",))
def take_back_opening(opening_id: int, *, reason: str, by: Actor, at: datetime) -> Opening:
    """As if it had never come: every entry is mirrored on the same day, savings and assets with it.

    Whole or not at all. Refuses no reason, one that does not stand, a closed month, and anything booked
    since: it may rest on these figures (money spent, savings taken out, a month written off).
    """
    if not reason.strip():
        raise Refused(_("Say why this is wrong."), field="reason")
    hold_the_pool(by.tenant_id)
    opening = _held(opening_id)
    opening.stage = OPENING.after("take back", opening.stage)
    opening.taken_back_at, opening.taken_back_reason = at, reason.strip()[:160]
    opening.save(update_fields=["stage", "taken_back_at", "taken_back_reason"])
    unbook(opening, by=by, at=at)
    return opening


def _held(opening_id: int) -> Opening:
    found = Opening.objects.select_for_update(of=("self",)).select_related("file")
    opening: Opening = found.get(pk=opening_id)
    return opening
