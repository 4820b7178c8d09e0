"""What lies where, in pieces."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, Sum

from sentra.kernel.tenancy import scope
from sentra.stock.models import Level, Move, Place


def on_hand(stage_id: int, order_id: int | None) -> int:
    """Pieces of this stage in the store, reserved for the order; None asks for free stock."""
    return _pieces(Place.Kind.STORE, stage_id, order_id)


def at_place(kind: str, stage_id: int, order_id: int | None, workshop_id: int | None = None) -> int:
    """Pieces at the place of this kind; buyer, scrap and making count what ever passed through."""
    return _pieces(kind, stage_id, order_id, workshop_id)


def _pieces(kind: str, stage_id: int, order_id: int | None, workshop_id: int | None = None) -> int:
    levels = Level.objects.filter(
        tenant_id=scope().writes or scope().reads[0],
        place__kind=kind,
        place__workshop_id=workshop_id,  # type: ignore[misc]  # None asks for none
        stage_id=stage_id,
        order_id=order_id or 0,
    )
    return int(levels.aggregate(pieces=Sum("pieces", default=0))["pieces"])


@dataclass(frozen=True)
class Lying:
    """Pieces of one stage of one product in the store."""

    stage_id: int
    product: str
    stage: str
    order_id: int | None
    pieces: int


def in_store() -> list[Lying]:
    """Everything in the store, by product and stage."""
    levels = (
        Level.objects.filter(tenant_id=scope().writes or scope().reads[0], place__kind=Place.Kind.STORE)
        .exclude(pieces=0)
        .select_related("stage__product")
        .order_by("stage__product__name", "stage__position", "order_id")
    )
    return [
        Lying(one.stage_id, one.stage.product.name, one.stage.name, one.order_id or None, one.pieces)
        for one in levels
    ]


def of_order(order_id: int) -> dict[int, int]:
    """Stage → pieces at our places for this order. One query."""
    here = Level.objects.filter(tenant_id=scope().writes or scope().reads[0], bounded=True)
    rows = here.filter(order_id=order_id).exclude(pieces=0).values_list("stage_id", "pieces")
    found: dict[int, int] = {}
    for stage_id, pieces in rows:
        found[stage_id] = found.get(stage_id, 0) + pieces
    return found


def moves_of(order_id: int) -> list[Move]:
    """How the goods of an order went, in the order it happened; those that were set free with them."""
    mine = Q(order_id=order_id) | Q(from_order_id=order_id)
    moves = Move.objects.filter(mine, tenant_id=scope().writes or scope().reads[0])
    return list(moves.select_related("source", "target", "stage__product").order_by("at", "pk"))


def own_pieces(orders: Collection[int]) -> dict[int, int]:
    """Stage → the cooperative's own pieces at our places for any of these orders (0: free). One query."""
    here = Level.objects.filter(tenant_id=scope().writes or scope().reads[0], bounded=True, owner=None)
    rows = here.filter(order_id__in=orders).values_list("stage_id").annotate(n=Sum("pieces")).order_by()
    return {stage: int(pieces) for stage, pieces in rows if pieces}
