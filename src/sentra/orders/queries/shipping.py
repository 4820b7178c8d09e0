"""What screens ask about sending: the table, and what a basket costs to a place."""

from collections.abc import Mapping

from sentra.crafts.models import Product
from sentra.orders.models import ShippingZone
from sentra.orders.shipping import REST, Quote, Step, Zone, shipping_for, weight_of


def shipping_zones() -> list[ShippingZone]:
    """Every zone with its steps and regions, as they were written. Three queries."""
    return list(ShippingZone.objects.prefetch_related("steps", "regions__region").order_by("pk"))


def shipping_table() -> list[Zone]:
    """The zones that are active, as plain values. Three queries."""
    zones = ShippingZone.objects.filter(active=True).prefetch_related("steps", "regions").order_by("pk")
    return [
        Zone(
            zone.name,
            frozenset([one.region_id for one in zone.regions.all()] + [REST] * zone.rest),
            tuple(Step(one.up_to_g, one.price_idr) for one in zone.steps.all()),
            zone.further_kg_idr, zone.days_from, zone.days_to,
        )
        for zone in zones
    ]  # fmt: skip


def shipping_of(pieces: Mapping[int, int], region: str) -> Quote:
    """Sending a basket (product id → pieces) to a place. Refuses (NotSent, field "region"). Four queries."""
    weights = dict(Product.objects.filter(pk__in=pieces).values_list("pk", "weight_g"))
    return shipping_for(shipping_table(), region, weight_of(pieces, weights))
