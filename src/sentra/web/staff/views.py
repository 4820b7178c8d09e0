"""Members and roles: invited, handed a link, ended; and the table of what each role may do."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sentra.kernel.models import Tenant
from sentra.people import queries
from sentra.people.models import Role, User
from sentra.people.operations import end_role, invite_staff
from sentra.people.operations.staff import staff_roles
from sentra.people.roles import ROLES, Permission, RoleName
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.staff.first_password import may_hand_over, password_link
from sentra.web.staff.forms import EndRole, Invite
from sentra.web.staff.words import CAN


def _tenant(request: ActorRequest) -> Tenant:
    assert request.tenant is not None  # the guard lets nobody in without one
    return request.tenant


def _form(request: ActorRequest, data: object = None) -> Invite:
    return Invite(data, roles=queries.roles_to_give(_tenant(request)))  # type: ignore[arg-type]


@page(needs=Permission.MANAGE_STAFF)
def staff(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Everybody who works here, the form to invite, and what each role may do."""
    tenant = _tenant(request)
    roles = staff_roles(tenant.kind)
    facts = {
        "members": queries.staff(tenant.pk), "wrong": form, "roles": [role.label for role in roles],
        "form": form if isinstance(form, Invite) else _form(request), "rights": rights_of(roles),
    }  # fmt: skip
    return TemplateResponse(request, "staff/staff.html", facts)


def rights_of(roles: tuple[RoleName, ...]) -> list[dict[str, Any]]:
    """One row for each thing somebody here may do: its words, and for each role whether it may."""
    return [
        {"can": words, "held": [(role.label, permission in ROLES[role]) for role in roles]}
        for permission, words in CAN.items()
        if any(permission in ROLES[role] for role in roles)
    ]


@action(needs=Permission.MANAGE_STAFF, page=staff)
def invite(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, _form(request, request.POST))
    held = invite_staff(**form.cleaned_data, by=request.actor, at=timezone.now())
    if may_hand_over(held.user, request.actor.tenant_id):
        return redirect("staff-link", held.user_id)
    messages.success(request, _("%(name)s has the role and signs in as before.") % {"name": held.user.name})
    return redirect("staff")


@never_cache
@page(needs=Permission.MANAGE_STAFF)
def link(request: ActorRequest, user_id: int) -> HttpResponse:
    """The link for a first password, to be handed over by chat."""
    held = Role.objects.filter(user_id=user_id, tenant_id=request.actor.tenant_id, until=None)
    user = User.objects.filter(pk=user_id, pk__in=held.values("user_id")).first()
    if user is None or not may_hand_over(user, request.actor.tenant_id):
        raise Http404
    address = password_link(request, user)
    words = _("Hello %(name)s. Set your password for Sentra here (works once, three days): %(link)s")
    text = words % {"name": user.name, "link": address}
    return TemplateResponse(request, "staff/link.html", {"invited": user, "link": address, "text": text})


@action(needs=Permission.MANAGE_STAFF, page=staff)
def end(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, EndRole(request.POST))
    held = end_role(form.cleaned_data["which"], by=request.actor, at=timezone.now())
    facts = {"name": held.user.name, "role": RoleName(held.role).label}
    messages.success(request, _("%(name)s is no longer %(role)s.") % facts)
    return redirect("staff")
