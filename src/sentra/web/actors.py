"""From a request to an actor: staff by login and chosen organisation, an artisan by her card.

Staff: the session keeps which organisation she works in (`tenant`). An artisan: the session keeps
her card; the phone may remember several people and asks who. Everybody else is a guest.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import cast

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from sentra.cooperative.membership.queries import in_force
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.people.cards import card_holder
from sentra.people.models import Role, User
from sentra.people.roles import Permission, RoleName, permissions

CARD = "card"  # session key: {"tenant": id, "card": id}
ACTS_FOR = "acts_for"  # session key: the delegation under which she acts for another
CHOSEN = "tenant"  # session key: the organisation a member of staff works in


class ActorRequest(HttpRequest):
    """A request that knows who asks. `tenant` is None for a guest who has not named one."""

    actor: Actor
    tenant: Tenant | None


@dataclass(frozen=True)
class Who:
    actor: Actor
    tenant: Tenant | None


NOBODY = Actor(tenant_id=0, name="", permissions=permissions(RoleName.GUEST), roles=("guest",))


def guest_of(tenant: Tenant) -> Actor:
    """A visitor of one cooperative's public pages."""
    return Actor(
        tenant_id=tenant.pk,
        name="",
        permissions=permissions(RoleName.GUEST),
        zone=tenant.zone,
        roles=("guest",),
    )


class ActorMiddleware:
    """Puts `request.actor` and `request.tenant` there, worked out when first asked for."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        who = SimpleLazyObject(lambda: _who(request))
        request.actor = SimpleLazyObject(lambda: cast("Who", who).actor)  # type: ignore[attr-defined]
        request.tenant = SimpleLazyObject(lambda: cast("Who", who).tenant)  # type: ignore[attr-defined]
        return self.get_response(request)


def _who(request: HttpRequest) -> Who:
    if request.user.is_authenticated:
        return _staff(request, request.user)
    if kept := request.session.get(CARD):
        return _artisan(request, kept)
    return Who(NOBODY, None)


def _staff(request: HttpRequest, user: User) -> Who:
    held = list(Role.objects.filter(user=user, until=None).select_related("tenant").order_by("tenant__name"))
    if not held:
        return Who(NOBODY, None)
    chosen = request.session.get(CHOSEN)
    tenant = next((role.tenant for role in held if role.tenant_id == chosen), held[0].tenant)
    roles = tuple(role.role for role in held if role.tenant_id == tenant.pk)
    actor = Actor(
        tenant_id=tenant.pk,
        name=user.name,
        permissions=permissions(*roles),
        zone=tenant.zone,
        user_id=user.pk,
        roles=roles,
    )
    return Who(actor, tenant)


def _artisan(request: HttpRequest, kept: dict[str, int]) -> Who:
    holder = card_holder(kept["tenant"], kept["card"])
    if holder is None:  # revoked in the meantime: out at once
        logout(request)
        return Who(NOBODY, None)
    tenant = Tenant.objects.get(pk=kept["tenant"])
    actor = Actor(
        tenant_id=tenant.pk, name=holder.name, permissions=permissions(RoleName.ARTISAN), zone=tenant.zone,
        party_id=holder.pk, roles=("artisan",),
    )  # fmt: skip
    return Who(_for_another(request, actor), tenant)


def _for_another(request: HttpRequest, her: Actor) -> Actor:
    """The same person acting for who named her, in what she named, while it lasts: asked at every request."""
    chosen = request.session.get(ACTS_FOR)
    if chosen is None:
        return her
    held = in_force(her.tenant_id, chosen, her.party_id or 0)
    if held is None:  # taken back in the meantime: she is herself again at once
        del request.session[ACTS_FOR]
        return her
    return replace(
        her, on_behalf_of=held.giver_id, for_name=held.giver.name,
        permissions=frozenset({*held.permissions, Permission.SEE_PUBLIC}) & her.permissions,
    )  # fmt: skip
