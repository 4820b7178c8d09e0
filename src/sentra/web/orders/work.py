"""How far the making of an order is: bars per stage, lots, and whom an advance may be given."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Sum
from django.utils.translation import gettext as _

from sentra.capital.models import Advance
from sentra.capital.policy import Policy
from sentra.orders.models import Order
from sentra.production.models import Assignment
from sentra.production.queries import StageCover, assignments_of, cover
from sentra.quality.models import Lot
from sentra.quality.queries import Quality, lots_of_order, quality_of
from sentra.web.templatetags.formats import rupiah

A = Assignment.State


@dataclass(frozen=True)
class MayAdvance:
    """A maker's accepted work and how much working money may still be given for it."""

    assignment: Assignment
    most_idr: int

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


def work_of(order: Order) -> Work:
    """A constant number of queries, however many makers and lots."""
    assignments = list(assignments_of(order.pk))
    return Work(
        cover=cover(order.pk),
        assignments=assignments,
        lots=list(lots_of_order(order.pk)),
        quality=quality_of([order.pk]),
        advances=_advances(
            int(order.tenant_id or 0), [one for one in assignments if one.state == A.ACCEPTED]
        ),
    )


def _advances(tenant_id: int, work: Iterable[Assignment]) -> list[MayAdvance]:
    """As `grant_advance` reckons: the cooperative's share of the work to come, less what she has."""
    taken = list(work)
    if not taken:
        return []
    permille = Policy.of(tenant_id).advance_permille
    given = Advance.objects.filter(assignment__in=taken).values_list("assignment")
    owing = F("amount_idr") - F("recovered_idr") - F("written_off_idr")
    before = dict(given.annotate(owing=Sum(owing)).order_by("assignment"))
    rooms = [
        MayAdvance(
            one,
            ((one.accepted or 0) - (one.final or 0)) * one.rate_idr * permille // 1000
            - before.get(one.pk, 0),
        )
        for one in taken
    ]
    return [room for room in rooms if room.most_idr > 0]


def bar_words(one: StageCover) -> dict[str, str]:
    """The bars of one stage in words: given out, accepted by makers, passed inspection."""
    return {
        "given": _("%(n)s of %(all)s given out") % {"n": one.needed - one.open, "all": one.needed},
        "accepted": _("%(n)s of %(all)s taken by makers") % {"n": one.accepted, "all": one.needed},
        "final": _("%(n)s of %(all)s passed inspection") % {"n": one.final, "all": one.needed},
    }
