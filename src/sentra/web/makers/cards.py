"""Her member card: issued with a PIN of her own choosing, printed once, revoked when it is lost."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from sentra.kernel.errors import KeyReused
from sentra.kernel.models import Tenant
from sentra.kernel.qr import svg
from sentra.kernel.tenancy import reading
from sentra.people import queries
from sentra.people.cards import new_secret
from sentra.people.operations import issue_card, revoke_card
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.makers.card_paper import address_in_qr, card_number, card_pdf
from sentra.web.makers.forms import IssueCard, RevokeCard
from sentra.web.makers.fresh_cards import forget, fresh, keep
from sentra.web.makers.one import maker
from sentra.web.papers import pdf


def _known(request: ActorRequest, workshop_id: int) -> queries.Maker:
    with reading(request.actor):
        return queries.maker(workshop_id)


@action(needs=Permission.ISSUE_CARD, page=maker)
def issue(request: ActorRequest, workshop_id: int) -> HttpResponse:
    """A new card; its secret waits in the session until it is printed, and nowhere else."""
    form = in_hand(request, IssueCard(request.POST, auto_id="card_%s"))
    at, secret = timezone.now(), new_secret()
    party_id = _known(request, workshop_id).party_id
    try:
        card = issue_card(party_id, secret=secret, pin=form.cleaned_data["pin"], by=request.actor, at=at)
    except KeyReused:  # the button was pressed twice: the first press made the card
        if fresh(request.session, workshop_id, at=at) is None:
            raise
        return redirect("fresh-card", workshop_id)
    keep(request.session, card_id=card.pk, workshop_id=workshop_id, secret=secret, at=at)
    return redirect("fresh-card", workshop_id)


@never_cache
@page(needs=Permission.ISSUE_CARD)
def fresh_card(request: ActorRequest, workshop_id: int) -> HttpResponse:
    """The card just made, to be printed now: later nobody can."""
    known = queries.maker(workshop_id)
    kept = fresh(request.session, workshop_id, at=timezone.now())
    if kept is None or known.live_card is None or known.live_card.card_id != kept.card_id:
        return redirect("maker", workshop_id)
    address = address_in_qr(request, request.actor.tenant_id, kept.secret)
    label = _("Code of the card of %(name)s") % {"name": known.name}
    facts = {
        "maker": known, "qr": SafeString(svg(address, title=label)), "until": kept.until,
        "number": card_number(known.live_card.number),
    }  # fmt: skip
    return TemplateResponse(request, "makers/fresh_card.html", facts)


@never_cache
@page(needs=Permission.ISSUE_CARD)
def paper(request: ActorRequest, workshop_id: int) -> HttpResponse:
    """The sheet the card is cut from."""
    known, at = queries.maker(workshop_id), timezone.now()
    kept = fresh(request.session, workshop_id, at=at)
    if kept is None or known.live_card is None or known.live_card.card_id != kept.card_id:
        raise Http404
    address = address_in_qr(request, request.actor.tenant_id, kept.secret)
    tenant, number = Tenant.objects.get(pk=request.actor.tenant_id), known.live_card.number
    made = card_pdf(tenant, known, number=number, address=address, at=at)
    return pdf(made, f"kartu-{card_number(number)}.pdf")


@action(needs=Permission.ISSUE_CARD, page=maker)
def printed(request: ActorRequest, workshop_id: int) -> HttpResponse:
    """The card is on paper: forget its secret."""
    forget(request.session)
    messages.success(request, _("Done. The code is no longer kept anywhere but on the card."))
    return redirect("maker", workshop_id)


@action(needs=Permission.ISSUE_CARD, page=maker)
def revoke(request: ActorRequest, workshop_id: int) -> HttpResponse:
    form = in_hand(request, RevokeCard(request.POST, auto_id="revoke_%s"))
    revoke_card(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("The card opens nothing from now on."))
    return redirect("maker", workshop_id)
