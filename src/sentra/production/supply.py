"""Pieces of an order that come from the store instead of being made: only the later stages are split."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import F, Q, Sum
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Stage
from sentra.kernel.errors import Refused
from sentra.orders.models import Order, OrderLine
from sentra.people.models import Workshop
from sentra.production.models import Assignment, Supply
from sentra.production.spoiled import spoiled

STANDS = (Assignment.State.OFFERED, Assignment.State.ACCEPTED)
OPEN_STAGES = (Order.Stage.ACCEPTED, Order.Stage.MAKING)


def lacking(line: OrderLine, last: Stage) -> int:
    """Pieces the line still lacks of every stage up to `last`: neither made, promised nor from the store.

    Proposals nobody was offered do not count: the next split takes them back.
    """
    route = list(line.product.stages.filter(position__lte=last.position))
    owed = spoiled(line.order_id, line.product.stages.all())
    supplied = list(Supply.objects.filter(line=line).select_related("stage"))
    found = []
    for stage in route:
        work = Assignment.objects.filter(line=line, stage=stage)
        promised = work.filter(state__in=STANDS).aggregate(
            taken=Sum("accepted", default=0), offered=Sum("proposed", filter=Q(accepted=None), default=0)
        )
        over = work.exclude(state__in=STANDS).aggregate(n=Sum("final", default=0))["n"]
        here = from_store(supplied, line, stage)
        found.append(
            line.pieces + owed.get(stage.pk, 0) - promised["taken"] - promised["offered"] - over - here
        )
    return max(0, min(found, default=0))


def supply(
    order: Order, line: OrderLine, stage: Stage, maker: Workshop, pieces: int, *, at: datetime
) -> Supply:
    """Note that `pieces` of this stage come from the store. The caller holds the order and moves the goods.

    Refuses an order that is not being prepared or made, and more than the line lacks.
    """
    if order.stage not in OPEN_STAGES:
        raise Refused(_("This order takes no more pieces."))
    most = lacking(line, stage)
    if not 1 <= pieces <= most:
        raise Refused(_("This order lacks %(most)s pieces of this stage.") % {"most": most}, field="pieces")
    made: Supply = Supply.objects.create(
        order=order, line=line, stage=stage, workshop=maker, pieces=pieces, supplied_at=at
    )
    return made


def supplies_of(orders: Collection[int]) -> list[Supply]:
    """What came from the store for these orders and stayed. One query."""
    found = Supply.objects.filter(order__in=orders, pieces__gt=F("returned")).select_related("stage")
    return list(found.order_by("pk"))


def from_store(supplies: Iterable[Supply], line: OrderLine, stage: Stage) -> int:
    """Pieces of the line that need not be made at this stage, for they came from the store further on."""
    return sum(
        one.there for one in supplies if one.line_id == line.pk and one.stage.position >= stage.position
    )
