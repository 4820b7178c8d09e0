"""Settings of the organisation: the bank account on invoices and who signs."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.people.operations import set_letterhead
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.organisation.forms import Letterhead


@page(needs=Permission.SET_PAPERS)
def letterhead(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """As it is now, to be changed."""
    own = Tenant.objects.get(pk=request.actor.tenant_id).settings.get("papers", {})
    signer = own.get("signer", {})
    told = dict(own.get("bank", {})) | {
        "signer_name": signer.get("name", ""), "signer_role": signer.get("role", ""),
    }  # fmt: skip
    facts = {"form": form or Letterhead(initial=told), "bank": own.get("bank")}
    facts["may_weigh"] = request.actor.may(Permission.SET_WEIGHTS)
    return TemplateResponse(request, "organisation/letterhead.html", facts)


@action(needs=Permission.SET_PAPERS, page=letterhead)
def save(request: ActorRequest) -> HttpResponse:
    said = in_hand(request, Letterhead(request.POST)).cleaned_data
    set_letterhead(**said, by=request.actor, at=timezone.now())
    messages.success(request, _("Saved. New and old invoices print it from now on."))
    return redirect("letterhead")
