"""One open advance: what is left of it, and the two ways it ends besides a slip."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.models import Advance
from sentra.capital.operations import repay_advance, take_back_advance, write_off_advance
from sentra.capital.queries import weekly_wages
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.payouts.forms import Repay, TakeBack, WriteOff


@page(needs=Permission.READ_BOOKS)
def advance(request: ActorRequest, advance_id: int, form: Form | None = None) -> HttpResponse:
    """Whose, for which work, how much is open; what stands on a slip waits for that slip."""
    people = "party", "assignment__order__buyer", "assignment__stage__product"
    found = Advance.objects.select_related(*people).get(pk=advance_id)
    today = request.actor.today(timezone.now())
    fresh = Repay(initial={"amount_idr": found.open_idr, "method": "cash", "paid_on": today})
    facts = {
        "advance": found,
        "wages_idr": weekly_wages({found.assignment.workshop_id}).get(found.assignment.workshop_id, 0),
        "form": form,
        "repay": form if isinstance(form, Repay) else fresh,
        "may_write_off": request.actor.may(Permission.CANCEL_ORDER)
        and found.granted_by != request.actor.user_id,
        "take_back": form if isinstance(form, TakeBack) else TakeBack(),
        "write_off": form if isinstance(form, WriteOff) else WriteOff(),
    }
    return TemplateResponse(request, "payouts/advance.html", facts)


@action(needs=Permission.PAY_OUT, page=advance)
def repay(request: ActorRequest, advance_id: int) -> HttpResponse:
    form = in_hand(request, Repay(request.POST))
    repay_advance(advance_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked: she handed it back."))
    return redirect("advance", advance_id)


@action(needs=Permission.CANCEL_ORDER, page=advance)
def write_off(request: ActorRequest, advance_id: int) -> HttpResponse:
    form = in_hand(request, WriteOff(request.POST))
    write_off_advance(advance_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written off, with the reason."))
    return redirect("advance", advance_id)


@action(needs=Permission.PAY_OUT, page=advance)
def take_back(request: ActorRequest, advance_id: int) -> HttpResponse:
    form = in_hand(request, TakeBack(request.POST))
    take_back_advance(advance_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back, also in the books. She owes nothing of it."))
    return redirect("advance", advance_id)
