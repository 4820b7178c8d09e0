"""What planned work still has to buy: recipes, less what makers hold for it and what lies in the store."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from sentra.crafts.materials import Need, recipes
from sentra.stock import material_queries as stock


@dataclass(frozen=True)
class Making:
    """Pieces of one stage that are still to be made, by one maker or nobody yet (party 0)."""

    order_id: int
    party_id: int
    stage_id: int
    pieces: int
    on: date  # when work on them starts
    certain: bool


@dataclass(frozen=True)
class Purchase:
    """What has to be bought for an order before work on a day."""

    order_id: int
    party_id: int
    on: date
    amount_idr: int
    certain: bool


def purchases(making: Iterable[Making]) -> tuple[list[Purchase], Counter[int]]:
    """What this work lacks, earliest first, and what it leaves in the store (material → units).

    What she holds for the order is used first, then what lies in the store; the rest is bought at the
    planned price. One query without recipes, three with.
    """
    known = recipes()
    if not known:
        return [], Counter()
    held = Counter(stock.held())
    there = Counter({pk: one.units for pk, one in stock.in_store().items()})
    found = []
    for work in sorted(making, key=lambda one: (one.on, one.order_id, one.party_id, one.stage_id)):
        lacking = sum(_lacking(work, need, held, there) for need in known.get(work.stage_id, []))
        if lacking:
            found.append(Purchase(work.order_id, work.party_id, work.on, lacking, work.certain))
    return found, there


def _lacking(work: Making, need: Need, held: Counter[tuple[int, int, int]], there: Counter[int]) -> int:
    """Rupiah to spend for this need; takes what there is out of the counts."""
    units = work.pieces * need.units
    mine = (work.order_id, work.party_id, need.material_id)
    for counts, key in ((held, mine), (there, need.material_id)):
        taken = min(units, counts[key])  # type: ignore[index]  # each count has keys of its own
        counts[key] -= taken  # type: ignore[index]
        units -= taken
    return units * need.price_idr


def to_buy(pieces: Mapping[int, int], there: Mapping[int, int]) -> dict[int, int]:
    """Stage → rupiah a piece that is still to be bought, when so many pieces of each stage are made.

    What lies `there` (material → units) is spread over the stages in their order; rounded up, so that the
    cash that is needed is never said too low.
    """
    left = Counter(there)
    found = {}
    for stage, needs in sorted(recipes(pieces).items()):
        lacking = 0
        for need in needs:
            units = pieces[stage] * need.units
            taken = min(units, left[need.material_id])
            left[need.material_id] -= taken
            lacking += (units - taken) * need.price_idr
        if pieces[stage]:
            found[stage] = -(-lacking // pieces[stage])
    return found
