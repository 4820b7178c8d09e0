"""Arithmetic of deliveries: how many pieces a line takes, and what delivered pieces cost. No database."""

from collections.abc import Mapping, Sequence

from sentra.kernel.rupiah import shared


def most(pieces: int, tolerance_permille: int) -> int:
    """The most pieces the buyer takes of a line of `pieces`."""
    return pieces + pieces * tolerance_permille // 1000


def least(pieces: int, tolerance_permille: int) -> int:
    """The fewest pieces with which a line counts as delivered, when the buyer agrees."""
    return pieces - pieces * tolerance_permille // 1000


def costs_leaving(
    balances: Mapping[str, int], *, value_now: int, value_left: int, rest: bool
) -> dict[str, int]:
    """What leaves each goods account (rupiah), from what the order's goods have cost so far.

    balance × value delivered now ÷ value not yet delivered (this delivery included), rounded down; the
    last delivery (`rest`) takes all that is left, so that no rupiah stays behind.
    """
    if rest or value_now >= value_left:
        return {account: max(idr, 0) for account, idr in balances.items()}
    return {account: max(idr, 0) * value_now // value_left for account, idr in balances.items()}


def over_lines(cost_idr: int, values: Sequence[int], pieces: Sequence[int]) -> list[int]:
    """The cost shared over the delivered lines by value; by pieces when nothing has a price."""
    return shared(cost_idr, values if any(values) else pieces)
