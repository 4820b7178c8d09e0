"""The cash plan as a drawing: a fan, a line, the reserve. Whole coordinates; words stand beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sentra.production.cashfan import Fan
from sentra.production.cashplan import CashPlan

WIDTH, HEIGHT = 640, 240
EDGE = 12  # left free on every side, so that no stroke is cut


@dataclass(frozen=True)
class Chart:
    """Points as SVG writes them ("x,y x,y"); the band runs along its top and back along its bottom."""

    line: str
    band: str
    scenarios: tuple[tuple[str, str], ...]  # (code, points)
    zero: int | None  # left out, as the reserve is, where the cash stays far above it
    reserve: int | None
    lowest: tuple[int, int]
    most_idr: int  # at the upper edge
    least_idr: int  # at the lower edge
    width: int = WIDTH
    height: int = HEIGHT


def chart(plan: CashPlan, fan: Fan) -> Chart:
    """Every balance lies within the picture; zero and the reserve too if the cash comes near them."""
    drawn = [plan.balances, fan.low, fan.high, *(one.balances for one in fan.outcomes)]
    least, most = min(min(line) for line in drawn), max(max(line) for line in drawn)
    near = least - 2 * (most - least)
    marks = [idr for idr in {0, plan.reserve_idr} if idr >= near]
    scale = _Scale(min([least, *marks]), max([most, *marks]), len(plan.weeks))
    top, bottom = scale.points(fan.high).split(), scale.points(fan.low).split()
    return Chart(
        scale.points(plan.balances),
        " ".join([*top, *reversed(bottom)]),
        tuple((one.code, scale.points(one.balances)) for one in fan.outcomes),
        scale.y(0) if 0 in marks else None,
        scale.y(plan.reserve_idr) if plan.reserve_idr and plan.reserve_idr in marks else None,
        (scale.x(plan.lowest.index), scale.y(plan.lowest.balance_idr)),
        scale.most,
        scale.least,
    )


@dataclass(frozen=True)
class _Scale:
    least: int
    most: int
    weeks: int

    def x(self, week: int) -> int:
        return EDGE + (WIDTH - 2 * EDGE) * week // max(1, self.weeks - 1)

    def y(self, idr: int) -> int:
        return HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (idr - self.least) // max(1, self.most - self.least)

    def points(self, balances: Sequence[int]) -> str:
        return " ".join(f"{self.x(week)},{self.y(idr)}" for week, idr in enumerate(balances))
