"""Her membership on her phone: what she has, what she agreed to, delegates, leaving; whom she acts for."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sentra.capital.queries.member import standing
from sentra.cooperative.loans.queries import loan_of
from sentra.cooperative.membership import queries
from sentra.cooperative.membership.operations import (
    ask_to_join,
    ask_to_leave,
    decline_consent,
    end_delegation,
    give_consent,
    let_act,
    stay_after_all,
    withdraw_consent,
)
from sentra.cooperative.models import Member
from sentra.cooperative.savings.queries import savings_on
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import reading
from sentra.people.models import MemberCard
from sentra.people.roles import Permission
from sentra.web.actors import ACTS_FOR, ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.members.forms import Agree, ByNumber, TakeBack, Which
from sentra.web.members.one import said
from sentra.web.phone.views import screen


def her_own(request: ActorRequest) -> int:
    """She herself: no delegate changes a membership."""
    if request.actor.party_id is None or request.actor.on_behalf_of is not None:
        raise PermissionDenied("only she herself")
    return request.actor.party_id


@page(needs=Permission.SPEAK_AS_MEMBER)
def my_membership(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """What I own, owe and am owed; what I agreed to; who acts for me; leaving."""
    her = her_own(request)
    one = queries.membership_of(her)
    member = one if one and one.left_on is None else None
    today = request.actor.today(timezone.now())
    facts: dict[str, object] = {
        "dues": savings_on(today, [member])[0] if member else None,
        "loan": loan_of(member.pk, day=today) if member else None,
        "one": one, "asked": queries.application_of(her), "money": standing(her),
        "leaving": queries.leaving_of(one.pk) if one else None, "consents": queries.consents_of(her),
        "delegates": [(held, said(held.permissions)) for held in queries.delegations_of(her)],
        "form": form if isinstance(form, ByNumber) else ByNumber(), "wrong": form,
    }  # fmt: skip
    return screen(request, "membership", facts)


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def ask(request: ActorRequest) -> HttpResponse:
    at = timezone.now()
    ask_to_join(
        her_own(request), agreed=bool(request.POST.get("agreed")), asked_on=request.actor.today(at),
        by=request.actor, at=at,
    )  # fmt: skip
    messages.success(request, _("You have asked. The board decides."))
    return redirect("my-membership")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def agree(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Agree(request.POST))
    give_consent(her_own(request), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Thank you. You may take it back at any time."))
    return redirect("my-membership")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def take_back(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, TakeBack(request.POST))
    withdraw_consent(her_own(request), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. It stops from now on."))
    return redirect("my-membership")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def decline(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, TakeBack(request.POST))
    decline_consent(her_own(request), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down: this is not done."))
    return redirect("my-membership")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def delegate(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, ByNumber(request.POST))
    told = form.cleaned_data
    with reading(request.actor):
        card = MemberCard.objects.filter(number=told["card"], revoked_at=None).first()
    if card is None:
        raise Refused(_("No card with this number works here."), field="card")
    let_act(
        her_own(request), delegate_id=card.party_id, permissions=told["permissions"],
        relation=told["relation"], by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("She may act for you now. You can end it at any time."))
    return redirect("my-membership")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def end_delegate(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Which(request.POST))
    end_delegation(form.cleaned_data["which"], by=request.actor, at=timezone.now())
    messages.success(request, _("Ended. It stops at once."))
    return redirect("my-membership")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def leave(request: ActorRequest) -> HttpResponse:
    one = _mine(request)
    ask_to_leave(one.pk, how=Member.Left.RESIGNED, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down. The board reckons and answers you."))
    return redirect("my-membership")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_membership)
def stay(request: ActorRequest) -> HttpResponse:
    one = _mine(request)
    with reading(request.actor):
        found = queries.leaving_of(one.pk)
    if found is None:
        raise Member.DoesNotExist
    stay_after_all(found.pk, by=request.actor, at=timezone.now())
    messages.success(request, _("You stay a member."))
    return redirect("my-membership")


def _mine(request: ActorRequest) -> Member:
    with reading(request.actor):
        one = queries.membership_of(her_own(request))
    if one is None:
        raise Member.DoesNotExist
    return one


@require_POST
def act_for(request: HttpRequest) -> HttpResponse:
    """The phone's holder chooses for whom she acts; 0 is herself. Only a delegation in force counts."""
    actor = request.actor  # type: ignore[attr-defined]
    if actor.party_id is None:
        raise PermissionDenied("only by a card")
    asked = request.POST.get("delegation", "0")
    chosen = int(asked) if asked.isdecimal() and len(asked) < 19 else 0  # fits a bigint
    request.session.pop(ACTS_FOR, None)
    if chosen:
        held = queries.in_force(actor.tenant_id, chosen, actor.party_id)
        if held is None:
            messages.error(request, _("This has ended. You act for yourself."))
        else:
            request.session[ACTS_FOR] = held.pk
    return redirect("my-home")


act_for.needs = Permission.SEE_OWN_WORK  # type: ignore[attr-defined]  # changes the session alone
