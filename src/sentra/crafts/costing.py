"""What one piece should cost: material, hours at the wage floor, overhead, the cooperative's part.

Pure, whole rupiah. Rounding: each stage's work and the overhead half up to a rupiah; the price up to the
next Rp500, so that the cooperative's part is never less than was asked for.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sentra.kernel.rupiah import portion, ratio

STEP_IDR = 500  # a price people can pay in notes and coins


@dataclass(frozen=True)
class Material:
    """What goes into one piece. `quantity` is as people say it; `stage_id`: where it is used, if said."""

    name: str
    quantity: str
    idr: int
    stage_id: int | None = None


@dataclass(frozen=True)
class Effort:
    """A stage, the minutes it takes, and what the cooperative pays for it today (rupiah a piece, grade A)."""

    stage_id: int
    name: str
    minutes: int
    rate_idr: int


@dataclass(frozen=True)
class Terms:
    """`hour_idr`: the least an hour is worth. Overhead is of material and work, the fee of the price."""

    hour_idr: int
    hours_a_day: int
    overhead_permille: int
    fee_permille: int

    @property
    def day_idr(self) -> int:
        return self.hour_idr * self.hours_a_day


@dataclass(frozen=True)
class Worth:
    """One stage: what its hours are worth, what is paid, and what that is in a day of work."""

    effort: Effort
    worth_idr: int
    day_idr: int | None  # rate × pieces she finishes in a day, rounded down; None: no time was said
    below_floor: bool


@dataclass(frozen=True)
class Counted:
    """material + work + overhead = cost; cost + fee = price."""

    material_idr: int
    work_idr: int
    overhead_idr: int
    price_idr: int
    stages: tuple[Worth, ...]

    @property
    def cost_idr(self) -> int:
        return self.material_idr + self.work_idr + self.overhead_idr

    @property
    def fee_idr(self) -> int:
        return self.price_idr - self.cost_idr

    @property
    def paid_idr(self) -> int:
        """What makers are paid today for all stages of one piece."""
        return sum(one.effort.rate_idr for one in self.stages)


def counted(materials: Iterable[Material], efforts: Iterable[Effort], terms: Terms) -> Counted:
    """The cost sheet of one piece. Refuses (ValueError) amounts below zero and a fee of the whole price."""
    used, done = list(materials), list(efforts)
    least = min(
        [one.idr for one in used] + [min(one.minutes, one.rate_idr) for one in done]
        + [terms.hour_idr, terms.overhead_permille, terms.fee_permille, 0]
    )  # fmt: skip
    if least < 0 or terms.fee_permille >= 1000 or terms.hours_a_day < 1:
        msg = "Amounts are zero or more, a day has hours, and the fee is less than the whole price."
        raise ValueError(msg)
    stages = tuple(_worth(one, terms) for one in done)
    material, work = sum(one.idr for one in used), sum(one.worth_idr for one in stages)
    overhead = portion(material + work, terms.overhead_permille)
    price = price_above(material + work + overhead, terms.fee_permille)
    return Counted(material, work, overhead, price, stages)


def material_until(materials: Iterable[Material], positions: Mapping[int, int], last: int) -> int:
    """Rupiah of material in a piece up to the stage at position `last`; unsaid: there from the start."""
    return sum(one.idr for one in materials if positions.get(one.stage_id or 0, 1) <= last)


def price_above(cost_idr: int, fee_permille: int) -> int:
    """The smallest multiple of Rp500 that leaves the cost once the fee (thousandths of it) is taken off."""
    least = -(-cost_idr * 1000 // (1000 - fee_permille))
    return -(-least // STEP_IDR) * STEP_IDR


def _worth(one: Effort, terms: Terms) -> Worth:
    day = one.rate_idr * terms.hours_a_day * 60 // one.minutes if one.minutes else None
    return Worth(one, ratio(terms.hour_idr, one.minutes, 60), day, day is not None and day < terms.day_idr)
