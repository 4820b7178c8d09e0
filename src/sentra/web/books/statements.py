"""The five statements on screen and on paper: every figure opens the lines it was made of."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.closing.documents import statements_paper
from sentra.cooperative.closing.notes import notes, split_rule
from sentra.cooperative.closing.reports import CASH, EQUITY, KINDS, NOTES, POSITION, RESULTS, Report, report
from sentra.cooperative.closing.sellers import sellers
from sentra.kernel.dates import months_later
from sentra.ledger.statements.equity import Change
from sentra.ledger.statements.periods import MONTH, TO_DATE, YEAR, Days
from sentra.ledger.statements.rows import Part, Row
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.web.actors import ActorRequest
from sentra.web.guards import page
from sentra.web.papers import pdf

WORDS = {POSITION: "neraca", RESULTS: "phu", EQUITY: "ekuitas", CASH: "arus-kas", NOTES: "calk"}
OF_WORD = {word: kind for kind, word in WORDS.items()}
EVERYTHING = "semua"
TABS = {
    POSITION: _("Balance sheet"),
    RESULTS: _("PHU"),
    EQUITY: _("Changes in equity"),
    CASH: _("Cash flows"),
    NOTES: _("Notes"),
}
TITLES = TABS | {RESULTS: _("Surplus of the business (PHU)")}
SPANS = {"bulan": MONTH, "berjalan": TO_DATE, "tahun": YEAR}
SPAN_NAMES = {
    "bulan": _("This month"),
    "berjalan": _("The book year so far"),
    "tahun": _("The whole book year"),
}


@dataclass(frozen=True)
class Asked:
    """The period in the address: `span` is one of SPANS, `month` its first day."""

    span: str
    month: date

    @property
    def year_before(self) -> "Asked":
        return Asked(self.span, months_later(self.month, -12))

    @property
    def query(self) -> str:
        return urlencode({"masa": self.span, "bulan": f"{self.month:%Y-%m}"})


def asked(request: ActorRequest) -> Asked:
    """What the address says; nonsense counts as the book year so far."""
    span = request.GET.get("masa", "")
    today = request.actor.today(timezone.now()).replace(day=1)
    try:
        month = date.fromisoformat(request.GET.get("bulan", "") + "-01")
        months_later(month, -24), months_later(month, 24)
    except ValueError:
        month = today
    return Asked(span if span in SPANS else "berjalan", month)


def _opened(request: ActorRequest) -> tuple[Asked, Report]:
    wanted = asked(request)
    return wanted, report(SPANS[wanted.span], wanted.month)


def _card(code: str, days: Days) -> str:
    asked_days = {"dari": days.since.isoformat(), "sampai": days.until.isoformat()}
    return f"{reverse('account', args=[code])}?{urlencode(asked_days)}"


def _change_url(change: Change, days: Days, wanted: Asked) -> str:
    """A part of equity opens its account, the running surplus the PHU, the sum the balance sheet's."""
    if change.code:
        return _card(change.code, days)
    if change.key == "running":
        return f"{reverse('statement', args=[WORDS[RESULTS]])}?{wanted.query}"
    return f"{reverse('statement-figure', args=[WORDS[POSITION], 'equity'])}?{wanted.query}"


def _url(row: Row, kind: str, wanted: Asked, told: Report) -> str:
    """Where the figure opens: its account, the PHU, or the page of the accounts it consists of."""
    if row.of_surplus:
        return f"{reverse('statement', args=[WORDS[RESULTS]])}?{wanted.query}"
    if row.code:
        return _card(row.code, told.days)
    if row.parts and kind in {POSITION, RESULTS, CASH}:
        return f"{reverse('statement-figure', args=[WORDS[kind], row.key])}?{wanted.query}"
    return ""


def _linked(rows: Iterable[Row], kind: str, wanted: Asked, told: Report) -> list[tuple[Row, str]]:
    return [(row, _url(row, kind, wanted, told)) for row in rows]


