"""The whole demo: districts settle in, half a year of orders is done, live ones stand at every stage."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db import transaction
from django.utils import translation

from sentra.console.demo import (
    claimed,
    joined,
    lent,
    markets,
    met,
    quick,
    ready,
    saved,
    settle,
    shared,
    treasury,
)
from sentra.console.demo.history import half_a_year
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Workshop
from sentra.showroom.jobs import reckon_lead_times

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
            later = (
                *joined.members(house, now=now),
                *lent.material(house, now=now),
                *lent.aid(house, office, now=now),
                *quick.quick_cash(house, now=now),
                *ready.goods(house, now=now),
                *_met(house, office, now=now),
                *saved.dues(house, now=now),
                *claimed.claims(house, office, now=now),
                *markets.markets(house, office, now=now),
                *treasury.equipment(house, start=start, now=now),
                *(shared.surplus(house, now=now) if _first(house) else ()),
                *treasury.cash_and_bank(house, now=now),
            )
            for told in later:
                tell(f"  {facts['name']}: {told}")
            reckon_lead_times(house.tenant, at=now)
    tell("  Contoh dua kabupaten siap.")


def _met(house: settle.House, office: Tenant, *, now: datetime) -> Iterator[str]:
    """Meetings and a forming group in the first district; in the other the annual meeting is still due."""
    if _first(house):
        yield from met.meetings(house, now=now)
        yield from met.group(office, now=now)


def _first(house: settle.House) -> bool:
    return bool(house.tenant.slug == settle.houses()[0]["slug"])


def slugs() -> Iterator[str]:
    """The short names of the organisations the demo makes."""
    for facts in settle.houses():
        yield from (facts["office"]["slug"], facts["slug"])
    yield met.GROUP_SLUG


def logins(address: str) -> Iterator[str]:
    """Addresses, e-mails and card links of the demo, for the person who just started it."""
    tenants = {tenant.slug: tenant for tenant in Tenant.objects.all()}
    yield f"Contoh dua kabupaten. Kata sandi untuk semua: {settle.PASSWORD}"
    for facts in settle.houses():
        slug = facts["slug"]
        yield f"\n{facts['name']}  ({address}/k/{slug}/)"
        for mail, name, role in facts["staff"]:
            yield f"  {mail}@{slug}.example".ljust(40) + f"{name}, {ROLES[role]}"
        for mail in ("kepala", "petugas"):
            login = f"  {mail}@{facts['office']['slug']}.example"
            yield login.ljust(40) + f"{mail} {facts['office']['name']}"
        if slug in tenants:
            yield from _cards(tenants[slug], address)
        else:
            command = f"./sentra manage demo_logins --address {address}"
            yield f"  Data contoh masih disusun; kartu pengrajin: {command}"
    yield f"\n{met.GROUP} (kelompok yang sedang mendirikan koperasi)"
    yield f"  ketua@{met.GROUP_SLUG}.example".ljust(40) + f"{met.FOUNDERS[0]}, ketua"


ROLES = {
    "chair": "ketua", "manager": "manajer", "treasurer": "bendahara", "supervisor": "pengawas",
    "inspector": "pemeriksa mutu", "coordinator": "koordinator",
}  # fmt: skip


def _cards(house: Tenant, address: str) -> Iterator[str]:
    yield f"  Kartu pengrajin (PIN {settle.PIN}):"
    for number, name in _card_holders(house):
        yield f"    {address}/kartu/{house.pk}.{settle.card_secret(house, number)}/  {name}"


def _card_holders(house: Tenant) -> list[tuple[int, str]]:
    with transaction.atomic(), within(house.pk):
        first = Workshop.objects.select_related("owner").order_by("pk")[: settle.CARDS]
        return [(number, workshop.owner.name) for number, workshop in enumerate(first, start=1)]
