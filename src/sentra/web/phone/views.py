"""The artisan's phone: what to do today, what she is owed, her slips. One task a screen."""

import itertools
import json

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from sentra.capital.documents import slip_pdf
from sentra.capital.queries import makers_money, own_slip
from sentra.capital.queries.advances import weekly_wages
from sentra.cooperative.membership.queries import acts_for
from sentra.cooperative.surplus.queries import has_share
from sentra.crafts.photo_queries import waiting_photos
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.kernel.notices import inbox
from sentra.kernel.offline import Envelope
from sentra.people.queries import card_of, coordinator_of
from sentra.people.roles import Permission
from sentra.production import queries
from sentra.production.envelopes import receive_progress
from sentra.production.flow import flow_of
from sentra.production.models import Assignment, Progress
from sentra.production.operations import accept_offer, decline_offer, report_progress
from sentra.production.rules import Rules
from sentra.quality.behind import Behind, behind, planned
from sentra.quality.queries import findings_of
from sentra.stock.material_queries import with_makers
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import pdf
from sentra.web.phone.forms import Answer, Decline, Report

MOST_MESSAGES = 5
MOST_TOLD = 3


def her_of(request: ActorRequest) -> int:
    """Whose affairs the phone shows: the artisan who holds it, or for whom she acts; staff have no screen."""
    if request.actor.party_id is None or request.actor.stands_for is None:
        raise PermissionDenied("these screens belong to an artisan")
    return request.actor.stands_for


def screen(request: ActorRequest, template: str, facts: dict[str, object]) -> HttpResponse:
    return TemplateResponse(request, f"phone/{template}.html", {"coordinator": coordinator_of(), **facts})


@page(needs=Permission.SEE_OWN_WORK)
def my_home(request: ActorRequest) -> HttpResponse:
    """New work first, then what is due next, then what she is owed."""
    her = her_of(request)
    facts = {
        "offers": queries.offers_of(her),
        "work": queries.work_of(her)[:3],
        "acts_for": acts_for(request.actor.party_id or 0),
        "money": makers_money(her),
        "materials": with_makers(party_id=her),
        "photos": waiting_photos(maker_id=her),
        "letters": inbox([f"party:{her}"], most=MOST_MESSAGES),
    }
    return screen(request, "home", facts)


@page(needs=Permission.SEE_OWN_WORK)
def my_work(request: ActorRequest) -> HttpResponse:
    her = her_of(request)
    return screen(request, "work", {"offers": queries.offers_of(her), "work": queries.work_of(her)})


@page(needs=Permission.SEE_OWN_WORK)
def offer(request: ActorRequest, assignment_id: int, form: Form | None = None) -> HttpResponse:
    """Photo, how many, by when, for how much: yes or no."""
    work = queries.one_of(her_of(request), assignment_id)
    facts = {
        "work": work,
        "total_idr": work.rate_idr * work.proposed,
        "making": queries.making(work),
        "wages_idr": len(work.weeks) * weekly_wages({work.workshop_id}).get(work.workshop_id, 0),
        "form": form or Answer(),
        "flow": flow_of(work.order_id, assignment_id=work.pk),
    }
    return _fresh(screen(request, "offer", facts))


def _fresh(answer: HttpResponse) -> HttpResponse:
    """Back asks for the page again: buttons of an answered offer would only be refused."""
    answer["Cache-Control"] = "no-store"
    return answer


@action(needs=Permission.ANSWER_OFFER, page=offer)
def accept(request: ActorRequest, assignment_id: int) -> HttpResponse:
    form = in_hand(request, Answer(request.POST))
    accept_offer(assignment_id, pieces=form.cleaned_data["pieces"], by=request.actor, at=timezone.now())
    messages.success(request, _("Good! This work is yours now."))
    return redirect("job", assignment_id)


