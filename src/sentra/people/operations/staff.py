"""Staff: who holds which role. A role ends, it is never erased; somebody always stays who can give roles."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.models import Role, User
from sentra.people.roles import ROLES, Permission, RoleName

OFFICE_ROLES = (RoleName.HEAD, RoleName.OFFICER)
COOPERATIVE_ROLES = (
    RoleName.CHAIR, RoleName.MANAGER, RoleName.TREASURER,
    RoleName.SUPERVISOR, RoleName.INSPECTOR, RoleName.COORDINATOR,
)  # fmt: skip
LEADING = tuple(name for name, may in ROLES.items() if Permission.MANAGE_STAFF in may)


def staff_roles(kind: str) -> tuple[RoleName, ...]:
    """The roles staff may hold in an organisation of this kind."""
    return OFFICE_ROLES if kind == Tenant.Kind.OFFICE else COOPERATIVE_ROLES


@operation(needs=Permission.MANAGE_STAFF)
def invite_staff(*, email: str, name: str, role: RoleName, by: Actor, at: datetime) -> Role:
    """Give somebody a role here. A new login has no password until she sets one; a known one is kept.

    Refuses a bad address, a role that does not belong to this kind of organisation, a role she already holds.
    """
    tenant = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    if role not in staff_roles(tenant.kind):
        raise Refused(_("This role does not exist in this organisation."), field="role")
    user = find_or_make_user(email, name)
    if _lives_elsewhere(user, tenant):
        raise Refused(
            _("This address already signs in at another organisation. Use another address."), field="email"
        )
    if not user.is_active:
        raise Refused(_("This login has been closed."), field="email")
    if Role.objects.filter(user=user, tenant=tenant, role=role, until=None).exists():
        raise Refused(_("This person already holds this role."), field="role")
    return Role.objects.create(user=user, tenant=tenant, role=role, since=at)


def _lives_elsewhere(user: User, tenant: Tenant) -> bool:
    """Whoever invited an address first may have set its password: until addresses are verified by e-mail, a
    login made by one organisation gets no role in another (only the console seats a person in several)."""
    held = Role.objects.filter(user=user, until=None)
    return held.exclude(tenant=tenant).exists() and not held.filter(tenant=tenant).exists()


@operation(needs=Permission.MANAGE_STAFF)
def end_role(role_id: int, *, by: Actor, at: datetime) -> Role:
    """Take a role away from now on. Refuses the last person who can give roles, as the only chair."""
    Tenant.objects.select_for_update().get(pk=by.tenant_id)  # two chairs cannot end each other at once
    held = Role.objects.get(pk=role_id, tenant_id=by.tenant_id, until=None)
    others = Role.objects.filter(tenant_id=by.tenant_id, role__in=LEADING, until=None, user__is_active=True)
    if held.role in LEADING and not others.exclude(pk=held.pk).exists():
        raise Refused(_("Somebody must lead. Give this role to another person first."))
    held.until = at
    held.save(update_fields=["until"])
    return held


@operation(needs=Permission.MANAGE_STAFF)
def allow_new_password(user_id: int, *, by: Actor, at: datetime) -> User:
    """Let a colleague who forgot hers set another password; who allowed it stands in the audit.

    The old password works until she has. Refuses oneself, a closed login, one that has no password yet, and
    one that also works in another organisation: nobody may come in there under her name.
    """
    held = Role.objects.filter(tenant_id=by.tenant_id, until=None).values("user_id")
    user: User = User.objects.select_for_update().get(pk=user_id, pk__in=held)
    if user.pk == by.user_id:
        raise Refused(_("Your own password is changed under sign-in and security."))
    if not user.is_active:
        raise Refused(_("This login has been closed."))
    if not user.has_usable_password():
        raise Refused(_("This person has no password yet. Hand over the first link."))
    if Role.objects.filter(user=user, until=None).exclude(tenant_id=by.tenant_id).exists():
        raise Refused(_("This person also works elsewhere. Ask the person who runs Sentra here."))
    return user


def find_or_make_user(email: str, name: str, password: str | None = None) -> User:
    """The login with this address; a new one if nobody has it. A known person's name stays as she has it."""
    address = email.strip().lower()
    try:
        validate_email(address)
    except ValidationError as wrong:
        raise Refused(_("This is not an e-mail address."), field="email") from wrong
    if not name.strip():
        raise Refused(_("Give a name."), field="name")
    known = User.objects.filter(email=address).first()
    return known or User.objects.create_user(address, password, name=name.strip())
