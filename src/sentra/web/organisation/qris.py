"""Settings: the cooperative's own QRIS code, pasted or photographed, read aloud before it is kept."""

from urllib.parse import urlencode

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.kernel.models import Tenant
from sentra.payments.operations import keep_qris, put_away_qris
from sentra.payments.qris import read
from sentra.payments.qris.keeping import why_not_kept
from sentra.payments.queries import kept_qris, qris_for
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.organisation.qris_forms import Code, Kept, Look

EXAMPLE_IDR = 10_000
P = Permission


@page(needs=P.SET_PAYMENTS)
def qris_page(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The code in use with an example; another one (`?kode=`) with everything it says, before it is kept."""
    tenant = Tenant.objects.get(pk=request.actor.tenant_id)
    kept = kept_qris(tenant)
    shown = request.GET.get("kode", "") or (form.data.get("text", "") if isinstance(form, Code) else "")
    code = read(shown.strip()) if shown else None
    facts = {
        "tenant": tenant,
        "kept": kept,
        "example": kept and qris_for(tenant, EXAMPLE_IDR, "CONTOH", on=request.actor.today(timezone.now())),
        "code": code,
        "refusal": why_not_kept(code) if code else None,
        "same": code is not None and kept is not None and kept.text == code.text,
        "look": form if isinstance(form, Look) else Look(),
        "form": form,
    }
    return TemplateResponse(request, "organisation/qris.html", facts)


@action(needs=P.SET_PAYMENTS, page=qris_page)
def look(request: ActorRequest) -> HttpResponse:
    """Nothing is kept yet: the text goes into the address of the page that shows what it says."""
    form = in_hand(request, Look(request.POST, request.FILES))
    return redirect(f"{reverse('qris')}?{urlencode({'kode': form.cleaned_data['code']})}")


@action(needs=P.SET_PAYMENTS, page=qris_page)
def keep(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Code(request.POST))
    keep_qris(form.cleaned_data["text"], by=request.actor, at=timezone.now())
    messages.success(request, _("Kept. Buyers are shown this code with their amount."))
    return redirect("qris")


@action(needs=P.SET_PAYMENTS, page=qris_page)
def put_away(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Kept(request.POST))
    put_away_qris(form.cleaned_data["code_id"], by=request.actor, at=timezone.now())
    messages.success(request, _("Put away. No QRIS code is shown to buyers."))
    return redirect("qris")