@action(needs=Permission.ANSWER_OFFER, page=offer)
def decline(request: ActorRequest, assignment_id: int) -> HttpResponse:
    form = in_hand(request, Decline(request.POST))
    decline_offer(assignment_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Thank you for telling us. There will be other work."))
    return redirect("my-home")


@page(needs=Permission.SEE_OWN_WORK)
def job(request: ActorRequest, assignment_id: int, form: Form | None = None) -> HttpResponse:
    """One piece of work she has taken: how far, by when, tell us with a photo."""
    work = queries.one_of(her_of(request), assignment_id)
    facts = {
        "work": work,
        "total_idr": work.rate_idr * (work.accepted or work.proposed),
        "making": queries.making(work),
        "form": form or Report(initial={"pieces": getattr(work, "said", None) or 0}),
        "told": told_with_corrections(work),
        "flow": flow_of(work.order_id, assignment_id=work.pk),
        "found": findings_of(work.pk),
        "lags": _lags(request, work),
    }
    return screen(request, "job", facts)


def _lags(request: ActorRequest, work: Assignment) -> Behind | None:
    """Whether this share is behind its plan. No query while she has told what the plan asks by now."""
    today = request.actor.today(timezone.now())
    if work.state != Assignment.State.ACCEPTED or planned(work, today=today) <= (
        getattr(work, "said", 0) or 0
    ):
        return None
    rules = Rules.of(Tenant.objects.get(pk=request.actor.tenant_id).settings)
    slow = behind(today=today, permille=rules.behind_permille, party_id=work.workshop.owner_id)
    return next((one for one in slow if one.work.pk == work.pk), None)


def told_with_corrections(work: Assignment) -> list[Progress]:
    """What she told last; a count below the one before it is marked. One query."""
    told = list(work.progress.select_related("picture")[: MOST_TOLD + 1])
    for said, before in itertools.pairwise(told):
        if said.pieces < before.pieces:
            said.corrected = before.pieces  # type: ignore[attr-defined]  # for the template alone
    return told[:MOST_TOLD]


@action(needs=Permission.REPORT_PROGRESS, page=job)
def report(request: ActorRequest, assignment_id: int) -> HttpResponse:
    form = in_hand(request, Report(request.POST, request.FILES))
    photo = form.cleaned_data["picture"]
    report_progress(
        assignment_id, pieces=form.cleaned_data["pieces"], picture=photo.read() if photo else None,
        corrects=form.cleaned_data["corrects"],
        by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Saved. Thank you!"))
    return redirect("job", assignment_id)


@require_POST
def envelope(request: HttpRequest) -> HttpResponse:
    """A record the phone made without a network: taken once, however often it is sent."""
    actor = request.actor  # type: ignore[attr-defined]
    try:
        raw = json.loads(request.body)
        done = receive_progress(Envelope.parse(raw), by=actor, at=timezone.now())
    except (ValueError, Refused) as refusal:
        return JsonResponse({"error": str(refusal)}, status=422)
    except ObjectDoesNotExist:
        return JsonResponse({"error": _("This work is not open.")}, status=422)
    return JsonResponse(done)


envelope.needs = Permission.REPORT_PROGRESS  # type: ignore[attr-defined]  # asked by the operation itself


@page(needs=Permission.SEE_OWN_WORK)
def my_money(request: ActorRequest) -> HttpResponse:
    """Uang Anda: what she is owed, what she was advanced, her last slips."""
    her = her_of(request)
    return screen(request, "money", {"money": makers_money(her), "shares": has_share(her)})


@page(needs=Permission.SEE_OWN_WORK)
def my_slip(request: ActorRequest, slip_id: int) -> HttpResponse:
    return screen(request, "slip", {"slip": own_slip(her_of(request), slip_id)})


@page(needs=Permission.SEE_OWN_WORK)
def my_slip_paper(request: ActorRequest, slip_id: int) -> HttpResponse:
    slip = own_slip(her_of(request), slip_id)
    return pdf(slip_pdf(slip.pk, at=timezone.now()), f"slip-{slip.number}.pdf")


@page(needs=Permission.SEE_OWN_WORK)
def my_card(request: ActorRequest) -> HttpResponse:
    """Who she is here, and the way out for the next person on this phone."""
    return screen(request, "card", {"card": card_of(her_of(request)), "place": request.tenant})


@page(needs=Permission.SEE_OWN_WORK)
def my_help(request: ActorRequest) -> HttpResponse:
    """What each picture means, in five sentences, and whom to call."""
    her_of(request)
    return screen(request, "help", {})