def _frame(wanted: Asked, told: Report, kind: str) -> dict[str, object]:
    return {
        "asked": wanted,
        "report": told,
        "kind": kind,
        "word": WORDS[kind],
        "title": TITLES[kind],
        "spans": [(key, SPAN_NAMES[key], key == wanted.span) for key in SPANS],
        "tabs": [
            {
                "label": TABS[one],
                "url": f"{reverse('statement', args=[WORDS[one]])}?{wanted.query}",
                "current": one == kind,
            }
            for one in KINDS
        ],
        "paper_url": f"{reverse('statement-paper', args=[WORDS[kind]])}?{wanted.query}",
        "all_url": f"{reverse('statement-paper', args=[EVERYTHING])}?{wanted.query}",
    }


@page(needs=Permission.READ_BOOKS)
def statement(request: ActorRequest, word: str = "neraca") -> HttpResponse:
    """One of the five, of a month, the book year so far or the whole book year, beside a year before."""
    if word not in OF_WORD:
        raise Http404
    kind = OF_WORD[word]
    wanted, told = _opened(request)
    facts = _frame(wanted, told, kind)
    if kind == EQUITY:
        facts["changes"] = [
            (days, changes, [(row, _change_url(row, days, at)) for row in changes.rows],
             _change_url(changes.total, days, at))
            for days, changes, at in zip((told.days, told.days_before), told.equity,
                                         (wanted, wanted.year_before), strict=True)
        ]  # fmt: skip
    elif kind == NOTES:
        name = request.tenant.name if request.tenant else ""
        facts["notes"] = [(note, _linked(note.rows, kind, wanted, told)) for note in notes(told, name)]
    else:
        facts["rows"] = _linked(told.statement(kind).rows, kind, wanted, told)
    if kind == RESULTS:
        facts["rule"] = split_rule(told)
        facts["sellers_url"] = f"{reverse('statement-sellers')}?{wanted.query}"
    return TemplateResponse(request, "books/statement.html", facts)


@page(needs=Permission.READ_BOOKS)
def figure(request: ActorRequest, word: str, key: str) -> HttpResponse:
    """A composite figure: the accounts it consists of, each with its part and its card."""
    if word not in OF_WORD:
        raise Http404
    wanted, told = _opened(request)
    try:
        row = told.statement(OF_WORD[word]).row(key)
    except KeyError as unknown:
        raise Http404 from unknown
    parts: list[tuple[Part, str]] = [(part, _card(part.code, told.days)) for part in row.parts]
    facts = _frame(wanted, told, OF_WORD[word]) | {"row": row, "parts": parts}
    facts["running"] = row.now_idr - sum(part.now_idr for part in row.parts)
    facts["sellers_url"] = (
        f"{reverse('statement-sellers')}?{wanted.query}" if any(part.share for part in row.parts) else ""
    )
    return TemplateResponse(request, "books/figure.html", facts)


@page(needs=Permission.READ_BOOKS)
def sold(request: ActorRequest) -> HttpResponse:
    """From whom goods were bought in the period: what the PHU is split by."""
    wanted, told = _opened(request)
    found = sellers(told.days.since, told.days.until)
    facts = _frame(wanted, told, RESULTS) | {
        "sellers": found,
        "members_idr": sum(one.members_idr for one in found),
        "others_idr": sum(one.others_idr for one in found),
    }
    return TemplateResponse(request, "books/sellers.html", facts)


@page(needs=Permission.READ_BOOKS)
def paper(request: ActorRequest, word: str) -> HttpResponse:
    """One statement, or all five, as a PDF."""
    if word not in {*OF_WORD, EVERYTHING}:
        raise Http404
    kinds = KINDS if word == EVERYTHING else (OF_WORD[word],)
    _wanted, told = _opened(request)
    now = timezone.now()
    house = House.of(request.actor.tenant_id)
    until = told.days.until
    letter = house.letter("LK", until.month, until.year, request.actor.today(now))
    content = statements_paper(told, kinds, letter=letter, signers=_signers(house), at=now)
    return pdf(content, f"{word}-{told.days.since:%Y-%m}-{until:%Y-%m}.pdf")


def _signers(house: House) -> list[dict[str, str]]:
    return [
        {"label": "Ketua,", "name": house.signer["name"], "role": house.signer["role"]},
        {"label": "Bendahara,", "name": "", "role": "Bendahara"},
        {"label": "Pengawas,", "name": "", "role": "Pengawas"},
    ]
