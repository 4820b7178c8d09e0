"""One member: what she saved, owes and is owed, what she agreed to, who acts for her."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.queries.member import standing
from sentra.cooperative.membership import queries
from sentra.cooperative.membership.operations import (
    decline_consent,
    end_delegation,
    give_consent,
    let_act,
    withdraw_consent,
)
from sentra.cooperative.models import Member
from sentra.kernel.tenancy import reading
from sentra.people.queries import maker_of
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.members.forms import LENT, Agree, Delegate, TakeBack, Which


@page(needs=Permission.READ_MEMBERS)
def member(request: ActorRequest, member_id: int, form: Form | None = None) -> HttpResponse:
    """Everything about one member, the money from the books."""
    story = queries.member_story(member_id)
    facts = {
        "story": story, "one": story.member, "party": story.party, "money": standing(story.party.pk),
        "delegates": [(held, said(held.permissions)) for held in story.delegations],
        "form": form if isinstance(form, Delegate) else _delegate(story.party.pk),
        "workshop": maker_of(story.party.pk), "wrong": form,
    }  # fmt: skip
    return TemplateResponse(request, "members/member.html", facts)


def said(permissions: list[str]) -> list[str]:
    """What is lent, in words."""
    return [str(word) for one, word in LENT if one in permissions] or [_("See her work")]


def _delegate(party_id: int, data: Any = None) -> Delegate:
    return Delegate(data, people=queries.people_to_choose(but=party_id))


def _party(request: ActorRequest, member_id: int) -> int:
    with reading(request.actor):
        return int(Member.objects.values_list("party_id", flat=True).get(pk=member_id))


@action(needs=Permission.SPEAK_AS_MEMBER, page=member)
def agree(request: ActorRequest, member_id: int) -> HttpResponse:
    form = in_hand(request, Agree(request.POST))
    give_consent(_party(request, member_id), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Her consent is written down."))
    return redirect("member", member_id)


@action(needs=Permission.SPEAK_AS_MEMBER, page=member)
def take_back(request: ActorRequest, member_id: int) -> HttpResponse:
    form = in_hand(request, TakeBack(request.POST))
    withdraw_consent(_party(request, member_id), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. It stops from now on."))
    return redirect("member", member_id)


@action(needs=Permission.SPEAK_AS_MEMBER, page=member)
def decline(request: ActorRequest, member_id: int) -> HttpResponse:
    form = in_hand(request, TakeBack(request.POST))
    decline_consent(_party(request, member_id), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Her no is written down."))
    return redirect("member", member_id)


@action(needs=Permission.SPEAK_AS_MEMBER, page=member)
def delegate(request: ActorRequest, member_id: int) -> HttpResponse:
    party = _party(request, member_id)
    with reading(request.actor):
        bound = _delegate(party, request.POST)
    form = in_hand(request, bound)
    let_act(party, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down. Both names stand in the record."))
    return redirect("member", member_id)


@action(needs=Permission.SPEAK_AS_MEMBER, page=member)
def end_delegate(request: ActorRequest, member_id: int) -> HttpResponse:
    form = in_hand(request, Which(request.POST))
    end_delegation(form.cleaned_data["which"], by=request.actor, at=timezone.now())
    messages.success(request, _("Ended. Nobody acts for her under this any more."))
    return redirect("member", member_id)
