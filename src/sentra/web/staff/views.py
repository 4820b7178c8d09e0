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
from sentra.kernel.tenancy import reading
from sentra.people import queries
from sentra.people.duties import mixed_by
from sentra.people.known import known as known_here
from sentra.people.known import worked_here
from sentra.people.models import Role, User
from sentra.people.operations import allow_new_password, end_role, invite_staff, say_she_is
from sentra.people.operations.staff import staff_roles
from sentra.people.roles import ROLES, Permission, RoleName, permissions
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.staff.first_password import kept_link, make_link, may_hand_over
from sentra.web.staff.forms import Invite, IsMaker, Which
from sentra.web.staff.new_password import keep_link, shown_once
from sentra.web.staff.words import CAN


def _tenant(request: ActorRequest) -> Tenant:
    assert request.tenant is not None  # the guard lets nobody in without one
    return request.tenant


def _form(request: ActorRequest, data: object = None) -> Invite:
    return Invite(data, roles=queries.roles_to_give(_tenant(request)))  # type: ignore[arg-type]


def _begun(request: ActorRequest) -> Invite:
    """The form to invite; an officer's page leads here with her name and the role of her post."""
    form = _form(request)
    form.initial = {"name": request.GET.get("nama", "")[:120], "role": request.GET.get("peran", "")[:20]}
    return form


@page(needs=Permission.MANAGE_STAFF)
def staff(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Everybody who works here, the form to invite, and what each role may do."""
    tenant = _tenant(request)
    roles = staff_roles(tenant.kind)
    members = queries.staff(tenant.pk)
    people = [(one.user_id, one.name) for one in members]
    facts = {
        "is_maker": form if isinstance(form, IsMaker) else IsMaker(people=people),
        "cooperative": tenant.kind != Tenant.Kind.OFFICE,
        "members": members, "wrong": form, "roles": [role.label for role in roles],
        "form": form if isinstance(form, Invite) else _begun(request), "rights": rights_of(roles),
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
    said = form.cleaned_data
    known = None if "sure" in request.POST else worked_here(said["email"], request.actor.tenant_id)
    if known and said["role"] not in known.held:
        return redirect("confirm-role", known.user_id, said["role"])
    held = invite_staff(**said, by=request.actor, at=timezone.now())
    if may_hand_over(held.user, request.actor.tenant_id):
        make_link(request, held.user)
        return redirect("staff-link", held.user_id)
    messages.success(request, _("%(name)s has the role and signs in as before.") % {"name": held.user.name})
    return redirect("staff")


@page(needs=Permission.MANAGE_STAFF)
def confirm_role(request: ActorRequest, user_id: int, role: str) -> HttpResponse:
    """Somebody known here gets one more role: who she is, what she holds, which duties would meet."""
    if role not in staff_roles(_tenant(request).kind):
        raise Http404
    known = known_here(user_id, request.actor.tenant_id)
    facts = {"known": known, "role": RoleName(role), "mixed": mixed_by(role, known.held)}
    return TemplateResponse(request, "staff/confirm_role.html", facts)


@page(needs=Permission.MANAGE_STAFF)
def confirm_end(request: ActorRequest, role_id: int) -> HttpResponse:
    """Before a role ends: whose it is and what she can no longer do."""
    ending = Role.objects.select_related("user").get(
        pk=role_id, tenant_id=request.actor.tenant_id, until=None
    )
    kept = known_here(ending.user_id, request.actor.tenant_id).held - {ending.role}
    lost = ROLES[RoleName(ending.role)] - permissions(*kept)
    facts = {
        "ending": ending, "role": RoleName(ending.role), "kept": [RoleName(one) for one in sorted(kept)],
        "lost": [words for permission, words in CAN.items() if permission in lost],
    }  # fmt: skip
    return TemplateResponse(request, "staff/confirm_end.html", facts)


@action(needs=Permission.MANAGE_STAFF, page=staff)
def make_a_link(request: ActorRequest) -> HttpResponse:
    """A fresh link for somebody who lost the first one. The old one works too until a password is set."""
    form = in_hand(request, Which(request.POST))
    user = _invited(request, form.cleaned_data["which"])
    make_link(request, user)
    return redirect("staff-link", user.pk)


@never_cache
@page(needs=Permission.MANAGE_STAFF)
def link(request: ActorRequest, user_id: int) -> HttpResponse:
    """The link for a first password, to be handed over by chat."""
    user = _invited(request, user_id)
    address = kept_link(request, user)
    if address is None:
        return redirect("staff")
    words = _("Hello %(name)s. Set your password for Sentra here (works once, three days): %(link)s")
    terms = _("Whoever has it sets the password. It works once, for three days.")
    return _handed_over(request, user, address, words, terms)


def _handed_over(request: ActorRequest, user: User, address: str, words: str, terms: str) -> HttpResponse:
    text = words % {"name": user.name, "link": address}
    facts = {"invited": user, "link": address, "text": text, "terms": terms}
    return TemplateResponse(request, "staff/link.html", facts)


@action(needs=Permission.MANAGE_STAFF, page=staff)
def make_password_link(request: ActorRequest) -> HttpResponse:
    """A colleague forgot her password: a link, handed over by chat or in person."""
    form = in_hand(request, Which(request.POST))
    user = allow_new_password(form.cleaned_data["which"], by=request.actor, at=timezone.now())
    keep_link(request, user)
    return redirect("password-link", user.pk)


@never_cache
@page(needs=Permission.MANAGE_STAFF)
def password_link(request: ActorRequest, user_id: int) -> HttpResponse:
    """The link for another password. Shown once: who comes again makes a new one."""
    held = Role.objects.filter(tenant_id=request.actor.tenant_id, until=None).values("user_id")
    user = User.objects.get(pk=user_id, pk__in=held)
    address = shown_once(request, user_id)
    if address is None:
        return redirect("staff")
    words = _("Hello %(name)s. Set a new password for Sentra here (works once, one day): %(link)s")
    terms = _("Whoever has it sets the password. It works once, for one day, and is shown only now.")
    return _handed_over(request, user, address, words, terms)


def _invited(request: ActorRequest, user_id: int) -> User:
    """Somebody with a role here who has no password yet. Raises Http404 for anybody else."""
    held = Role.objects.filter(user_id=user_id, tenant_id=request.actor.tenant_id, until=None)
    user = User.objects.filter(pk__in=held.values("user_id")).first()
    if user is None or not may_hand_over(user, request.actor.tenant_id):
        raise Http404
    return user


@action(needs=Permission.MANAGE_STAFF, page=staff)
def end(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Which(request.POST))
    held = end_role(form.cleaned_data["which"], by=request.actor, at=timezone.now())
    facts = {"name": held.user.name, "role": RoleName(held.role).label}
    messages.success(request, _("%(name)s is no longer %(role)s.") % facts)
    return redirect("staff")


@action(needs=Permission.MANAGE_STAFF, page=staff)
def is_a_maker(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        people = [(one.user_id, one.name) for one in queries.staff(request.actor.tenant_id)]
    form = in_hand(request, IsMaker(request.POST, people=people))
    said = form.cleaned_data
    say_she_is(said["user_id"], phone=said["phone"], by=request.actor, at=timezone.now())
    messages.success(request, _("Noted. She does not inspect her own work."))
    return redirect("staff")
