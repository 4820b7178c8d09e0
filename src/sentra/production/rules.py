"""What a cooperative may set about splitting, with what holds when it says nothing. Read once, passed in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.allocation import Line, Maker, Policy, steps_around
from sentra.kernel.errors import Refused
from sentra.kernel.rupiah import formatted
from sentra.production.distance import Roads

LIMITS = {
    "setup_idr": (0, 1_000_000),
    "travel_idr_per_km": (0, 100_000),
    "km_village": (0, 100),
    "km_subdistrict": (0, 300),
    "km_district": (0, 1_000),
    "km_elsewhere": (0, 5_000),
    "late_idr": (0, 1_000_000),
    "short_idr": (1, 100_000_000),
    "usual_daily_idr": (1_000, 1_000_000),
    "fairness_permille": (0, 5_000),
    "finishing_days": (0, 60),
    "late_weeks": (0, 26),
    "answer_hours": (1, 336),
    "behind_permille": (0, 900),
}
"""What the chair may set, and between which bounds (both included)."""

KILOMETRES = ("km_village", "km_subdistrict", "km_district", "km_elsewhere")
"""From near to far; none may be less than the one before."""


def refuse_weights(weights: Mapping[str, int], *, dearest_idr: int) -> None:
    """Refuse a weight that is unknown, out of its bounds, or that would make leaving work undone cheap.

    `dearest_idr`: what the dearest piece of a product costs in piecework, all its stages together.
    """
    for name, value in weights.items():
        least, most = LIMITS[name]
        if not least <= value <= most:
            raise Refused(
                _("Choose from %(least)s to %(most)s.") % {"least": least, "most": most}, field=name
            )
    for near, far in pairwise(KILOMETRES):
        if weights[far] < weights[near]:
            raise Refused(_("A farther place cannot have fewer kilometres."), field=far)
    short = weights["short_idr"]
    if short <= dearest_idr:
        raise Refused(
            _("A piece not made must weigh more than the dearest piece: over %(idr)s.")
            % {"idr": formatted(dearest_idr)},
            field="short_idr",
        )
    if short <= weights["late_idr"] * (weights["late_weeks"] + 1):
        raise Refused(
            _("A late piece would weigh more than one not made. Lower the one or raise the other."),
            field="late_idr",
        )


@dataclass(frozen=True)
class Rules:
    """Weights in rupiah (see allocation.Policy); days between the last stitch and the buyer's door."""

    setup_idr: int = 5_000
    travel_idr_per_km: int = 500
    km_village: int = 2  # our estimates of the way to the collecting place (docs/decisions/0010)
    km_subdistrict: int = 7
    km_district: int = 21
    km_elsewhere: int = 60
    collecting_village: str = ""  # where work is brought and fetched; "" while the cooperative named no place
    late_idr: int = 100_000  # dear enough that fairness alone never breaks a promise to the buyer
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
    set_by: str = ""  # who set the weights last, and when (ISO); "" while nobody has
    set_at: str = ""

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> "Rules":
        """The cooperative's own figures where it has any (`Tenant.settings`)."""
        usual = cls().shown()
        figures = [name for name in settings if isinstance(usual.get(name), int)]
        told = settings.get("weights_set", {})
        return cls(
            **{name: int(settings[name]) for name in figures},
            collecting_village=settings.get("collecting_village", ""),
            set_by=told.get("by", ""),
            set_at=told.get("at", ""),
        )

    @property
    def roads(self) -> Roads:
        return Roads(
            self.collecting_village, self.km_village, self.km_subdistrict, self.km_district, self.km_elsewhere
        )

    def policy(self, lines: Sequence[Line], makers: Sequence[Maker]) -> Policy:
        """What these lines are weighed by. Not making a piece weighs more than any way of making it, whatever
        was set: else leaving work undone would be the best plan."""
        set_so = self._weights()
        farthest_km = max((maker.distance_km for maker in makers), default=0)
        dearest = max((self._dearest_idr(line, set_so, farthest_km) for line in lines), default=0)
        return replace(set_so, short_idr=max(self.short_idr, dearest + 1))

    def _dearest_idr(self, line: Line, policy: Policy, farthest_km: int) -> int:
        """The most one piece can weigh: alone in its share, by the best paid, in longer hours, latest."""
        unfair = 1000 + self.overtime_premium_permille + sum(step.permille for step in policy.fairness)
        share = policy.setup_idr + policy.travel_idr_per_km * farthest_km
        stages = sum(-(-need.rate_idr * unfair // 1000) + need.material_idr + share for need in line.stages)
        return stages + policy.late_idr * self.late_weeks

    def _weights(self) -> Policy:
        return Policy(
            setup_idr=self.setup_idr,
            travel_idr_per_km=self.travel_idr_per_km,
            late_idr=self.late_idr,
            short_idr=self.short_idr,
            fairness=steps_around(self.usual_daily_idr, permille=self.fairness_permille),
        )

    def shown(self) -> dict[str, int | str]:
        """What the plan was made with, kept beside it and shown on the screen."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__}
