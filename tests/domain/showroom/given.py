"""A published bag of the weavers, whose makers have not yet said whether they want to be shown."""

from typing import Any

from django.db import transaction

from sentra.console.books import showroom
from sentra.cooperative.membership import texts
from sentra.cooperative.membership.operations import give_consent, withdraw_consent
from sentra.crafts.models import Motif, Product
from sentra.kernel.tenancy import within
from sentra.people.models import Region
from sentra.showroom.models import ShowroomListing
from tests.domain.orders.given import product, writing
from tests.domain.production.given import able
from tests.world import NOW, World

VERSION = texts.newest()["showroom"].version


def bag(world: World, code: str = "tas-purun", **facts: Any) -> Product:
    """Two stages, three able makers, a motif by Aluh."""
    made = product(world.weavers, code)
    able(world, made)
    with writing(world.weavers):
        motif, _ = Motif.objects.get_or_create(
            name="Gigi haruan", defaults={"story": "Gigi ikan gabus.", "maker_id": world.aluh.party_id}
        )
        Product.objects.filter(pk=made.pk).update(motif=motif, **facts)
        made.refresh_from_db()
    return made


def listed(product: Product) -> ShowroomListing:
    """What everybody reads, without any scope."""
    return ShowroomListing.objects.get(product_id=product.pk)


def makers(product: Product) -> list[str]:
    return [one["name"] for one in listed(product).makers]


def agree(world: World, name: str = "Aluh") -> None:
    owner = world.workshops[name].owner_id
    give_consent(owner, purpose="showroom", version=VERSION, by=world.budi, at=NOW)


def take_back(world: World, name: str = "Aluh") -> None:
    owner = world.workshops[name].owner_id
    withdraw_consent(owner, purpose="showroom", by=world.budi, at=NOW)


def lives_in(world: World, name: str = "Aluh") -> Region:
    """A village of the pilot's real list."""
    village = Region.objects.filter(code__startswith="63.08.", kind__in=["desa", "kelurahan"]).order_by("pk")[
        0
    ]
    with writing(world.weavers):
        world.workshops[name].village = village
        world.workshops[name].save(update_fields=["village"])
    return village


def faults(tenant: Any) -> list[str]:
    """What the check finds wrong with this tenant's listings."""
    with transaction.atomic(), within(tenant.pk):
        return showroom.listings(tenant.pk).faults
