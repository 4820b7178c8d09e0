"""On her phone: am I in the office's registry, and what does it say of me?"""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.claims import queries
from sentra.cooperative.claims.operations import claim_entry, take_entry, withdraw_claim
from sentra.cooperative.membership.queries import application_of, membership_of
from sentra.cooperative.membership.texts import newest
from sentra.cooperative.models import Claim
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.claims.forms import Mine
from sentra.web.guards import action, in_hand, page
from sentra.web.members.phone import her_own
from sentra.web.phone.views import screen


@page(needs=Permission.SPEAK_AS_MEMBER)
def my_registry(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Ask; wait; read the answer; join with what the office knows."""
    her = her_own(request)
    one = membership_of(her)
    joins = application_of(her) is None and (one is None or one.left_on is not None)
    facts: dict[str, object] = {
        "asked": queries.claim_of(her), "joins": joins, "text": newest()["office"],
        "membership": newest()["membership"], "form": form if isinstance(form, Mine) else Mine(),
        "wrong": form,
    }  # fmt: skip
    return screen(request, "registry", facts)


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_registry)
def claim(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Mine(request.POST))
    claim_entry(her_own(request), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The office looks for you in its list."))
    return redirect("my-registry")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_registry)
def withdraw(request: ActorRequest) -> HttpResponse:
    withdraw_claim(_mine(request).claim.pk, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. The office reads nothing of you."))
    return redirect("my-registry")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_registry)
def take(request: ActorRequest) -> HttpResponse:
    asked, at = _mine(request), timezone.now()
    if asked.answer is None:
        raise Claim.DoesNotExist
    take_entry(
        asked.answer.uid, agreed=bool(request.POST.get("agreed")), asked_on=request.actor.today(at),
        by=request.actor, at=at,
    )  # fmt: skip
    messages.success(request, _("Thank you. Your data is in place."))
    return redirect("my-membership")


def _mine(request: ActorRequest) -> queries.Asked:
    with reading(request.actor):
        asked = queries.claim_of(her_own(request))
    if asked is None:
        raise Claim.DoesNotExist
    return asked
