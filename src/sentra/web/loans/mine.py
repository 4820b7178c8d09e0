"""Her own savings and loan on her phone: what she owns, owes and is owed, in big figures."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.capital.queries import makers_money
from sentra.cooperative.loans.operations import ask_loan, withdraw_wish
from sentra.cooperative.loans.queries import loan_of
from sentra.cooperative.loans.terms import Terms
from sentra.cooperative.savings.queries import member_of, moves_of, savings_on
from sentra.kernel.dates import months_later
from sentra.people.queries import coordinator_of
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.loans.comparing import worked_out
from sentra.web.loans.forms import Ask, Wish

SHOWN = 5


@page(needs=Permission.SEE_OWN_SAVINGS)
def my_savings(request: ActorRequest) -> HttpResponse:
    """What I own, owe and am owed."""
    her = request.actor.stands_for or 0
    today = request.actor.today(timezone.now())
    member = member_of(her)
    facts = {
        "member": member,
        "saved": savings_on(today, [member])[0] if member else None,
        "moves": moves_of(member.pk, most=SHOWN) if member else [],
        "loan": loan_of(member.pk, day=today) if member else None,
        "money": makers_money(her),
        "coordinator": coordinator_of(),
    }
    return TemplateResponse(request, "phone/savings.html", facts)


@page(needs=Permission.SEE_OWN_SAVINGS)
def my_loan(
    request: ActorRequest,
    loan_id: int | None = None,  # of the wish whose taking back was refused  # noqa: ARG001
    form: Form | None = None,
) -> HttpResponse:
    """Her loan, or what one would cost and the button to ask for it."""
    today = request.actor.today(timezone.now())
    member = member_of(request.actor.stands_for or 0)
    terms = Terms.on(today)
    since = months_later(member.joined_on, terms.after_months) if member else today
    wish = Wish(request.GET) if request.GET and form is None else Wish()
    facts = {
        "member": member,
        "herself": request.actor.may(Permission.SPEAK_AS_MEMBER),
        "loan": loan_of(member.pk, day=today) if member else None,
        "terms": terms,
        "not_before": since if since > today else None,
        "form": form,
        "wish_form": form if isinstance(form, Ask) else wish,
        "coordinator": coordinator_of(),
        **worked_out(form if isinstance(form, Ask) else wish, terms),
    }
    return TemplateResponse(request, "phone/loan.html", facts)


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_loan)
def ask(request: ActorRequest) -> HttpResponse:
    form = in_hand(request, Ask(request.POST))
    ask_loan(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Asked. The cooperative answers here."))
    return redirect("my-loan")


@action(needs=Permission.SPEAK_AS_MEMBER, page=my_loan)
def withdraw(request: ActorRequest, loan_id: int) -> HttpResponse:
    withdraw_wish(loan_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Taken back. You can ask again any day."))
    return redirect("my-loan")
