"""Which sizes a maker's share is made of: the last stage shares out the sizes of its line."""

from collections.abc import Iterable, Mapping

from sentra.kernel.rupiah import shared
from sentra.production.models import Assignment

STANDING = {Assignment.State.OFFERED, Assignment.State.ACCEPTED, Assignment.State.DONE}


def part_of(sizes: Mapping[str, int], pieces: int) -> dict[str, int]:
    """So many pieces out of these, each size by its part (largest remainder; ties: the size named first).

    All of them when there are not more: whoever makes spoiled pieces again asks which sizes they were.
    """
    if pieces >= sum(sizes.values()):
        return dict(sizes)
    names = sorted(sizes)
    parts = shared(pieces, [sizes[name] for name in names])
    return {name: part for name, part in zip(names, parts, strict=True) if part}


def left(sizes: Mapping[str, int], works: Iterable[Assignment]) -> dict[str, int]:
    """What of a line's sizes no maker holds."""
    free = dict(sizes)
    for work in works:
        for size, pieces in _held(work).items():
            free[size] = max(0, free.get(size, 0) - pieces)
    return {size: pieces for size, pieces in free.items() if pieces}


def _held(work: Assignment) -> dict[str, int]:
    """Sizes that are hers: all while her work stands, else those of the pieces that passed inspection."""
    if work.state in STANDING:
        return dict(work.sizes)
    return part_of(work.sizes, work.final) if work.final else {}


def share_out(offers: list[Assignment]) -> None:
    """Give each offer of a last stage its sizes, one after the other; saves nothing.

    The offers bring their `line` and `stage`; the caller holds the order.
    """
    for line in {offer.line_id: offer.line for offer in offers}.values():
        if not line.sizes:
            continue
        last = line.product.stages.latest("position")
        mine = [offer for offer in offers if offer.line_id == line.pk and offer.stage_id == last.pk]
        others = Assignment.objects.filter(line=line, stage=last).exclude(pk__in=[one.pk for one in mine])
        free = left(line.sizes, others)
        for offer in mine:
            offer.sizes = part_of(free, offer.proposed)
            free = {size: n for size, n in ((s, free[s] - offer.sizes.get(s, 0)) for s in free) if n}
