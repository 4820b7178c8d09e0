"""The demo's two districts settle in: offices with registries, cooperatives with staff, goods, makers.

Everything goes through the operations a person would use. Deterministic: the same demo on every machine.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from django.db import transaction

from sentra.crafts.models import Product, RegistryEntry
from sentra.crafts.operations import (
    StageFacts,
    add_product,
    publish_product,
    set_capacity,
    set_product_picture,
    set_skill,
    set_stages,
)
from sentra.crafts.registry.operations import import_file
from sentra.kernel.actor import Actor, system
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.people.cards import secret_hash
from sentra.people.founding import found_tenant, seat
from sentra.people.models import Role, Workshop
from sentra.people.operations import issue_card, register_artisan, set_bank_account
from sentra.people.roles import RoleName, permissions
from sentra.web.craftart import picture
from sentra.web.keys import nik_sealer

DATA = Path(__file__).parent
PASSWORD = "sentra-demo-2026"  # noqa: S105  # printed with the demo's logins; the demo holds no real person
PIN = "482615"
CARDS = 6  # makers per cooperative whose cards are printed with the logins


@dataclass
class House:
    """One cooperative of the demo, ready to take orders."""

    tenant: Tenant
    cast: dict[str, Actor]
    products: dict[str, Product] = field(default_factory=dict)
    workshops: list[Workshop] = field(default_factory=list)
    makers: dict[int, Actor] = field(default_factory=dict)  # party → the artisan as an actor


def houses() -> list[dict[str, Any]]:
    return list(json.loads((DATA / "houses.json").read_text())["houses"])


def care() -> dict[str, str]:
    """Craft → how its pieces are cared for."""
    return dict(json.loads((DATA / "houses.json").read_text())["care"])


def settle_office(facts: dict[str, Any], *, at: datetime, today: date) -> Tenant:
    """The district's office with its own workbook imported."""
    office = found_tenant(
        Tenant.Kind.OFFICE,
        slug=facts["office"]["slug"],
        name=facts["office"]["name"],
        district_code=facts["district"],
        at=at,
    )
    for mail, name, role in (
        ("kepala", "Kepala Dinas", RoleName.HEAD),
        ("petugas", "Petugas Dinas", RoleName.OFFICER),
    ):
        seat(office, email=f"{mail}@{office.slug}.example", name=name, role=role, at=at, password=PASSWORD)
    officer = system(office.pk, permissions(RoleName.OFFICER), office.zone)
    book = DATA / "workbooks" / facts["workbook"]
    import_file(content=book.read_bytes(), name=book.name, seal=nik_sealer(), by=officer, at=at, today=today)
    return office


def settle_house(facts: dict[str, Any], *, office: Tenant, at: datetime, today: date) -> House:
    """The cooperative with staff, money of its own, goods with pictures, and makers from the registry."""
    tenant = found_tenant(
        Tenant.Kind.COOPERATIVE,
        slug=facts["slug"],
        name=facts["name"],
        district_code=facts["district"],
        at=at,
        address=facts["address"],
        phone=facts["phone"],
        settings={name: facts[name] for name in ("coordinator_name", "collecting_village")},
    )
    for mail, name, role in facts["staff"]:
        seat(
            tenant,
            email=f"{mail}@{tenant.slug}.example",
            name=name,
            role=RoleName(role),
            at=at,
            password=PASSWORD,
        )
    house = House(tenant, cast_of(tenant))
    _open_the_till(house, at=at, today=today)
    for product in facts["products"]:
        house.products[product["code"]] = _product(house, product, at=at)
    for entry in _entries(office, facts["makers"]):
        _maker(house, entry, at=at, today=today)
    return house


def cast_of(tenant: Tenant) -> dict[str, Actor]:
    """Staff by role."""
    held = Role.objects.filter(tenant=tenant, until=None).select_related("user")
    return {
        role.role: Actor(
            tenant_id=tenant.pk, name=role.user.name, permissions=permissions(role.role), zone=tenant.zone,
            user_id=role.user_id, roles=(role.role,),
        )
        for role in held
    }  # fmt: skip


def _open_the_till(house: House, *, at: datetime, today: date) -> None:
    lines = [
        Line("1-1200", 22_000_000, None),
        Line("1-1100", 3_000_000, None),
        Line("3-1300", -25_000_000, None),
    ]
    post_entry(today, "Modal awal: hibah dan simpanan pendiri", lines, by=house.cast["treasurer"], at=at)


