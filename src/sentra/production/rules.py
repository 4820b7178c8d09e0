"""What a cooperative may set about splitting, with what holds when it says nothing. Read once, passed in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sentra.allocation import Policy, steps_around


@dataclass(frozen=True)
class Rules:
    """Weights in rupiah (see allocation.Policy); days between the last stitch and the buyer's door."""

    setup_idr: int = 5_000
    travel_idr_per_km: int = 500
    late_idr: int = 5_000
    short_idr: int = 1_000_000
    usual_daily_idr: int = 25_000  # piecework income per declared working day that many weavers reach
    fairness_permille: int = 1_200  # how much more her next rupiah weighs at twice the usual income
    finishing_days: int = 3  # inspection, packing and transport before the promised day
    late_weeks: int = 4  # how far past the promise a plan may run; it then says that it is late
    reserve_idr: int = 0  # the pool never falls below this
    answer_hours: int = 48  # a maker's time to accept or decline
    behind_permille: int = 200  # how far a share may lag behind its plan before anybody is warned
    advance_permille: int = 500  # of the piecework, paid when work starts
    overtime_permille: int = 200  # how much longer the days may be for an order that hurries
    overtime_premium_permille: int = 250  # how much better the pieces of those hours are paid

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Rules":
        """The cooperative's own figures where it has any (`Tenant.settings`)."""
        own = {name: int(settings[name]) for name in cls.__dataclass_fields__ if name in settings}
        return cls(**own)

    def policy(self) -> Policy:
        return Policy(
            setup_idr=self.setup_idr,
            travel_idr_per_km=self.travel_idr_per_km,
            late_idr=self.late_idr,
            short_idr=self.short_idr,
            fairness=steps_around(self.usual_daily_idr, permille=self.fairness_permille),
        )

    def shown(self) -> dict[str, int]:
        """What the plan was made with, kept beside it and shown on the screen."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}
