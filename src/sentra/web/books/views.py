"""The books on screen: every figure opens its lines, every line its document."""

from datetime import date

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from sentra.kernel.tenancy import reading
from sentra.ledger.operations import post_entry, reverse_entry
from sentra.ledger.queries import account_card, entry, journal, party_balances, trial_balance
from sentra.ledger.queries.choices import account_choices, closed_until
from sentra.people.queries import party_choices
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.books.forms import NewEntry, Reverse
from sentra.web.books.sources import all_opened, corrected_at, opened
from sentra.web.guards import action, in_hand, page


def _day(request: HttpRequest, name: str) -> date | None:
    """A day from the address; nonsense counts as none."""
    try:
        return parse_date(request.GET.get(name, ""))
    except ValueError:
        return None


def _key(request: HttpRequest, name: str) -> tuple[date, int] | None:
    """A keyset page key such as 2026-08-03.17."""
    day, _dot, pk = request.GET.get(name, "").partition(".")
    try:
        return (date.fromisoformat(day), int(pk))
    except ValueError:
        return None


@page(needs=Permission.READ_BOOKS)
def books(request: ActorRequest) -> HttpResponse:
    """The trial balance at the end of a day: each figure opens its account card."""
    until = _day(request, "sampai") or request.actor.today(timezone.now())
    facts = {
        "trial": trial_balance(until),
        "until": until,
        "closed": closed_until(),
    }
    return TemplateResponse(request, "books/trial.html", facts)


@page(needs=Permission.READ_BOOKS)
def journal_page(request: ActorRequest) -> HttpResponse:
    """Entries, newest first; of one document when the address names it."""
    source = request.GET.get("sumber") or None
    shown = journal(before=_key(request, "sebelum"), source=source)
    older = f"?sebelum={shown.older[0]}.{shown.older[1]}" if shown.older else ""
    if older and source:
        older += f"&sumber={source}"
    behind = all_opened({one.source for one in shown.entries} | ({source} if source else set()))
    facts = {
        "page": shown,
        "rows": [(one, behind[one.source]) for one in shown.entries],
        "older": older,
        "source": behind[source] if source else None,
    }
    return TemplateResponse(request, "books/journal.html", facts)


@page(needs=Permission.READ_BOOKS)
def account(request: ActorRequest, code: str) -> HttpResponse:
    """One account line by line with its running balance; of one person when the address names her."""
    who = request.GET.get("pihak", "")
    card = account_card(
        code,
        party_id=int(who) if who.isdecimal() else None,
        from_on=_day(request, "dari"),
        until=_day(request, "sampai"),
        after=_key(request, "setelah"),
    )
    later = f"?setelah={card.later[0]}.{card.later[1]}&pihak={who}" if card.later else ""
    people = (
        [(one, card.standing(one.balance_idr)) for one in party_balances(code)]
        if card.account.by_party and not who
        else []
    )
    return TemplateResponse(request, "books/account.html", {"card": card, "later": later, "people": people})


@page(needs=Permission.READ_BOOKS)
def entry_page(request: ActorRequest, entry_id: int, form: Form | None = None) -> HttpResponse:
    """One entry with its lines, its document, and the way to correct it."""
    found = entry(entry_id)
    facts = {
        "entry": found,
        "source": opened(found.source),
        "record": corrected_at(found.cause, found.source),
        "form": form or Reverse(),
    }
    return TemplateResponse(request, "books/entry.html", facts)


@action(needs=Permission.REVERSE_ENTRY, page=entry_page)
def reverse(request: ActorRequest, entry_id: int) -> HttpResponse:
    form = in_hand(request, Reverse(request.POST))
    mirror = reverse_entry(entry_id, form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Reversed. The old entry stays, this one cancels it."))
    return redirect("entry", mirror.pk)


def _entry_form(data: object = None, **more: object) -> NewEntry:
    return NewEntry(data, accounts=account_choices(), parties=party_choices(), **more)  # type: ignore[arg-type]


@page(needs=Permission.POST_ENTRY)
def new_entry(request: ActorRequest, form: Form | None = None) -> HttpResponse:
    """Book by hand what no recipe covers."""
    today = request.actor.today(timezone.now())
    fresh = form if isinstance(form, NewEntry) else _entry_form(initial={"booked_on": today})
    return TemplateResponse(request, "books/new_entry.html", {"form": fresh})


@action(needs=Permission.POST_ENTRY, page=new_entry)
def save_entry(request: ActorRequest) -> HttpResponse:
    with reading(request.actor):  # the form's choices come from the books
        bound = _entry_form(request.POST)
    form = in_hand(request, bound)
    said = form.cleaned_data
    made = post_entry(said["booked_on"], said["memo"], form.lines(), by=request.actor, at=timezone.now())
    messages.success(request, _("Booked."))
    return redirect("entry", made.pk)
