"""The whole demo: districts settle in, half a year of orders is worked off, live orders stand at every stage."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from sentra.console.demo import settle
from sentra.console.demo.history import half_a_year
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Workshop

MONTHS_BACK = 6
Tell = Callable[[str], object]


def everything(*, now: datetime, tell: Tell) -> None:
    """Seed an empty database. About a minute; each step is told, and what is there can already be used."""
    with translation.override("id"):
        start = now - timedelta(days=30 * MONTHS_BACK)
        for facts in settle.houses():
            tell(f"  {facts['office']['name']}: daftar pengrajin dari buku kerja …")
            office = settle.settle_office(facts, at=start, today=start.date())
            tell(f"  {facts['name']}: pengurus, produk, {facts['makers']} pengrajin …")
            house = settle.settle_house(facts, office=office, at=start, today=start.date())
            for told in half_a_year(house, start=start, now=now):
                tell(f"  {facts['name']}: {told}")
    tell("  Contoh dua kabupaten siap.")


def logins(address: str) -> Iterator[str]:
    """Addresses, e-mails and card links of the demo, for the person who just started it."""
    tenants = {tenant.slug: tenant for tenant in Tenant.objects.all()}
    yield f"Kata sandi untuk semua: {settle.PASSWORD}"
    for facts in settle.houses():
        house, office = tenants.get(facts["slug"]), tenants.get(facts["office"]["slug"])
        if house is None or office is None:
            continue
        yield f"\n{house.name}  ({address}/k/{house.slug}/)"
        for mail, name, role in facts["staff"]:
            yield f"  {mail}@{house.slug}.example".ljust(42) + f"{name} ({role})"
        yield f"  petugas@{office.slug}.example".ljust(42) + office.name
        yield f"  Kartu pengrajin (PIN {settle.PIN}):"
        for number, name in _card_holders(house):
            yield f"    {address}/kartu/{house.pk}.{settle.card_secret(house, number)}/   {name}"


def _card_holders(house: Tenant) -> list[tuple[int, str]]:
    with transaction.atomic(), within(house.pk):
        first = Workshop.objects.select_related("owner").order_by("pk")[: settle.CARDS]
        return [(number, workshop.owner.name) for number, workshop in enumerate(first, start=1)]
