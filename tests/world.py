"""The named cast of the tests: two cooperatives, an office, and people who may and may not.

Galuh Weaving (Amuntai): Mira (chair), Tari (treasurer), Wati (supervisor), Idah (inspector), Budi
(coordinator); the makers Aluh, Bariah and Cici with their workshops. Sangatta Batik: Zahra (chair), a
stranger to the weavers. The office of Hulu Sungai Utara: Omar (officer).
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from django.db import transaction

from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Party, Role, User, Workshop
from sentra.people.roles import RoleName, permissions

NOW = datetime(2026, 8, 3, 2, 0, tzinfo=UTC)  # a Monday, 10:00 in Amuntai
TODAY = date(2026, 8, 3)


def staff(tenant: Tenant, name: str, *roles: RoleName) -> Actor:
    """A member of staff with a login."""
    user = User.objects.create_user(f"{name.lower()}@{tenant.slug}.example", "kata-sandi-uji", name=name)
    for role in roles:
        Role.objects.create(user=user, tenant=tenant, role=role, since=NOW)
    return Actor(
        tenant_id=tenant.pk,
        name=name,
        permissions=permissions(*roles),
        zone=tenant.zone,
        user_id=user.pk,
        roles=roles,
    )


def maker(tenant: Tenant, name: str) -> tuple[Actor, Workshop]:
    """An artisan with her workshop. Call inside a writing scope."""
    party = Party.objects.create(kind=Party.Kind.ARTISAN, name=name, registered_on=TODAY)
    workshop = Workshop.objects.create(owner=party, name=f"Usaha {name}")
    actor = Actor(
        tenant_id=tenant.pk, name=name, permissions=permissions(RoleName.ARTISAN), zone=tenant.zone,
        party_id=party.pk, roles=("artisan",),
    )  # fmt: skip
    return actor, workshop


@dataclass
class World:
    weavers: Tenant
    batik: Tenant
    office: Tenant
    mira: Actor
    tari: Actor
    wati: Actor
    idah: Actor
    budi: Actor
    zahra: Actor
    omar: Actor
    aluh: Actor
    bariah: Actor
    cici: Actor
    workshops: dict[str, Workshop] = field(default_factory=dict)

    @classmethod
    def made(cls) -> "World":
        weavers = Tenant.objects.create(
            kind="cooperative", slug="galuh", name="Koperasi Galuh", district_code="63.08"
        )
        batik = Tenant.objects.create(
            kind="cooperative", slug="wakaroros", name="Koperasi Wakaroros", district_code="64.08"
        )
        office = Tenant.objects.create(
            kind="office", slug="dinas-hsu", name="Dinas HSU", district_code="63.08"
        )
        with transaction.atomic(), within(writes=weavers.pk):
            makers = {name: maker(weavers, name) for name in ("Aluh", "Bariah", "Cici")}
        return cls(
            weavers=weavers, batik=batik, office=office,
            mira=staff(weavers, "Mira", RoleName.CHAIR), tari=staff(weavers, "Tari", RoleName.TREASURER),
            wati=staff(weavers, "Wati", RoleName.SUPERVISOR), idah=staff(weavers, "Idah", RoleName.INSPECTOR),
            budi=staff(weavers, "Budi", RoleName.COORDINATOR), zahra=staff(batik, "Zahra", RoleName.CHAIR),
            omar=staff(office, "Omar", RoleName.OFFICER),
            aluh=makers["Aluh"][0], bariah=makers["Bariah"][0], cici=makers["Cici"][0],
            workshops={name: workshop for name, (_, workshop) in makers.items()},
        )  # fmt: skip
