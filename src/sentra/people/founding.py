"""Founding an organisation: offices and cooperatives are founded by the console (demo, import) for now.

No `@operation`: there is no actor yet who could be asked for a permission. Each step leaves an audit row.
"""

from datetime import datetime
from typing import Any

from django.db import transaction

from sentra.kernel.models import AuditRow, Tenant
from sentra.kernel.tenancy import within
from sentra.people.models import Region, Role, User
from sentra.people.operations.staff import find_or_make_user, staff_roles
from sentra.people.roles import RoleName
from sentra.people.zones import zone_of


def found_tenant(
    kind: str, *, slug: str, name: str, district_code: str, at: datetime, address: str = "",
    phone: str = "", settings: dict[str, Any] | None = None,
) -> Tenant:  # fmt: skip
    """An organisation in its district's time zone. Raises Region.DoesNotExist for what is no district."""
    with transaction.atomic():
        district = Region.objects.get(pk=district_code, code__regex=r"^\d\d\.\d\d$")
        tenant = Tenant.objects.create(
            kind=kind, slug=slug, name=name, district_code=district.pk, zone=zone_of(district.pk),
            address=address, phone=phone, settings=settings or {},
        )  # fmt: skip
        with within(writes=tenant.pk):
            _told("people.found_tenant", f"kernel.tenant:{tenant.pk}", at)
    return tenant


def seat(
    tenant: Tenant, *, email: str, name: str, role: RoleName, at: datetime, password: str | None = None
) -> User:
    """The first people of a new organisation; the same person may be seated in several roles."""
    assert role in staff_roles(tenant.kind), f"{role} is no role of a {tenant.kind}"
    with transaction.atomic(), within(writes=tenant.pk):
        user = find_or_make_user(email, name, password)
        held, new = Role.objects.get_or_create(
            user=user, tenant=tenant, role=role, until=None, defaults={"since": at}
        )
        if new:
            _told("people.seat", f"people.role:{held.pk}", at)
    return user


def _told(operation: str, subject: str, at: datetime) -> None:
    AuditRow.objects.create(operation=operation, subject=subject, at=at)
