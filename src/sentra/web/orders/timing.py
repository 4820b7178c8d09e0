"""How much of a line is ready in time, how much late, and how much nobody can make: in pieces and words."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from sentra.orders.models import OrderLine
from sentra.production.flow import SATURDAY, STANDING
from sentra.production.queries import SplitView
from sentra.production.rules import Rules
from sentra.web.templatetags.formats import angka, tanggal


@dataclass(frozen=True)
class Timing:
    """Pieces of the last stage. `ready_on`: the last leave their makers; `needed_on`: when they must."""

    on_time: int
    late: int
    short: int
    ready_on: date | None
    needed_on: date

    @property
    def well(self) -> bool:
        return not self.late and not self.short

    def sentences(self) -> list[str]:
        """What goes wrong, one sentence each; nothing when all is well."""
        if self.well:
            return []
        words = {"on_time": angka(self.on_time), "late": angka(self.late), "short": angka(self.short)}
        words |= {"day": tanggal(self.ready_on, "short"), "needed": tanggal(self.needed_on, "short")}
        told = [_("%(on_time)s pieces are ready on time, by %(needed)s.") % words]
        if self.late:
            told.append(_("%(late)s pieces are late: ready only by %(day)s.") % words)
        if self.short:
            told.append(_("%(short)s pieces have no maker.") % words)
        return told


def timing(split: SplitView, line: OrderLine, promised_on: date) -> Timing:
    """From the weeks of the shares of the last stage. Asks the database nothing."""
    needed_on = must_leave_on(split, promised_on)
    last = max((one.stage.position for one in split.cover if one.line.pk == line.pk), default=0)
    weeks = [
        (date.fromisoformat(day) + SATURDAY, pieces)
        for one in split.assignments
        if one.line_id == line.pk and one.stage.position == last and one.state in STANDING
        for day, pieces in one.weeks.items()
    ]
    late = sum(pieces for day, pieces in weeks if day > needed_on)
    short = int(split.plan.shortfall.get(str(line.pk), 0)) if split.plan else 0
    ready_on = max((day for day, _pieces in weeks), default=None)
    there = sum(
        one.supplied for one in split.cover if one.line.pk == line.pk and one.stage.position == last
    )  # finished pieces from the store are ready today
    return Timing(there + sum(pieces for _day, pieces in weeks) - late, late, short, ready_on, needed_on)


def must_leave_on(split: SplitView, promised_on: date) -> date:
    """The promised day less inspection and transport."""
    days = (
        split.plan.policy.get("finishing_days", Rules.finishing_days) if split.plan else Rules.finishing_days
    )
    return promised_on - timedelta(days=int(days))
