"""The administration books: the shelf, one book on screen, on paper, as a workbook; lines written by hand."""

from collections.abc import Iterator
from datetime import date, datetime
from itertools import islice
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from sentra.cooperative.book_notes import strike_note, write_note
from sentra.cooperative.models import BookNote
from sentra.kernel.actor import Actor
from sentra.kernel.dates import in_words
from sentra.kernel.pdf import render
from sentra.kernel.rupiah import formatted
from sentra.kernel.sheet_stream import xlsx_stream
from sentra.kernel.sheets import Cell, Column, Sheet
from sentra.kernel.tenancy import reading
from sentra.people.house import House
from sentra.people.roles import Permission
from sentra.reports.administration import BOOKS, BY_SLUG, IDR, AdministrationBook, Heading
from sentra.web.actors import ActorRequest
from sentra.web.administration.forms import StrikeNote, WriteNote
from sentra.web.guards import action, in_hand, page
from sentra.web.papers import flow, pdf

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ON_SCREEN = 200


@page(needs=Permission.READ_BOOKS)
def shelf(request: ActorRequest) -> HttpResponse:
    """Every book with its three doors. No query for any of them."""
    return TemplateResponse(request, "administration/shelf.html", {"books": BOOKS})


@page(needs=Permission.READ_BOOKS)
def book(
    request: ActorRequest, slug: str, note_id: int | None = None, form: Form | None = None
) -> HttpResponse:
    """The first lines of one book; the whole of it is in the files. One query beside the page's own.

    `note_id`: the line whose striking out was refused and comes back with `form`.
    """
    chosen = _book(slug)
    rows = list(islice(chosen.rows(), ON_SCREEN + 1))
    today = request.actor.today(timezone.now())
    shown = [map(_shown, row, chosen.headings) for row in rows[:ON_SCREEN]]
    facts = {
        "book": chosen, "rows": [list(zip(chosen.headings, cells, strict=True)) for cells in shown],
        "more": len(rows) > ON_SCREEN, "most": ON_SCREEN, "errors_of": form,
        "form": form if isinstance(form, WriteNote) else WriteNote(initial={"on": today}),
        "open_notes": _open_notes(slug, note_id, form) if chosen.notes else [],
    }  # fmt: skip
    return TemplateResponse(request, "administration/book.html", facts)


@action(needs=Permission.KEEP_BOOK_NOTES, page=book)
def write(request: ActorRequest, slug: str) -> HttpResponse:
    form = in_hand(request, WriteNote(request.POST))
    write_note(slug, **form.cleaned_data, by=request.actor, at=timezone.now())
    messages.success(request, _("Written down."))
    return redirect("administration-book", slug)


@action(needs=Permission.KEEP_BOOK_NOTES, page=book)
def strike(request: ActorRequest, slug: str, note_id: int) -> HttpResponse:
    form = in_hand(request, StrikeNote(request.POST))
    strike_note(note_id, reason=form.cleaned_data["reason"], by=request.actor, at=timezone.now())
    messages.success(request, _("Struck out. The line stays readable."))
    return redirect("administration-book", slug)


@page(needs=Permission.READ_BOOKS)
def paper(request: ActorRequest, slug: str) -> HttpResponse:
    """The whole book on paper, in Indonesian."""
    chosen, now = _book(slug), timezone.now()
    today = request.actor.today(now)
    with translation.override("id"):
        house = House.of(request.actor.tenant_id)
        data = {
            "letter": house.letter("BUKU", 1 + BOOKS.index(chosen), today.year, today),
            "title": _titled(str(chosen.title)), "heads": [str(one.title) for one in chosen.headings],
            "numbers": [one.numeric for one in chosen.headings],
            "narrow": [one.kind != "text" for one in chosen.headings],
            "rows": [list(map(_shown, row, chosen.headings)) for row in chosen.rows()],
        }  # fmt: skip
    return pdf(render("reports/papers/book.typ", data, at=now), f"buku-{slug}-{today.isoformat()}.pdf")


@page(needs=Permission.READ_BOOKS)
def workbook(request: ActorRequest, slug: str) -> HttpResponse:
    """The whole book as a workbook, read while it is sent."""
    chosen, at = _book(slug), timezone.now()
    columns = [Column(str(one.title), one.kind) for one in chosen.headings]
    language = translation.get_language() or "id"
    tab = Sheet(str(chosen.title), columns, _streamed(chosen, request.actor, language))
    return flow(xlsx_stream(tab, made_at=at), f"buku-{slug}-{_stamp(request, at)}.xlsx", XLSX)


def _stamp(request: ActorRequest, at: datetime) -> str:
    return request.actor.today(at).isoformat()


def _streamed(chosen: AdministrationBook, reader: Actor, language: str) -> Iterator[list[Cell]]:
    with reading(reader), translation.override(language), timezone.override(ZoneInfo(reader.zone)):
        for row in chosen.rows():
            yield list(row)


def _book(slug: str) -> AdministrationBook:
    if slug not in BY_SLUG:
        raise Http404
    return BY_SLUG[slug]


def _titled(name: str) -> str:
    return name if name.startswith("Buku") else f"Buku {name}"


def _shown(cell: str | int | date | None, heading: Heading) -> str:
    """As people read it: a day in words, rupiah with its marks."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return in_words(cell, "dated", language=(translation.get_language() or "id")[:2])
    return formatted(cell) if heading.kind == IDR and isinstance(cell, int) else str(cell)


def _open_notes(slug: str, refused: int | None, form: Form | None) -> list[tuple[BookNote, Form]]:
    """The newest lines that are not struck out, each with its form; a refused one keeps what was typed."""
    found = BookNote.objects.filter(book=slug, struck_at=None).order_by("-on", "-pk")
    return [
        (one, form if form and one.pk == refused else StrikeNote(auto_id=f"strike-{one.pk}-%s"))
        for one in found[:20]
    ]
