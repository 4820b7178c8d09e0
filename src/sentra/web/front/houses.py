"""The cooperatives and their published goods, for the front page of the site."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects

from sentra.crafts.models import Product, ProductPicture
from sentra.crafts.pictures import Photo, photo_of
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Region

SHOWN = 4  # goods per cooperative on the front page


@dataclass(frozen=True)
class House:
    slug: str
    name: str
    place: str
    products: list[tuple[Product, Photo | None]]


def open_houses() -> list[House]:
    """Every cooperative that has published something, in four queries however many there are."""
    with transaction.atomic():
        tenants = {t.pk: t for t in Tenant.objects.filter(kind=Tenant.Kind.COOPERATIVE).order_by("name")}
        with within(*tenants):
            goods = _shown()
        places = dict(
            Region.objects.filter(code__in={t.district_code for t in tenants.values()}).values_list(
                "code", "name"
            )
        )
    return [
        House(t.slug, t.name, places.get(t.district_code, ""), goods[pk])
        for pk, t in tenants.items()
        if pk in goods
    ]


def _shown() -> dict[int, list[tuple[Product, Photo | None]]]:
    """The first goods of each cooperative by name, with the widths of their pictures."""
    goods: dict[int, list[Product]] = {}
    for product in Product.objects.filter(published=True).order_by("tenant_id", "name"):
        goods.setdefault(product.tenant_id, []).append(product)  # type: ignore[arg-type]  # always set: the plugin is wrong
    first = {tenant: found[:SHOWN] for tenant, found in goods.items()}
    widths = ProductPicture.objects.select_related("file").order_by("width")
    prefetch_related_objects([one for found in first.values() for one in found], Prefetch("pictures", widths))
    photos = {one.pk: photo_of(list(one.pictures.all())) for found in first.values() for one in found}
    return {tenant: [(one, photos[one.pk]) for one in found] for tenant, found in first.items()}
