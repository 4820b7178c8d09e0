"""Somebody who already signs in here: for the pages that ask before a role is given or ends."""

from dataclasses import dataclass

from sentra.people.models import Role, User
from sentra.people.roles import RoleName


@dataclass(frozen=True)
class Known:
    user_id: int
    name: str
    email: str
    held: frozenset[str]  # her roles here now

    @property
    def roles(self) -> list[RoleName]:
        return [role for role in RoleName if role in self.held]


def known(user_id: int, tenant_id: int) -> Known:
    """Raises User.DoesNotExist for who never held a role here: nobody learns names of other organisations."""
    here = Role.objects.filter(tenant_id=tenant_id)
    user = User.objects.get(pk=user_id, pk__in=here.values("user_id"))
    held = here.filter(user=user, until=None).values_list("role", flat=True)
    return Known(user.pk, user.name, user.email, frozenset(held))


def worked_here(email: str, tenant_id: int) -> Known | None:
    """Who signs in with this address and holds, or once held, a role here."""
    here = Role.objects.filter(tenant_id=tenant_id).values("user_id")
    user = User.objects.filter(email=email.strip().lower(), pk__in=here).first()
    return known(user.pk, tenant_id) if user else None
