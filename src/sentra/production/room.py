"""Whether the weeks a plan counts on are still free, at the moment its work is offered."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from sentra.allocation import pace
from sentra.kernel.dates import written
from sentra.kernel.errors import Refused
from sentra.people.models import Workshop
from sentra.production.calendar import monday, week_of
from sentra.production.load import Bench
from sentra.production.models import Assignment, Plan
from sentra.production.rules import Rules
from sentra.production.standing import standing_of


def refuse_taken(plan: Plan, offers: Sequence[Assignment], rules: Rules) -> None:
    """Hold these makers until the offers are written; refuse when a week was taken since the plan was made.

    Two plans made side by side both count on the same free weeks: whichever is offered second finds them
    taken here, and so does a plan made before an absence was noted. `offers`: shares of this plan, proposed.
    """
    ids = {one.workshop_id for one in offers}
    held = Workshop.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=ids)
    names = {one.pk: one.owner.name for one in held.select_related("owner").order_by("pk")}
    found = taken(plan, offers, rules)
    if not found:
        return
    week, workshop = found[0]
    words = {"name": names[workshop], "day": written(week), "n": len(found) - 1}
    if len(found) == 1:
        raise Refused(_("%(name)s has no room left in the week of %(day)s. Split once more.") % words)
    raise Refused(
        ngettext_lazy(
            "%(name)s (week of %(day)s) and %(n)s other have no room left. Split once more.",
            "%(name)s (week of %(day)s) and %(n)s others have no room left. Split once more.",
            len(found) - 1,
        )
        % words
    )


def taken(plan: Plan, offers: Sequence[Assignment], rules: Rules) -> list[tuple[date, int]]:
    """(Monday, workshop) of the first week of each maker that no longer holds its part, the earliest first.

    Read and reckoned as the splitting did on the day of the plan, so that what it proposed always fits as
    long as nothing was promised, noted or changed since.
    """
    there = standing_of([plan.order], rules, plan.starts_on)
    load: Counter[tuple[int, int]] = Counter()
    for one in offers:
        each = _load(there.benches.get(one.workshop_id), one.stage_id, one.stage.pieces_a_week)
        for day, pieces in one.weeks.items():
            load[one.workshop_id, week_of(date.fromisoformat(day), plan.starts_on)] += pieces * each
    for share in there.fixed:
        key = (int(share.maker), share.week)
        if key in load:
            stage = there.stages[int(share.stage)]
            load[key] += share.pieces * _load(there.benches.get(key[0]), stage.pk, stage.pieces_a_week)
    last = max(week for _workshop, week in load)
    free = {pk: bench.free(plan.starts_on, last + 1) for pk, bench in there.benches.items()}
    first: dict[int, int] = {}
    for (workshop, week), needed in sorted(load.items()):
        if workshop not in free or needed > free[workshop][week]:
            first.setdefault(workshop, week)
    return sorted((monday(week, plan.starts_on), workshop) for workshop, week in first.items())


def _load(bench: Bench | None, stage_id: int, usual: int) -> int:
    """Millionths of a week that one piece takes her."""
    return pace(bench.paces.get(stage_id, usual) if bench else usual).load
