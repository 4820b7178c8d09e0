"""Who compared which tax row with the law: recorded for one organisation, for everybody there to see."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger.models import TaxCheck
from sentra.ledger.rates import Rate, every_rate
from sentra.people.roles import Permission


@dataclass(frozen=True)
class CheckedRate:
    """A row with the last check of its present words; `name` is empty when nobody has compared it."""

    rate: Rate
    name: str
    on: date | None


def checked_rates() -> list[CheckedRate]:
    """Every row, by kind and first day, as this organisation has checked it. One query."""
    last = {(one.row, one.words): one for one in TaxCheck.objects.order_by("pk")}
    return [_checked(row, last.get((row.key, row.print))) for row in every_rate()]


def _checked(row: Rate, check: TaxCheck | None) -> CheckedRate:
    if check is not None:
        return CheckedRate(row, check.checked_by, check.checked_on)
    return CheckedRate(row, row.checked_by, None)


@operation(needs=Permission.SET_RULES)
def check_rate(row: str, *, name: str, checked_on: date, by: Actor, at: datetime) -> TaxCheck:
    """Write down that `name` compared the row (its key) with the law. It holds for the row's present words.

    Refuses a row that is not there, a check without a name, and a day to come.
    """
    found = next((one for one in every_rate() if one.key == row), None)
    if found is None:
        raise Refused(_("There is no such tax row."))
    if not name.strip():
        raise Refused(_("Say who compared it."), field="name")
    if checked_on > by.today(at):
        raise Refused(_("A check cannot lie in the future."), field="checked_on")
    made: TaxCheck = TaxCheck.objects.create(
        row=row, words=found.print, checked_by=name.strip()[:120], checked_on=checked_on,
        written_by=by.user_id, at=at,
    )  # fmt: skip
    return made
