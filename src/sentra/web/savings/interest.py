"""Interest on voluntary savings: what last month would give, and the button that books it."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.savings.interest import CLAUSE, TAX, earned_in
from sentra.cooperative.savings.operations import book_savings_interest
from sentra.cooperative.savings.queries import interest_months
from sentra.kernel.dates import months_later
from sentra.ledger.rates import rate
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.savings.forms import Month


@page(needs=Permission.READ_MEMBERS)
def months(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """The month that is over: each one's least balance, interest, tax; booked months below."""
    first = months_later(request.actor.today(timezone.now()).replace(day=1), -1)
    last = date.fromordinal(months_later(first, 1).toordinal() - 1)
    booked = list(interest_months())
    facts = {
        "first": first,
        "earned": [] if first in booked else earned_in(first, last),
        "booked": booked,
        "done": first in booked,
        "rate_bp": rules_on(last).number(CLAUSE),
        "tax": rate(TAX, last),
        "form": form,
    }
    return TemplateResponse(request, "savings/interest.html", facts)


@action(needs=Permission.PAY_SAVINGS, page=months)
def book(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Month(request.POST))
    book_savings_interest(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Booked for every member."))
    return redirect("savings-interest")
