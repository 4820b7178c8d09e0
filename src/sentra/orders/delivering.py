"""Arithmetic of deliveries: how many pieces a line takes, and what delivered pieces cost. No database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sentra.kernel.rupiah import shared
from sentra.ledger.chart import FINISHED, HALF_FINISHED


@dataclass(frozen=True)
class Step:
    """One stage of a product's route and what a good piece of it is paid."""

    product_id: int
    stage_id: int
    finished: bool
    rate_idr: int


def most(pieces: int, tolerance_permille: int) -> int:
    """The most pieces the buyer takes of a line of `pieces`."""
    return pieces + pieces * tolerance_permille // 1000


def least(pieces: int, tolerance_permille: int) -> int:
    """The fewest pieces with which a line counts as delivered, when the buyer agrees."""
    return pieces - pieces * tolerance_permille // 1000


def embodied(routes: Iterable[Step]) -> dict[int, dict[str, int]]:
    """Stage → account → rupiah: what the work in one piece after that stage costs at the stages' rates.

    `routes` in the order of their steps. A finished piece carries its half-finished stages with it.
    """
    found: dict[int, dict[str, int]] = {}
    so_far: dict[int, dict[str, int]] = {}
    for step in routes:
        before = so_far.get(step.product_id, {})
        account = FINISHED if step.finished else HALF_FINISHED
        so_far[step.product_id] = before | {account: before.get(account, 0) + step.rate_idr}
        found[step.stage_id] = so_far[step.product_id]
    return found


def worth(pieces: Mapping[int, int], carried: Mapping[int, Mapping[str, int]]) -> dict[str, int]:
    """What these pieces (stage → count) carry on each goods account, at the stages' rates."""
    found = {HALF_FINISHED: 0, FINISHED: 0}
    for stage_id, count in pieces.items():
        for account, idr in carried.get(stage_id, {}).items():
            found[account] += count * idr
    return found


def costs_leaving(
    balances: Mapping[str, int], *, now: Mapping[str, int], lying: Mapping[str, int], rest: bool
) -> dict[str, int]:
    """What leaves each goods account (rupiah), from what the order's goods have cost so far.

    balance × worth of what goes now ÷ worth of what lies there (this delivery included), rounded down:
    the average cost of goods that exist, whatever is still to be made. The last delivery (`rest`) takes
    all that is left, so that no rupiah stays behind.
    """
    return {
        account: max(idr, 0)
        if rest or (now[account] and now[account] >= lying[account])
        else max(idr, 0) * now[account] // max(lying[account], 1)
        for account, idr in balances.items()
    }


def over_lines(cost_idr: int, values: Sequence[int], pieces: Sequence[int]) -> list[int]:
    """The cost shared over the delivered lines by value; by pieces when nothing has a price."""
    return shared(cost_idr, values if any(values) else pieces)
