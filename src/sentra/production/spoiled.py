"""Half-finished pieces that a later stage spoiled: every stage before it has to make them again."""

from collections.abc import Iterable

from sentra.allocation import Share
from sentra.crafts.models import Stage
from sentra.kernel.tenancy import scope
from sentra.stock.models import Level, Place


def spoiled(order_id: int, stages: Iterable[Stage]) -> dict[int, int]:
    """Stage → pieces of this order to be made again. One query.

    A piece rejected at stage k is scrapped as what stage k − 1 had made of it; so k − 1 and all before
    it owe one more. The rejecting stage itself is not in it: its maker's own share stays open.
    """
    return _made_again(_scrapped([order_id])[order_id], stages)


def spoiled_by_order(orders: Iterable[int], stages: Iterable[Stage]) -> dict[int, dict[int, int]]:
    """The same for many orders, `stages` of all of them. One query."""
    route, scrapped = list(stages), _scrapped(list(orders))
    return {order_id: _made_again(lost, route) for order_id, lost in scrapped.items()}


def _scrapped(orders: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {order_id: {} for order_id in orders}
    lying = Level.objects.filter(
        tenant_id=scope().writes or scope().reads[0], place__kind=Place.Kind.SCRAP, order_id__in=orders
    )
    for order_id, stage_id, pieces in lying.values_list("order_id", "stage_id", "pieces"):
        found[order_id][stage_id] = found[order_id].get(stage_id, 0) + pieces
    return found


def _made_again(scrapped: dict[int, int], stages: Iterable[Stage]) -> dict[int, int]:
    owed: dict[int, int] = {}
    lost: dict[int, int] = {}  # product → pieces, summed from the last stage to the first
    for stage in sorted(stages, key=lambda stage: (stage.product_id, -stage.position)):
        lost[stage.product_id] = lost.get(stage.product_id, 0) + scrapped.get(stage.pk, 0)
        if lost[stage.product_id]:
            owed[stage.pk] = lost[stage.product_id]
    return owed


def without(fixed: Iterable[Share], owed: dict[int, int]) -> tuple[Share, ...]:
    """Accepted work as the splitting must count it: spoiled pieces are not there, the oldest first."""
    left = dict(owed)
    kept = []
    for share in sorted(fixed, key=lambda one: one.week):
        gone = min(left.get(int(share.stage), 0), share.pieces)
        left[int(share.stage)] = left.get(int(share.stage), 0) - gone
        if share.pieces > gone:
            kept.append(Share(share.line, share.stage, share.maker, share.week, share.pieces - gone))
    return tuple(kept)
