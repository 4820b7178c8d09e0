"""What screens ask about people: staff and roles, the makers, one maker. NIKs and accounts come masked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from sentra.kernel import identity
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import scope
from sentra.people.models import MemberCard, Party, Region, Role, StaffParty, Worker, Workshop
from sentra.people.nik import masked
from sentra.people.operations.staff import LEADING, staff_roles
from sentra.people.roles import RoleName

PAGE = 50


@dataclass(frozen=True)
class HeldRole:
    role_id: int
    role: RoleName
    since: datetime
    removable: bool  # False for the last who can give roles


@dataclass(frozen=True)
class StaffMember:
    user_id: int
    name: str
    email: str
    has_password: bool  # False: invited, has not come in yet
    last_login: datetime | None
    roles: tuple[HeldRole, ...]
    maker: str  # her name among the makers here; "" when she is none


def staff(tenant_id: int) -> list[StaffMember]:
    """Everybody who holds a role in this organisation now, by name. Two queries."""
    held = list(
        Role.objects.filter(tenant_id=tenant_id, until=None)
        .select_related("user")
        .order_by("user__name", "user_id", "pk")
    )
    leaders = sum(role.role in LEADING and role.user.is_active for role in held)
    members: dict[int, list[Role]] = {}
    for role in held:
        members.setdefault(role.user_id, []).append(role)
    makers = dict(StaffParty.objects.values_list("user_id", "party__name"))
    return [_member(roles, leaders, makers) for roles in members.values()]


def _member(roles: list[Role], leaders: int, makers: dict[int, str]) -> StaffMember:
    user = roles[0].user
    return StaffMember(
        user.pk, user.name, user.email, user.has_usable_password(), user.last_login,
        tuple(
            HeldRole(role.pk, RoleName(role.role), role.since, role.role not in LEADING or leaders > 1)
            for role in roles
        ),
        makers.get(user.pk, ""),
    )  # fmt: skip


def roles_to_give(tenant: Tenant) -> list[tuple[str, str]]:
    """Choices for the form that invites somebody: (code, label)."""
    return [(role.value, str(role.label)) for role in staff_roles(tenant.kind)]


@dataclass(frozen=True)
class MakerRow:
    """One line of the makers' list."""

    workshop_id: int
    party_id: int
    name: str
    workshop_name: str
    phone: str
    village: str
    subdistrict: str
    workers: int
    has_card: bool
    active: bool
    nik_masked: str


@dataclass(frozen=True)
class MakerPage:
    """`next_after` is the `after` of the next page; None on the last."""

    rows: tuple[MakerRow, ...]
    next_after: int | None


def makers(
    *,
    search: str = "",
    village_code: str = "",
    active: bool | None = True,
    after: int | None = None,
    size: int = PAGE,
) -> MakerPage:
    """Workshops by the owner's name, a page at a time. One query, two with `after`, however many.

    `search` looks in names, workshop names and village names; `village_code` takes any place (63.08.01 with
    its villages); `active=None` shows everybody; `after` is the last workshop of the page before.
    """
    found = _searched(search, village_code, active)
    if after is not None:
        last = Workshop.objects.filter(pk=after).values_list("owner__name", "pk").first()
        if last is not None:
            found = found.filter(Q(owner__name__gt=last[0]) | Q(owner__name=last[0], pk__gt=last[1]))
    rows = [_row(workshop) for workshop in found[: size + 1]]
    return MakerPage(tuple(rows[:size]), rows[size - 1].workshop_id if len(rows) > size else None)


def makers_count(*, search: str = "", village_code: str = "", active: bool | None = True) -> int:
    """How many makers the list has in all."""
    return _searched(search, village_code, active).count()


def _searched(search: str, village_code: str, active: bool | None) -> QuerySet[Workshop]:  # noqa: FBT001
    found: QuerySet[Workshop] = (
        Workshop.objects.select_related("owner", "village__parent")
        .annotate(
            workers_now=Count("workers", filter=Q(workers__active=True)),
            carded=Exists(MemberCard.objects.filter(party_id=OuterRef("owner_id"), revoked_at=None)),
        )
        .order_by("owner__name", "pk")
    )
    if active is not None:
        found = found.filter(active=active)
    if village_code:
        found = found.filter(Q(village_id=village_code) | Q(village__code__startswith=f"{village_code}."))
    for word in search.split():
        found = found.filter(
            Q(owner__name__icontains=word) | Q(name__icontains=word) | Q(village__name__icontains=word)
        )
    return found


def _row(workshop: Workshop) -> MakerRow:
    owner = workshop.owner
    village, subdistrict = places(workshop.village)
    return MakerRow(
        workshop_id=workshop.pk, party_id=owner.pk, name=owner.name, workshop_name=workshop.name,
        phone=owner.phone, village=village, subdistrict=subdistrict,
        workers=workshop.workers_now, has_card=workshop.carded,  # type: ignore[attr-defined]  # annotated
        active=workshop.active, nik_masked=masked(owner.nik_last4),
    )  # fmt: skip


