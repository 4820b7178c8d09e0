"""A member leaves: written down by one, settled by another, paid by a third hand or the first."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.leaving import open_debts, reckon
from sentra.capital.operations import pay_leaving, settle_leaving
from sentra.capital.queries.member import standing
from sentra.cooperative.membership import queries
from sentra.cooperative.membership.operations import ask_to_leave, name_heir, stay_after_all
from sentra.cooperative.models import Leaving, Member
from sentra.kernel.rupiah import formatted
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.members.forms import Heir, Leave, Pay


@page(needs=Permission.READ_MEMBERS)
def leaving(request: ActorRequest, member_id: int, form: Form | None = None) -> HttpResponse:
    """What she would get today, or what was settled; one next step."""
    today = request.actor.today(timezone.now())
    one = Member.objects.select_related("party").get(pk=member_id)
    found = queries.leaving_of(member_id)
    waits = one.left_on is None
    made: dict[str, Form] = {
        "leave": Leave(auto_id="leave_%s"), "heir": Heir(people=queries.people_to_choose(but=one.party_id)),
        "pay": Pay(initial={"paid_on": today}),
    }  # fmt: skip
    made |= {name: form for name, fresh in made.items() if form and type(form) is type(fresh)}
    facts = {
        "one": one, "party": one.party, "leaving": found, "forms": made, "wrong": form,
        "reckoning": reckon(one, today=today) if waits else None, "money": standing(one.party_id),
        "debts": open_debts(one) if found and not waits else [],
    }  # fmt: skip
    return TemplateResponse(request, "members/leaving.html", facts)


def _held(request: ActorRequest, member_id: int) -> int:
    with reading(request.actor):
        found = queries.leaving_of(member_id)
    if found is None:
        raise Leaving.DoesNotExist
    return found.pk


@action(needs=Permission.SPEAK_AS_MEMBER, page=leaving)
def ask(request: ActorRequest, member_id: int) -> HttpResponse:
    form = in_hand(request, Leave(request.POST, auto_id="leave_%s"))
    ask_to_leave(member_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down. Somebody else settles it."))
    return redirect("leaving", member_id)


@action(needs=Permission.SPEAK_AS_MEMBER, page=leaving)
def stay(request: ActorRequest, member_id: int) -> HttpResponse:
    stay_after_all(_held(request, member_id), by=request.actor, at=timezone.now())
    messages.success(request, _("She stays a member."))
    return redirect("member", member_id)


@action(needs=Permission.MANAGE_MEMBERS, page=leaving)
def heir(request: ActorRequest, member_id: int) -> HttpResponse:
    with reading(request.actor):
        bound = Heir(request.POST, people=queries.people_to_choose())
    form = in_hand(request, bound)
    name_heir(
        _held(request, member_id), heir_id=form.cleaned_data["who"], new=form.new(),
        proof=form.cleaned_data["proof"], by=request.actor, at=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("The heir is written down."))
    return redirect("leaving", member_id)


@action(needs=Permission.DECIDE_MEMBERS, page=leaving)
def settle(request: ActorRequest, member_id: int) -> HttpResponse:
    made = settle_leaving(_held(request, member_id), by=request.actor, at=timezone.now())
    messages.success(request, _after(made))
    return redirect("leaving", member_id)


def _after(made: Leaving) -> str:
    """What comes next, in the words of what was reckoned."""
    if made.payable_idr:
        return _("Settled. The treasurer pays what is left.")
    if made.owing_idr:
        return _("Settled. %(idr)s is still owed; nothing is paid out.") % {"idr": formatted(made.owing_idr)}
    return _("Settled. Nothing is left to pay.")


@action(needs=Permission.PAY_SAVINGS, page=leaving)
def pay(request: ActorRequest, member_id: int) -> HttpResponse:
    form = in_hand(request, Pay(request.POST))
    pay_leaving(_held(request, member_id), **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Paid and in the books."))
    return redirect("leaving", member_id)
