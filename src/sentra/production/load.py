"""How full each workshop's weeks are: absences and promised work, in millionths of a week."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from sentra.allocation import FULL_WEEK
from sentra.crafts.models import Absence, Capacity, Skill
from sentra.people.models import Workshop
from sentra.production.calendar import absent_days, monday
from sentra.production.models import Assignment

PROMISED = (Assignment.State.OFFERED, Assignment.State.ACCEPTED)
WORKED_DAYS = 6


@dataclass
class Bench:
    """One workshop as the splitting sees her."""

    workshop: Workshop
    levels: dict[str, int] = field(default_factory=dict)  # technique → level
    paces: dict[int, int] = field(default_factory=dict)  # stage → pieces a week
    spans: list[tuple[date, date]] = field(default_factory=list)
    promised: dict[str, int] = field(default_factory=lambda: defaultdict(int))  # ISO Monday → millionths

    def free(self, start: date, weeks: int) -> tuple[int, ...]:
        """Millionths of each week that are neither absence nor promised elsewhere."""
        return tuple(self._free(monday(week, start)) for week in range(weeks))

    def _free(self, week_start: date) -> int:
        there = FULL_WEEK * (WORKED_DAYS - absent_days(self.spans, week_start)) // WORKED_DAYS
        return max(0, there - self.promised[week_start.isoformat()])

    def working_days(self, *, until: date, days: int) -> int:
        """Declared working days in the `days` before `until`, absences out."""
        first = until - timedelta(days=days)
        away = {
            first + timedelta(n)
            for n in range(days)
            if any(a <= first + timedelta(n) <= b for a, b in self.spans)
        }
        return max(0, (days - len(away)) * self.workshop.working_days_a_week // 7)


def benches(*, except_orders: Collection[int] = ()) -> dict[int, Bench]:
    """Every active workshop with her skills, paces, absences and promises. Five queries for any number."""
    workshops = (
        Workshop.objects.filter(active=True, owner__active=True).select_related("owner").order_by("pk")
    )
    found = {workshop.pk: Bench(workshop) for workshop in workshops}
    for skill in Skill.objects.filter(workshop_id__in=found):
        found[skill.workshop_id].levels[skill.technique_id] = skill.level
    for capacity in Capacity.objects.filter(workshop_id__in=found):
        found[capacity.workshop_id].paces[capacity.stage_id] = capacity.pieces_a_week
    for absence in Absence.objects.filter(workshop_id__in=found):
        found[absence.workshop_id].spans.append((absence.from_on, absence.until_on))
    promised = Assignment.objects.filter(state__in=PROMISED, workshop_id__in=found)
    others = promised.exclude(order_id__in=except_orders)
    _promise(found, others.select_related("stage"))
    return found


def _promise(found: dict[int, Bench], others: Iterable[Assignment]) -> None:
    for work in others:
        bench = found[work.workshop_id]
        pace = bench.paces.get(work.stage_id, work.stage.pieces_a_week)
        for day, pieces in work.weeks.items():
            bench.promised[day] += FULL_WEEK * pieces // pace