def places(place: Region | None) -> tuple[str, str]:
    """(village, sub-district) by name; `village__parent` must be selected."""
    if place is None:
        return "", ""
    if place.code.count(".") < 3:
        return "", place.name
    return place.name, place.parent.name if place.parent else ""


@dataclass(frozen=True)
class WorkerRow:
    worker_id: int
    name: str
    weekly_wage_idr: int


@dataclass(frozen=True)
class CardRow:
    card_id: int
    number: int
    issued_at: datetime
    revoked_at: datetime | None
    revoked_reason: str
    rests_until: datetime | None


@dataclass(frozen=True)
class Maker:
    """Everything people know about one maker; what she can make is asked of `crafts.queries`."""

    workshop_id: int
    party_id: int
    name: str
    workshop_name: str
    phone: str
    address: str
    village_code: str
    village: str
    subdistrict: str
    nik_masked: str
    bank_name: str
    account_masked: str  # the last four digits; empty when she is paid in cash
    working_days_a_week: int
    registered_on: date | None
    active: bool
    inactive_reason: str
    workers: tuple[WorkerRow, ...]
    weekly_wages_idr: int
    cards: tuple[CardRow, ...]  # the newest first

    @property
    def live_card(self) -> CardRow | None:
        return next((card for card in self.cards if card.revoked_at is None), None)


def maker(workshop_id: int) -> Maker:
    """One maker's page. Three queries. Raises Workshop.DoesNotExist outside the scope."""
    workshop: Workshop = Workshop.objects.select_related("owner", "village__parent").get(pk=workshop_id)
    workers = Worker.objects.filter(workshop=workshop, active=True).order_by("name", "pk")
    cards = MemberCard.objects.filter(party_id=workshop.owner_id).order_by("-issued_at", "-pk")
    return _maker(workshop, list(workers), list(cards))


def _maker(workshop: Workshop, workers: Sequence[Worker], cards: Sequence[MemberCard]) -> Maker:
    owner = workshop.owner
    village, subdistrict = places(workshop.village)
    return Maker(
        workshop_id=workshop.pk, party_id=owner.pk, name=owner.name, workshop_name=workshop.name,
        phone=owner.phone, address=owner.address,
        village_code=workshop.village_id or "", village=village, subdistrict=subdistrict,
        nik_masked=masked(owner.nik_last4), bank_name=owner.bank_name,
        account_masked=identity.masked(owner.bank_account), working_days_a_week=workshop.working_days_a_week,
        registered_on=owner.registered_on, active=workshop.active, inactive_reason=owner.inactive_reason,
        workers=tuple(WorkerRow(one.pk, one.name, one.weekly_wage_idr) for one in workers),
        weekly_wages_idr=sum(one.weekly_wage_idr for one in workers),
        cards=tuple(
            CardRow(one.pk, one.number, one.issued_at, one.revoked_at, one.revoked_reason, one.locked_until)
            for one in cards
        ),
    )  # fmt: skip


def maker_of(party_id: int) -> Workshop | None:
    """The workshop this artisan owns."""
    found: Workshop | None = Workshop.objects.select_related("owner").filter(owner_id=party_id).first()
    return found


def village_choices(district_code: str) -> list[tuple[str, list[tuple[str, str]]]]:
    """For a select: (sub-district, [(code, village), …]); without villages it stands for itself."""
    parts = (
        Region.objects.filter(code__startswith=f"{district_code}.")
        .order_by("name")
        .values_list("code", "name")
    )
    groups = {code: (name, list[tuple[str, str]]()) for code, name in parts if code.count(".") == 2}
    for code, name in parts:
        if code.count(".") == 3:
            groups[code.rpartition(".")[0]][1].append((code, name))
    return [(name, villages or [(code, name)]) for code, (name, villages) in groups.items()]


def buyers() -> QuerySet[Party]:
    """Buyers by name, for a select."""
    found: QuerySet[Party] = Party.objects.filter(kind=Party.Kind.BUYER, active=True).order_by(
        F("name"), "pk"
    )
    return found


def party_choices() -> list[tuple[int, str]]:
    """Everybody the books can name, for a form."""
    return list(Party.objects.order_by("name", "pk").values_list("pk", "name"))


@dataclass(frozen=True)
class Coordinator:
    """Whom an artisan calls."""

    name: str
    phone: str


def coordinator_of() -> Coordinator:
    """The cooperative's own number for its makers; empty when it has given none."""
    tenant = Tenant.objects.get(pk=scope().reads[0])
    return Coordinator(tenant.settings.get("coordinator_name", tenant.name), tenant.phone)


def card_of(party_id: int) -> MemberCard | None:
    """Her live card."""
    found: MemberCard | None = (
        MemberCard.objects.select_related("party").filter(party_id=party_id, revoked_at=None).first()
    )
    return found
