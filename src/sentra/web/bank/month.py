"""Bank beside books at the end of a month: green, or every rupiah named; and the same on paper."""

from datetime import date

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone

from sentra.ledger.chart import BANK
from sentra.payments import documents
from sentra.payments.queries import month_end, reconciliation, started
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.bank.words import LEDGERS, tabs
from sentra.web.guards import page
from sentra.web.papers import pdf

LISTED = 200


def _asked(request: HttpRequest, today: date) -> tuple[date, str]:
    """Month and account from the address; nonsense counts as this month's bank account."""
    try:
        until = month_end(date.fromisoformat(request.GET.get("bulan", "") + "-01"))
    except ValueError:
        until = month_end(today)
    ledger = request.GET.get("akun", BANK)
    return until, ledger if ledger in LEDGERS else BANK


@page(needs=Permission.READ_BOOKS)
def month_page(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Balance by the bank, by the books, and what lies between."""
    until, ledger = _asked(request, request.actor.today(timezone.now()))
    found = reconciliation(until, ledger)
    facts = {
        "found": found,
        "until": until,
        "month": f"{until:%Y-%m}",
        "ledger": ledger,
        "ledgers": LEDGERS.items(),
        "started": started(ledger),
        "lines": found.lines[:LISTED] if found else (),
        "postings": found.postings[:LISTED] if found else (),
        "tabs": tabs(request.actor, "bank-month"),
        "form": form,
    }
    return TemplateResponse(request, "bank/month.html", facts)


@page(needs=Permission.READ_BOOKS)
def paper(request: ActorRequest) -> HttpResponse:
    now = timezone.now()
    until, ledger = _asked(request, request.actor.today(now))
    found = reconciliation(until, ledger)
    if found is None:
        raise Http404
    house = House.of(request.actor.tenant_id)
    content = documents.reconciliation_paper(found, ledger, house, at=now)
    return pdf(content, f"rekonsiliasi-bank-{until:%Y-%m}.pdf")
