"""Loans on screen: who owes what and who is late, what one would cost, asked and decided."""

from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from sentra.cooperative.loans import queries
from sentra.cooperative.loans.brought import BROUGHT
from sentra.cooperative.loans.operations import approve_loan, refuse_loan, write_wish
from sentra.cooperative.loans.terms import Terms, table_of
from sentra.cooperative.models import Member
from sentra.kernel.tenancy import reading
from sentra.people.models import User
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import action, in_hand, page
from sentra.web.loans.comparing import worked_out
from sentra.web.loans.forms import AskFor, Early, Instalment, Paid, Wish
from sentra.web.reasons import Why


@page(needs=Permission.READ_MEMBERS)
def loans(request: ActorRequest) -> HttpResponse:
    """Wishes to decide, loans that run with their arrears, and what has ended."""
    today = request.actor.today(timezone.now())
    found = queries.loans(day=today, stages=("asked", "approved", "running", "repaid", "written_off"))
    by_stage = {
        "wishes": [one for one in found if one.loan.stage in {"asked", "approved"}],
        "running": [one for one in found if one.loan.stage == "running"],
        "ended": [one for one in found if one.loan.stage in {"repaid", "written_off"}][:20],
    }
    facts = {
        "left_idr": sum(one.left_idr for one in by_stage["running"]),
        "late_idr": sum(one.late.total_idr for one in by_stage["running"]),
        **by_stage,
    }
    return TemplateResponse(request, "loans/list.html", facts)


@page(needs=Permission.READ_MEMBERS)
def calculator(request: ActorRequest) -> HttpResponse:
    """What a loan costs, three ways side by side, before anybody asks."""
    terms = Terms.on(request.actor.today(timezone.now()))
    form = Wish(request.GET) if request.GET else Wish(initial={"months": terms.most_months})
    facts = {"form": form, "terms": terms, **worked_out(form, terms)}
    return TemplateResponse(request, "loans/calculator.html", facts)


def _members() -> list[tuple[int, str]]:
    found = Member.objects.filter(left_on=None).select_related("party").order_by("number")
    return [(one.pk, f"{one.number}. {one.party.name}") for one in found]


@page(needs=Permission.LEND)
def new(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    terms = Terms.on(request.actor.today(timezone.now()))
    first = {name: request.GET.get(name, "") for name in ("member_id", "principal_idr", "months")}
    ask = form if isinstance(form, AskFor) else AskFor(members=_members(), initial=first)
    return TemplateResponse(request, "loans/new.html", {"form": form, "ask": ask, "terms": terms})


@action(needs=Permission.LEND, page=new)
def write_down(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):
        bound = AskFor(request.POST, members=_members())
    form = in_hand(request, bound)
    made = write_wish(**form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down. Somebody else decides."))
    return redirect("loan", made.pk)


@page(needs=Permission.READ_MEMBERS)
def loan(request: ActorRequest, loan_id: int, form: Form | None = None) -> HttpResponse:
    """One loan: its schedule, what is paid, what can be done next."""
    today = request.actor.today(timezone.now())
    view = queries.loan_view(loan_id, day=today)
    standing, one = view.standing, view.standing.loan
    fresh = {"method": "cash", "paid_on": today}
    people = [pk for pk in (one.asked_by, one.decided_by) if pk]
    names = dict(User.objects.filter(pk__in=people).values_list("pk", "name"))
    actor = request.actor
    facts = {
        "brought": one.pay_method == BROUGHT, "view": view, "standing": standing, "loan": one, "form": form,
        "asked_by": names.get(one.asked_by or 0, ""), "decided_by": names.get(one.decided_by or 0, ""),
        "planned": table_of(one) if one.stage in {"asked", "approved"} else [],
        "may_decide": one.stage == "asked" and actor.may(Permission.APPROVE_LOAN)
        and one.asked_by != actor.user_id,
        "may_write_off": bool(one.write_off_asked_by) and one.stage == "running"
        and actor.may(Permission.APPROVE_LOAN),
        "reason": form if isinstance(form, Why) else Why(),
        "pay": form if type(form) is Paid else Paid(initial=fresh),
        "early": form if isinstance(form, Early) else Early(initial=fresh),
        "instalment": form if isinstance(form, Instalment)
        else Instalment(initial=fresh | {"amount_idr": standing.late.total_idr or standing.next_idr or None}),
    }  # fmt: skip
    return TemplateResponse(request, "loans/loan.html", facts)


@action(needs=Permission.APPROVE_LOAN, page=loan)
def approve(request: ActorRequest, loan_id: int) -> HttpResponse:
    approve_loan(loan_id, by=request.actor, at=timezone.now())
    messages.success(request, _("Approved. The treasurer can pay it out."))
    return redirect("loan", loan_id)


@action(needs=Permission.APPROVE_LOAN, page=loan)
def refuse(request: ActorRequest, loan_id: int) -> HttpResponse:
    form = in_hand(request, Why(request.POST))
    refuse_loan(loan_id, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Refused, with the reason. She reads it on her phone."))
    return redirect("loan", loan_id)
