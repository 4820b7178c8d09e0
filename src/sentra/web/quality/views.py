"""The inspector's screens: lots waiting, taking a lot in, judging it."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.people.roles import Permission
from sentra.production.flow import flow_of
from sentra.production.queries import assignment_view, making
from sentra.quality.operations import hand_in, inspect
from sentra.quality.queries import lot_detail, recent_inspections, rework_asked, waiting_lots, work_to_hand_in
from sentra.quality.room import room_for
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.quality.forms import HandIn, Inspect


@page(needs=Permission.READ_ORDERS)
def lots(request: ActorRequest) -> HttpResponse:
    """What waits for an eye, what may come through the door, what was found lately."""
    search = request.GET.get("cari", "")[:80]
    facts = {
        "waiting": waiting_lots(),
        "expected": work_to_hand_in(search),
        "search": search,
        "recent": recent_inspections(),
    }
    return TemplateResponse(request, "quality/lots.html", facts)


@page(needs=Permission.RECEIVE_LOTS)
def hand_in_page(request: ActorRequest, assignment_id: int, form: Form | None = None) -> HttpResponse:
    """Count what a maker brings for one piece of her work."""
    work = assignment_view(assignment_id)
    room = room_for(work)
    asked = rework_asked(assignment_id)
    most = min(room.pieces, room.half_finished)
    facts = {
        "work": work,
        "room": room,
        "most": most,
        "asked": asked,
        "making": making(work),
        "flow": flow_of(work.order_id, assignment_id=work.pk),
        "waits_for_stage": room.pieces > 0 and not room.half_finished,
        "form": form or HandIn(initial={"pieces": most}),
    }
    return TemplateResponse(request, "quality/hand_in.html", facts)


@action(needs=Permission.RECEIVE_LOTS, page=hand_in_page)
def take_in(request: ActorRequest, assignment_id: int) -> HttpResponse:
    form = in_hand(request, HandIn(request.POST))
    lot_taken = hand_in(assignment_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(
        request,
        _("Lot %(number)s taken in: %(pieces)s pieces.")
        % {"number": lot_taken.number, "pieces": lot_taken.pieces},
    )
    return redirect("lot", lot_taken.pk)


@page(needs=Permission.READ_ORDERS)
def lot(request: ActorRequest, lot_id: int, form: Form | None = None) -> HttpResponse:
    """One lot: the form to judge it, or what was found."""
    found = lot_detail(lot_id)
    fresh = Inspect(initial={"accepted": found.pieces})
    return TemplateResponse(
        request, "quality/lot.html", {"lot": found, "found": found.inspections.all(), "form": form or fresh}
    )


@action(needs=Permission.INSPECT, page=lot)
def judge(request: ActorRequest, lot_id: int) -> HttpResponse:
    form = in_hand(request, Inspect(request.POST, request.FILES))
    inspect(lot_id, **form.facts(), by=request.actor, at=timezone.now())
    messages.success(request, _("Inspection saved. The maker is owed for the accepted pieces."))
    return redirect("lot", lot_id)