def _product(house: House, facts: dict[str, Any], *, at: datetime) -> Product:
    chair = house.cast["chair"]
    made = add_product(
        name=facts["name"], code=facts["code"], craft_code=facts["craft"], price_idr=facts["price"],
        description=facts["description"], care=care().get(facts["craft"], ""),
        unit=facts.get("unit", "buah"), sizes=facts.get("sizes", ()), minimum_lot=facts["lot"],
        by=chair, at=at,
    )  # fmt: skip
    stages = [
        StageFacts(name, finish, technique, rate, pace)
        for name, finish, technique, rate, pace in facts["stages"]
    ]
    set_stages(made.pk, stages=stages, by=chair, at=at)
    set_product_picture(made.pk, content=drawn(facts["picture"], seed=made.pk), by=chair, at=at)
    return publish_product(made.pk, by=chair, at=at)


def drawn(kind: str, *, seed: int, finish: str = "finished") -> bytes:
    """A drawn picture as JPEG: the demo never shows a photograph."""
    out = BytesIO()
    picture(kind, seed, stage=finish).convert("RGB").save(out, "JPEG", quality=88)
    return out.getvalue()


def _entries(office: Tenant, most: int) -> list[RegistryEntry]:
    """Active makers of the office's registry, evenly over its rows."""
    with transaction.atomic(), within(office.pk):
        found = list(
            RegistryEntry.objects.filter(active=True, craft__isnull=False)
            .select_related("craft")
            .order_by("row")
        )
    step = max(1, len(found) // most)
    return found[::step][:most]


def _maker(house: House, entry: RegistryEntry, *, at: datetime, today: date) -> None:
    coordinator, dice = house.cast["coordinator"], random.Random(entry.row)  # noqa: S311  # a demo, not a secret
    workshop = register_artisan(
        name=entry.name, phone=entry.phone, village_code=entry.village_id or "", workshop_name=entry.business,
        address=entry.address, by=coordinator, at=at, today=today,
    )  # fmt: skip
    house.workshops.append(workshop)
    house.makers[workshop.owner_id] = Actor(
        tenant_id=house.tenant.pk,
        name=entry.name,
        permissions=permissions(RoleName.ARTISAN),
        zone=house.tenant.zone,
        party_id=workshop.owner_id,
        roles=(RoleName.ARTISAN,),
    )
    for technique, stage_id, pace in _abilities(house, entry, dice):
        set_skill(
            workshop.pk, technique_code=technique, level=dice.choice((1, 2, 2, 3)), by=coordinator, at=at
        )
        set_capacity(workshop.pk, stage_id=stage_id, pieces_a_week=pace, by=coordinator, at=at)
    if len(house.workshops) % 2 == 0:
        number = f"99{entry.row:08d}"  # invented: no bank gives these
        set_bank_account(
            workshop.pk, bank_name="Bank Kalsel (contoh)", bank_account=number, by=coordinator, at=at
        )
    if len(house.workshops) <= CARDS:
        secret = card_secret(house.tenant, len(house.workshops))
        issue_card(workshop.owner_id, secret=secret, pin=PIN, by=coordinator, at=at)


def _abilities(house: House, entry: RegistryEntry, dice: random.Random) -> Iterator[tuple[str, int, int]]:
    """The first stage of the goods of her craft, or, for one in three, a finishing stage of all."""
    with transaction.atomic(), within(house.tenant.pk):
        stages = [
            s
            for p in house.products.values()
            for s in p.stages.select_related("product").order_by("position")
        ]
    family = (entry.craft_id or "").split("-")[0]
    finisher = dice.random() < 0.38
    for stage in stages:
        first = stage.position == 1
        near = stage.product.craft_id == entry.craft_id or stage.product.craft_id.startswith(family)
        if (first and near and not finisher) or (not first and finisher):
            yield stage.technique_id, stage.pk, max(1, round(stage.pieces_a_week * dice.uniform(0.6, 1.3)))


def card_secret(tenant: Tenant, number: int) -> str:
    """The demo's cards can be printed again: their secrets follow from the tenant. Only in the demo."""
    return secret_hash(f"demo card {tenant.uid} {number}")[:32]
