"""The office's desk: is this person that entry? And: an entry's owner came here and wants to join."""

from uuid import UUID

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.claims import queries
from sentra.cooperative.claims.operations import grant_claim, hand_over, refuse_claim, take_answer_back
from sentra.crafts.models import RegistryEntry
from sentra.crafts.registry.listed import row_of
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.claims.forms import HandOver, IsShe, Reason
from sentra.web.guards import action, in_hand, page
from sentra.web.makers.forms import Choices


@page(needs=Permission.READ_REGISTRY)
def desk(request: ActorRequest, answer_id: int = 0, form: Form | None = None) -> HttpResponse:
    """Who asks whether she is in the registry, and what we answered last."""
    rows = [
        (
            one,
            form if isinstance(form, Reason) and one.pk == answer_id else Reason(auto_id=f"back{one.pk}_%s"),
        )
        for one in queries.answered()
    ]
    return TemplateResponse(
        request, "claims/desk.html", {"rows": queries.desk(), "answered": rows, "wrong": form}
    )


@page(needs=Permission.READ_REGISTRY)
def claim(request: ActorRequest, uid: UUID, form: Form | None = None) -> HttpResponse:
    """One claim beside the entries she may be."""
    search = request.GET.get("cari", "").strip()[:80]
    facts = {
        "story": queries.claim_story(uid, search=search), "search": search, "wrong": form,
        "refuse": form if isinstance(form, Reason) else Reason(),
    }  # fmt: skip
    return TemplateResponse(request, "claims/claim.html", facts)


@action(needs=Permission.ANSWER_CLAIMS, page=claim)
def grant(request: ActorRequest, uid: UUID) -> HttpResponse:
    form = in_hand(request, IsShe(request.POST))
    grant_claim(uid, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Confirmed. Her cooperative reads it now."))
    return redirect("claim-desk")


@action(needs=Permission.ANSWER_CLAIMS, page=claim)
def refuse(request: ActorRequest, uid: UUID) -> HttpResponse:
    form = in_hand(request, Reason(request.POST))
    refuse_claim(uid, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Refused. She reads the reason."))
    return redirect("claim-desk")


@action(needs=Permission.ANSWER_CLAIMS, page=desk)
def take_back(request: ActorRequest, answer_id: int) -> HttpResponse:
    form = in_hand(request, Reason(request.POST, auto_id=f"back{answer_id}_%s"))
    take_answer_back(answer_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. The entry is free again."))
    return redirect("claim-desk")


@page(needs=Permission.READ_REGISTRY)
def help_her(request: ActorRequest, entry_id: int, form: Form | None = None) -> HttpResponse:
    """She is at our desk: which cooperative gets her entry."""
    entry = RegistryEntry.objects.select_related("village__parent", "craft").get(pk=entry_id)
    facts = {
        "one": row_of(entry), "taken": queries.claimed_by([entry_id]).get(entry_id, ""), "wrong": form,
        "form": form if isinstance(form, HandOver) else HandOver(places=_near(request)),
    }  # fmt: skip
    return TemplateResponse(request, "claims/help.html", facts)


def _near(request: ActorRequest) -> Choices:
    """Cooperatives and groups of the office's district, by uid."""
    own = Tenant.objects.get(pk=request.actor.tenant_id)
    near = Tenant.objects.exclude(kind=Tenant.Kind.OFFICE).filter(district_code=own.district_code)
    return [(str(uid), name) for uid, name in near.order_by("name").values_list("uid", "name")]


@action(needs=Permission.ANSWER_CLAIMS, page=help_her)
def hand(request: ActorRequest, entry_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = HandOver(request.POST, places=_near(request))
    told = in_hand(request, bound).cleaned_data
    hand_over(
        entry_id, cooperative_uid=UUID(told["cooperative_uid"]), agreed=told["agreed"], by=request.actor,
        at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Handed over. The cooperative calls her."))
    return redirect("claim-desk")
