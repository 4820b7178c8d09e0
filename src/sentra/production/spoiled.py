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
    route = sorted(stages, key=lambda stage: (stage.product_id, -stage.position))
    scrapped = dict(
        Level.objects.filter(
            tenant_id=scope().writes or scope().reads[0], place__kind=Place.Kind.SCRAP, order_id=order_id
        ).values_list("stage_id", "pieces")
    )
    owed: dict[int, int] = {}
    lost: dict[int, int] = {}  # product → pieces, summed from the last stage to the first
    for stage in route:
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
