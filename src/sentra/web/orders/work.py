"""How far the making of an order is: bars per stage, lots, and whom an advance may be given."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.capital.caps import Cap, Limit
from sentra.capital.policy import Policy
from sentra.capital.queries import advance_caps
from sentra.ledger.queries import cash_position
from sentra.orders.models import Order
from sentra.production.models import Assignment
from sentra.production.queries import StageCover, assignments_of, cover
from sentra.quality.models import Lot
from sentra.quality.queries import Quality, lots_of_order, quality_of
from sentra.web.orders.cap_words import why
from sentra.web.templatetags.formats import angka, rupiah

A = Assignment.State


@dataclass(frozen=True)
class MayAdvance:
    """A maker's accepted work and how much working money may still be given for it."""

    assignment: Assignment
    cap: Cap

    @property
    def most_idr(self) -> int:
        return self.cap.most_idr

    @property
    def why(self) -> str:
        return why(self.cap)

    @property
    def label(self) -> str:
        words = {
            "name": self.assignment.workshop.owner.name,
            "stage": self.assignment.stage.name,
            "idr": rupiah(self.most_idr),
        }
        return _("%(name)s · %(stage)s · at most %(idr)s") % words


@dataclass(frozen=True)
class Work:
    """What the work box of the order page shows. All counts in pieces unless named."""

    cover: list[StageCover]
    assignments: list[Assignment]
    lots: list[Lot]
    quality: Quality
    advances: list[MayAdvance]

    @property
    def proposals(self) -> int:
        """Shares nobody has been asked about yet."""
        return sum(1 for one in self.assignments if one.state == A.PROPOSED)

    @property
    def offered(self) -> int:
        return sum(1 for one in self.assignments if one.state == A.OFFERED)

    @property
    def open(self) -> int:
        return sum(one.open for one in self.cover)

    @property
    def waiting_lots(self) -> int:
        return sum(1 for lot in self.lots if lot.state == Lot.State.WAITING)

    @property
    def may_advance(self) -> list[MayAdvance]:
        """Those for whom something may still be given."""
        return [one for one in self.advances if one.most_idr]

    @property
    def may_advance_idr(self) -> int:
        return sum(one.most_idr for one in self.advances)

    @property
    def makers(self) -> int:
        return len({one.workshop_id for one in self.assignments if one.state in {A.ACCEPTED, A.DONE}})

    @property
    def defects(self) -> list[dict[str, object]]:
        """For the bar chart: what was wrong, most often first."""
        return [
            {"label": word, "value": pieces, "tone": "late"} for word, pieces in self.quality.defects.items()
        ]


def work_of(order: Order, today: date) -> Work:
    """A constant number of queries, however many makers and lots."""
    assignments = list(assignments_of(order.pk))
    return Work(
        cover=cover(order.pk),
        assignments=assignments,
        lots=list(lots_of_order(order.pk)),
        quality=quality_of([order.pk]),
        advances=may_advance(
            [one for one in assignments if one.state == A.ACCEPTED], int(order.tenant_id or 0), today
        ),
    )


def may_advance(shares: list[Assignment], tenant_id: int, today: date) -> list[MayAdvance]:
    """As `grant_advances` reckons, with what is in the pool; those who could get some if it were full."""
    if not shares:
        return []
    pool = cash_position().total_idr - Policy.of(tenant_id).reserve_idr
    caps = advance_caps(shares, tenant_id=tenant_id, pool_idr=pool, today=today)
    rooms = [MayAdvance(one, caps[one.pk]) for one in shares]
    return [one for one in rooms if one.most_idr or one.cap.binds == Limit.POOL]


def bar_words(one: StageCover) -> dict[str, str]:
    """The bars of one stage in words: given out, accepted by makers, passed inspection, from the store."""
    supplied = ngettext(
        "%(n)s piece comes from the store.", "%(n)s pieces come from the store.", one.supplied
    )
    return {
        "supplied": supplied % {"n": angka(one.supplied)},
        "given": _("%(n)s of %(all)s given out")
        % {"n": angka(one.needed - one.open), "all": angka(one.needed)},
        "accepted": _("%(n)s of %(all)s taken by makers")
        % {"n": angka(one.accepted), "all": angka(one.needed)},
        "final": _("%(n)s of %(all)s passed inspection") % {"n": angka(one.final), "all": angka(one.needed)},
    }
