"""A surplus worked out: for a draft that is kept, and for "what if" before anything is closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SurplusRun
from sentra.cooperative.surplus.gathering import Gathered, gathered
from sentra.cooperative.surplus.scheme import Scheme
from sentra.cooperative.surplus.sharing import SharedPart, Surplus, share, totals
from sentra.kernel.errors import Refused
from sentra.ledger.chart import SAVINGS


@dataclass(frozen=True)
class Measures:
    """What the meeting chooses besides the percentages. `members_idr`: None for the rule by purchases."""

    who: SurplusRun.Who = SurplusRun.Who.AT_END
    measure: SurplusRun.Measure = SurplusRun.Measure.AT_END
    counted: tuple[str, ...] = ("pokok", "wajib")
    members_idr: int | None = None


@dataclass(frozen=True)
class Worked:
    """The result, with what it came from."""

    surplus: Surplus
    found: Gathered
    parts: Sequence[SharedPart]

    def by_member(self) -> dict[int, int]:
        """Member number → rupiah, everybody who counts, in order of the numbers."""
        return dict.fromkeys((one.number for one in self.found.members), 0) | totals(self.parts)


def worked_out(
    year_end: date, surplus_idr: int, scheme: Scheme, measures: Measures, *, until: date | None = None
) -> Worked:
    """Who gets what of a book year, or of it up to `until` while it is running.

    Refuses a loss, no savings or unknown ones counted, a members' part beyond the whole, no members, and
    asks where a part goes whose base nobody holds.
    """
    if not measures.counted or not set(measures.counted) <= SAVINGS.keys():
        raise Refused(_("Say which savings count."), field="counted")
    if surplus_idr <= 0:
        raise Refused(_("There is no surplus this year. A loss is not shared."))
    found = gathered(
        year_end, who=measures.who, measure=measures.measure, counted=measures.counted, until=until
    )
    if not found.members:
        raise Refused(_("No member counts on that day."), field="who")
    surplus = _sides(surplus_idr, found, measures.members_idr)
    return Worked(surplus, found, share(surplus, scheme, found.held))


def _sides(whole_idr: int, found: Gathered, members_idr: int | None) -> Surplus:
    if members_idr is None:
        return Surplus(*found.sides(whole_idr))
    if not 0 <= members_idr <= whole_idr:
        raise Refused(_("This part lies between zero and the surplus."), field="members_idr")
    return Surplus(members_idr, whole_idr - members_idr)
