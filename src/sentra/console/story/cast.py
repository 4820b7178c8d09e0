"""Who plays: a cooperative founded for the story, its staff, twenty-six makers, one product."""

from dataclasses import dataclass
from datetime import date, datetime

from sentra.crafts.models import Product, Stage
from sentra.crafts.operations import (
    StageFacts,
    add_product,
    publish_product,
    set_capacity,
    set_skill,
    set_stages,
)
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import credit, debit
from sentra.people.founding import found_tenant, seat
from sentra.people.models import Workshop
from sentra.people.operations import register_artisan
from sentra.people.roles import RoleName, permissions

DISTRICT = "64.08"  # Kutai Timur
STAFF = {
    RoleName.CHAIR: "Ratna Dewi",
    RoleName.TREASURER: "Halimah",
    RoleName.INSPECTOR: "Suparman",
    RoleName.COORDINATOR: "Yohana Lembang",
}
SIZES = ("S", "M", "L", "XL", "XXL", "3XL")
ROUTE = (  # name, finish, technique, rupiah a piece, pieces a week, makers
    ("Cap kain", "raw", "cap", 45_000, 14, (
        "Sitti Aminah", "Rukmini", "Dewi Lestari", "Maria Bunga", "Nurhayati", "Kartini", "Yuliana",
        "Fatimah", "Rosdiana",
    )),
    ("Pewarnaan dan lorod", "half_finished", "pewarnaan", 25_000, 20, (
        "Hadijah", "Salmah", "Jumriah", "Ruth Padang", "Wahidah", "Noor Aini", "Murniati",
    )),
    ("Jahit", "finished", "jahit-konveksi", 55_000, 12, (
        "Sri Wahyuni", "Endang", "Tumini", "Lasmi", "Marlina", "Hasnah", "Suryani", "Juwita", "Rahmawati",
        "Ernawati",
    )),
)  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """Those who act for one cooperative, and what it offers."""

    tenant: Tenant
    chair: Actor
    treasurer: Actor
    inspector: Actor
    coordinator: Actor
    product: Product

    @property
    def guest(self) -> Actor:
        """The buyer, who needs no login."""
        return Actor(
            tenant_id=self.tenant.pk,
            name="",
            permissions=permissions(RoleName.GUEST),
            zone=self.tenant.zone,
            roles=("guest",),
        )

    def maker(self, workshop: Workshop) -> Actor:
        """The owner of a workshop on her phone."""
        return Actor(
            tenant_id=self.tenant.pk,
            name=workshop.name,
            permissions=permissions(RoleName.ARTISAN),
            zone=self.tenant.zone,
            party_id=workshop.owner_id,
            roles=("artisan",),
        )


def gather(*, at: datetime, slug: str = "") -> Cast:
    """Found the cooperative (slug `story-…`, a new one each time) and its office, with everybody."""
    told = slug or _next_slug()
    found_tenant(
        Tenant.Kind.OFFICE,
        slug=f"{told}-dinas",
        name="Dinas Perindustrian (cerita)",
        district_code=DISTRICT,
        at=at,
    )
    tenant = found_tenant(
        Tenant.Kind.COOPERATIVE, slug=told, name="Koperasi Batik Wakaroros (cerita)", district_code=DISTRICT,
        address="Jl. Yos Sudarso II, Sangatta", phone="+6281255501234", at=at,
    )  # fmt: skip
    staff = {role: _staff(tenant, role, name, at) for role, name in STAFF.items()}
    today = staff[RoleName.CHAIR].today(at)
    _open_the_till(staff[RoleName.TREASURER], at=at, today=today)
    product = _product(staff[RoleName.CHAIR], at=at)
    cast = Cast(
        tenant, staff[RoleName.CHAIR], staff[RoleName.TREASURER], staff[RoleName.INSPECTOR],
        staff[RoleName.COORDINATOR], product,
    )  # fmt: skip
    _makers(cast, at=at, today=today)
    return cast


def _next_slug() -> str:
    before = Tenant.objects.filter(slug__regex=r"^story-\d+$").values_list("slug", flat=True)
    return f"story-{1 + max((int(slug.removeprefix('story-')) for slug in before), default=0)}"


def _staff(tenant: Tenant, role: RoleName, name: str, at: datetime) -> Actor:
    user = seat(tenant, email=f"{role}@{tenant.slug}.example", name=name, role=role, at=at)
    return Actor(
        tenant_id=tenant.pk,
        name=name,
        permissions=permissions(role),
        zone=tenant.zone,
        user_id=user.pk,
        roles=(role,),
    )


def _open_the_till(treasurer: Actor, *, at: datetime, today: date) -> None:
    lines = [debit("1-1200", 50_000_000), debit("1-1100", 2_000_000), credit("3-1300", 52_000_000)]
    post_entry(today, "Modal awal koperasi", lines, by=treasurer, at=at)


def _product(chair: Actor, *, at: datetime) -> Product:
    product = add_product(
        name="Kemeja seragam batik wakaroros", craft_code="batik-cap", price_idr=285_000, sizes=SIZES,
        description="Katun primisima, cap motif wakaroros, jahitan butik.", by=chair, at=at,
    )  # fmt: skip
    stages = [
        StageFacts(name, finish, technique, rate, pace) for name, finish, technique, rate, pace, _ in ROUTE
    ]
    set_stages(product.pk, stages=stages, by=chair, at=at)
    return publish_product(product.pk, by=chair, at=at)


def _makers(cast: Cast, *, at: datetime, today: date) -> None:
    """Each knows one stage; the pace differs a little from hand to hand."""
    stages = _stages(cast)
    for stage, (_name, _finish, technique, _rate, pace, names) in zip(stages, ROUTE, strict=True):
        for turn, name in enumerate(names):
            workshop = register_artisan(name=name, by=cast.coordinator, at=at, today=today)
            set_skill(workshop.pk, technique_code=technique, level=2 + turn % 3, by=cast.coordinator, at=at)
            set_capacity(
                workshop.pk, stage_id=stage.pk, pieces_a_week=pace - 2 + turn % 4, by=cast.coordinator, at=at
            )


def _stages(cast: Cast) -> list[Stage]:
    from django.db import transaction

    from sentra.kernel.tenancy import within

    with transaction.atomic(), within(cast.tenant.pk):
        return list(Stage.objects.filter(product=cast.product).order_by("position"))
