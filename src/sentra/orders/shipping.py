"""What sending costs: a table of zones, each with steps by weight. Pure, whole rupiah.

A zone is made of provinces ("63"), districts ("63.08") or the rest of the country (REST). The zone that
names the place most closely holds: the district before its province, the province before the rest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused

REST = ""
"""Among a zone's regions: every place that no other zone names."""

KILOGRAM = 1000


@dataclass(frozen=True)
class Step:
    """Up to so many grams, for so much."""

    up_to_g: int
    price_idr: int


@dataclass(frozen=True)
class Zone:
    """Where, at what price, in how many days. `further_kg_idr` None: nothing heavier than the last step."""

    name: str
    regions: frozenset[str]
    steps: tuple[Step, ...]
    further_kg_idr: int | None
    days_from: int
    days_to: int


@dataclass(frozen=True)
class Quote:
    """What sending costs and how many days the goods are on their way."""

    price_idr: int
    days_from: int
    days_to: int
    zone: str = ""


class NotSent(Refused):
    """No price can be said. `why`: nowhere, weight or heavy; an enquiry is always offered beside it."""

    def __init__(self, why: str) -> None:
        super().__init__(SENTENCES[why], field="region")
        self.why = why


SENTENCES = {
    "nowhere": _("We do not send there by our table. Ask us."),
    "weight": _("The weight of these goods is not known yet. Ask us what sending costs."),
    "heavy": _("This is too heavy for our table. Ask us what sending costs."),
}


def shipping_for(table: Sequence[Zone], region: str, grams: int | None) -> Quote:
    """The price of sending `grams` to `region` (code of a district or below it). Refuses (NotSent) else.

    Above the last step every further kilogram that is begun costs the zone's `further_kg_idr`.
    """
    zone = _zone(table, region)
    if zone is None:
        raise NotSent("nowhere")
    if grams is None or grams <= 0:
        raise NotSent("weight")
    return Quote(_price(zone, grams), zone.days_from, zone.days_to, zone.name)


def weight_of(pieces: Mapping[int, int], weights: Mapping[int, int | None]) -> int | None:
    """Grams of the basket (product → pieces); None while the weight of one product is not known."""
    known = [(weights.get(product), count) for product, count in pieces.items()]
    return None if any(not grams for grams, _n in known) else sum((grams or 0) * n for grams, n in known)


def _zone(table: Sequence[Zone], region: str) -> Zone | None:
    parts = region.split(".")
    for length in range(len(parts), 0, -1):
        code = ".".join(parts[:length])
        for zone in table:
            if code in zone.regions:
                return zone
    return next((zone for zone in table if REST in zone.regions), None)


def _price(zone: Zone, grams: int) -> int:
    steps = sorted(zone.steps, key=lambda step: step.up_to_g)
    for step in steps:
        if grams <= step.up_to_g:
            return step.price_idr
    if not steps or zone.further_kg_idr is None:
        raise NotSent("heavy")
    begun = -(-(grams - steps[-1].up_to_g) // KILOGRAM)
    return steps[-1].price_idr + begun * zone.further_kg_idr
