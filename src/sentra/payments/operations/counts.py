"""Counting the cash box: one counts, another confirms, then the difference is booked."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import recipes
from sentra.ledger.chart import CASH, FUND, PETTY_CASH
from sentra.ledger.pool import hold_the_pool
from sentra.ledger.posting import Booking
from sentra.ledger.queries.bank import balance_until
from sentra.payments.denominations import counted_idr
from sentra.payments.models import CashCount
from sentra.payments.steps import first_open_day
from sentra.people.roles import Permission

BOXES = (CASH, PETTY_CASH, FUND["cash"])
S = CashCount.State


@operation(needs=Permission.COUNT_CASH, says=("reason",))
def count_cash(
    pieces: Mapping[int, int],
    *,
    ledger: str = CASH,
    counted_on: date,
    reason: str = "",
    by: Actor,
    at: datetime,
) -> CashCount:
    """Write down how many notes and coins of each lie in the box. Nothing is booked before another confirms.

    `pieces`: 100000 → 3; an empty box is at least one 0. Expected is what the books say at the end of
    `counted_on`, as they stand now. Refuses a count of nothing, a later day, a difference on a day of a
    closed month (nobody could confirm it), a difference without a reason, and a second count while one waits.
    """
    if by.user_id is None:
        raise Refused(_("Cash is counted by a person."))
    if ledger not in BOXES:
        raise Refused(_("Choose which cash box was counted."), field="ledger")
    if counted_on > by.today(at):
        raise Refused(_("The count cannot lie in the future."), field="counted_on")
    if not pieces:
        raise Refused(_("Write how many pieces of each lie there; 0 in an empty box."), field="pieces_100000")
    hold_the_pool(by.tenant_id)  # two desks counting one box: the second sees the first
    if CashCount.objects.filter(ledger=ledger, state=S.COUNTED).exists():
        raise Refused(_("A count of this box waits for its confirmation."))
    counted, expected = _reckoned(pieces), balance_until(ledger, counted_on)
    if counted != expected and counted_on < first_open_day():
        raise Refused(_("This month is closed. Choose a later day."), field="counted_on")
    if counted != expected and not reason.strip():
        raise Refused(_("Say where the difference may come from."), field="reason")
    made: CashCount = CashCount.objects.create(
        ledger=ledger, counted_on=counted_on, counted_idr=counted, expected_idr=expected,
        pieces={str(value): count for value, count in pieces.items() if count},
        reason=reason.strip()[:200], counted_by=by.user_id, counted_by_name=by.name[:120], counted_at=at,
        year=counted_on.year, number=next_number("cash_count", counted_on.year),
    )  # fmt: skip
    return made


def _reckoned(pieces: Mapping[int, int]) -> int:
    try:
        return counted_idr(pieces)
    except ValueError as odd:
        raise Refused(_("Count whole notes and coins.")) from odd


@operation(needs=Permission.CONFIRM_COUNT)
def confirm_count(count_id: int, *, by: Actor, at: datetime) -> CashCount:
    """I saw it too: the difference is booked on the day of the count. Refused to the one who counted.

    Refuses a count that has its answer, and a closed month.
    """
    count = _answered(count_id, S.CONFIRMED, by, at)
    count.save(update_fields=["state", "answered_by", "answered_by_name", "answered_at"])
    recipes.cash_counted(
        count.pk, Booking(count.counted_on, by, at), account=count.ledger, difference_idr=count.difference_idr
    )
    return count


@operation(needs=Permission.CONFIRM_COUNT, says=("reason",))
def send_back_count(count_id: int, *, reason: str, by: Actor, at: datetime) -> CashCount:
    """Not so: count again. Nothing is booked; the count stays to be read. Refuses no reason."""
    if not reason.strip():
        raise Refused(_("Say what is wrong."), field="reason")
    count = _answered(count_id, S.REJECTED, by, at)
    count.rejected_reason = reason.strip()[:200]
    count.save(update_fields=["state", "answered_by", "answered_by_name", "answered_at", "rejected_reason"])
    return count


def _answered(count_id: int, state: str, by: Actor, at: datetime) -> CashCount:
    count: CashCount = CashCount.objects.select_for_update().get(pk=count_id)
    if count.state != S.COUNTED:
        raise Refused(_("This count has its answer already."))
    if by.user_id is None or by.user_id == count.counted_by:
        raise Refused(_("Somebody else must confirm what you counted."))
    count.state, count.answered_by, count.answered_by_name, count.answered_at = (
        state, by.user_id, by.name[:120], at,
    )  # fmt: skip
    return count
