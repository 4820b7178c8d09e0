"""The cooperatives and their published goods, for the front page of the site."""

from dataclasses import dataclass

from django.db import transaction

from sentra.crafts.models import Product
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Region

SHOWN = 4  # goods per cooperative on the front page


@dataclass(frozen=True)
class House:
    slug: str
    name: str
    place: str
    products: list[Product]


def open_houses() -> list[House]:
    """Every cooperative that has published something, in three queries however many there are."""
    with transaction.atomic():
        tenants = {t.pk: t for t in Tenant.objects.filter(kind=Tenant.Kind.COOPERATIVE).order_by("name")}
        with within(*tenants):
            published = (
                Product.objects.filter(published=True).select_related("picture").order_by("tenant_id", "name")
            )
            goods: dict[int, list[Product]] = {}
            for product in published:
                goods.setdefault(product.tenant_id, []).append(product)  # type: ignore[arg-type]  # always set: the plugin is wrong
        places = dict(
            Region.objects.filter(code__in={t.district_code for t in tenants.values()}).values_list(
                "code", "name"
            )
        )
    return [
        House(t.slug, t.name, places.get(t.district_code, ""), goods[pk][:SHOWN])
        for pk, t in tenants.items()
        if pk in goods
    ]
