"""The cooperative's desk: for whom the office was asked, what it said, whom it sent."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.claims import queries
from sentra.cooperative.claims.operations import claim_entry, take_entry, withdraw_claim
from sentra.cooperative.claims.steps import office_of
from sentra.cooperative.membership.queries import may_ask
from sentra.cooperative.membership.texts import newest
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.claims.forms import Hers, Take
from sentra.web.guards import action, in_hand, page


@page(needs=Permission.SPEAK_AS_MEMBER)
def claims(request: ActorRequest, uid: UUID | None = None, form: Form | None = None) -> HttpResponse:
    """What the office sent, what it answered, what waits, and one more question."""
    people, today = may_ask(), request.actor.today(timezone.now())
    sent = [
        (one, form if isinstance(form, Take) and one.uid == uid else Take(
            people=people, initial={"asked_on": today}, auto_id=f"take{one.pk}_%s"))
        for one in queries.handed_over()
    ]  # fmt: skip
    facts = {
        "sent": sent, "asked": queries.claims(), "today": today, "text": newest()["office"],
        "office": office_of(request.actor.tenant_id), "wrong": form,
        "form": form if isinstance(form, Hers) else Hers(people=queries.may_claim()),
    }  # fmt: skip
    return TemplateResponse(request, "claims/claims.html", facts)


def _of_one(request: ActorRequest, *, form: Form | None = None, **_which: int) -> HttpResponse:
    """The same page after an act on one question."""
    return claims(request, form=form)


@action(needs=Permission.SPEAK_AS_MEMBER, page=claims)
def claim(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        bound = Hers(request.POST, people=queries.may_claim())
    told = in_hand(request, bound).cleaned_data
    claim_entry(told["who"], about=told["about"], agreed=told["agreed"], by=request.actor, at=timezone.now())
    messages.success(request, _("The office is asked."))
    return redirect("claims")


@action(needs=Permission.SPEAK_AS_MEMBER, page=_of_one)
def withdraw(request: ActorRequest, claim_id: int) -> HttpResponse:
    withdraw_claim(claim_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. The office reads nothing of her."))
    return redirect("claims")


@action(needs=Permission.SPEAK_AS_MEMBER, page=claims)
def take(request: ActorRequest, uid: UUID) -> HttpResponse:
    with reading(request.actor):
        bound = Take(request.POST, people=may_ask())
    told = in_hand(request, bound).cleaned_data
    take_entry(
        uid, party_id=told["who"], agreed=told["agreed"], asked_on=told["asked_on"], by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Her data is in place. The board decides."))
    return redirect("candidates")
