"""Three ways to sell her work, in rupiah per day of it, and what the collector's quick money costs a year.

Pure, whole rupiah, every quotient rounded down. The collector is a channel to compare with: the same
arithmetic for all three.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

DAYS_A_YEAR = 365


@dataclass(frozen=True)
class Step:
    """A stage she can do: her pieces a week doing nothing else, and the order's piece rate in rupiah."""

    name: str
    pieces_a_week: int
    rate_idr: int
    own: bool = True  # her own capacity; else the stage's usual one


def per_day(amount_idr: int, steps: Sequence[Step], days_a_week: int) -> int:
    """Rupiah per day of her work when one piece brings `amount_idr` and takes these steps.

    One piece takes Σ days_a_week ÷ pieces_a_week days. Refuses (ValueError) no step, no pace, no day.
    """
    paces = [step.pieces_a_week for step in steps]
    if not paces or min(paces) < 1 or days_a_week < 1:
        msg = "A day of work needs steps, each with a pace, and working days."
        raise ValueError(msg)
    common = prod(paces)
    return amount_idr * common // (days_a_week * sum(common // pace for pace in paces))


def yearly_percent(taken_idr: int, given_up_idr: int, wait_days: int) -> int | None:
    """What money today instead of more money later costs, as simple interest in percent a year.

    given up ÷ taken × 365 ÷ days she would wait × 100, rounded down. None where it cannot be said: nothing
    taken, or nothing to wait for. 0 when she gives up nothing.
    """
    if taken_idr < 1 or wait_days < 1:
        return None
    return max(0, given_up_idr) * DAYS_A_YEAR * 100 // (taken_idr * wait_days)


@dataclass(frozen=True)
class Prices:
    """Rupiah a piece; None: nobody knows, or it is not bought. Material is hers for both quick ways."""

    collector_idr: int | None
    cash_idr: int | None
    material_idr: int | None


@dataclass(frozen=True)
class Ways:
    """Rupiah per day of her work. None: cannot be said."""

    collector_idr: int | None
    cash_idr: int | None
    cooperative_idr: int
    given_up_idr: int | None  # a piece: what the order pays for the same stages, less the collector's
    yearly_percent: int | None

    @property
    def best(self) -> str:
        """The way that pays most per day; on a tie the one without a wait for an order."""
        known = [("collector", self.collector_idr), ("cash", self.cash_idr)]
        said = [
            (idr, name) for name, idr in [*known, ("cooperative", self.cooperative_idr)] if idr is not None
        ]
        most = max(idr for idr, _name in said)
        return next(name for idr, name in said if idr == most)


def compared(
    steps: Sequence[Step], half: int, prices: Prices, *, days_a_week: int, wait_days: int | None
) -> Ways:
    """`half`: how many of her steps come before a quick sale. `wait_days`: until an order pays, if known.

    Through an order the wage is for work alone (the material is handed out); a quick price also pays for her
    material, which is taken off where it is known. The yearly cost needs material and wait to be known.
    """
    before = steps[:half]
    spent = prices.material_idr or 0

    def quick(price_idr: int | None) -> int | None:
        return None if price_idr is None else per_day(price_idr - spent, before, days_a_week)

    whole = per_day(sum(step.rate_idr for step in steps), steps, days_a_week)
    given_up, yearly = None, None
    if prices.collector_idr is not None and prices.material_idr is not None:
        taken = prices.collector_idr - prices.material_idr
        given_up = sum(step.rate_idr for step in before) - taken
        yearly = yearly_percent(taken, given_up, wait_days) if wait_days is not None else None
    return Ways(quick(prices.collector_idr), quick(prices.cash_idr), whole, given_up, yearly)
