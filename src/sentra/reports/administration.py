"""The sixteen administration books of a cooperative, and that of loans: each a title, columns and its rows.

Rows come from the data that exists (register, savings, meetings, journal …); what has no table of its own is
a book of notes. Every book is one query, streamed; letters are four. Days are those of the active time zone.
Source of the list: domain.md 1.20 (practice, no one law).
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import BookNote, Loan, Meeting, Member, Officer, Resolution, SavingsMove
from sentra.kernel.sheets import Kind
from sentra.ledger.assets.register import standings
from sentra.ledger.queries.cash_book import cash_book
from sentra.orders.models import Delivery, Invoice, Order

AT_ONCE = 1_000
NUMBER: Final[Kind] = "number"
IDR: Final[Kind] = "idr"
DATE: Final[Kind] = "date"
Cell = str | int | date | None
Row = Sequence[Cell]


@dataclass(frozen=True)
class Heading:
    title: Any
    kind: Kind = "text"

    @property
    def numeric(self) -> bool:
        return self.kind in {NUMBER, IDR}


@dataclass(frozen=True)
class AdministrationBook:
    """`rows` reads in the order of the book. `notes`: it is written by hand, a line at a time."""

    slug: str
    title: Any
    headings: tuple[Heading, ...]
    rows: Callable[[], Iterator[Row]]

    @property
    def notes(self) -> bool:
        return self.slug in BookNote.Book.values


def _local(at: datetime) -> date:
    """The day it was where the reader's cooperative lives, not the UTC day."""
    return timezone.localtime(at).date()


def _each(found: QuerySet[Any]) -> Iterator[Any]:
    return found.iterator(chunk_size=AT_ONCE)


def _members() -> Iterator[Row]:
    for one in _each(Member.objects.select_related("party__village").order_by("number")):
        village = one.party.village.name if one.party.village else ""
        left = one.get_left_how_display() if one.left_how else ""
        yield one.number, one.party.name, village, one.joined_on, one.left_on, left


def _savings() -> Iterator[Row]:
    for one in _each(SavingsMove.objects.select_related("member__party").order_by("moved_on", "pk")):
        yield (
            one.moved_on, f"{one.number}/{one.year}", one.member.number, one.member.party.name,
            one.get_kind_display(), max(one.amount_idr, 0), max(-one.amount_idr, 0), one.taken_back_reason,
        )  # fmt: skip


def _officers(*, supervisors: bool) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        found = Officer.objects.select_related("party").order_by("since", "pk")
        chosen = found.filter(post="supervisor") if supervisors else found.exclude(post="supervisor")
        for one in _each(chosen):
            post = one.get_post_display()
            yield one.party.name, post, one.since, one.until, one.ended_on, one.ended_reason

    return rows


def _decisions() -> Iterator[Row]:
    found = Resolution.objects.exclude(meeting__kind=Meeting.Kind.BOARD).exclude(stage="withdrawn")
    for one in _each(found.select_related("meeting").order_by("meeting__held_at", "meeting_id", "position")):
        meeting = one.meeting
        number = f"{meeting.number}/{meeting.year}" if meeting.number else ""
        yield (
            _local(meeting.held_at),
            number,
            meeting.title,
            one.title,
            one.text,
            one.get_stage_display(),
        )


def _board_minutes() -> Iterator[Row]:
    found = Meeting.objects.filter(kind=Meeting.Kind.BOARD, stage=Meeting.Stage.CLOSED)
    for one in _each(found.order_by("held_at", "pk")):
        number = f"{one.number}/{one.year}"
        yield (
            _local(one.held_at),
            number,
            one.title,
            one.place,
            one.chaired_by,
            one.minutes_by,
            one.remarks,
        )


def _letters() -> Iterator[Row]:
    """Quotations, delivery notes, invoices and invitations as they went out, by day."""
    offers = [
        (_local(one.quoted_at), str(_("Quotation")), f"{one.number}/{one.year}", one.buyer.name)
        for one in _each(Order.objects.select_related("buyer"))
    ]
    notes = [
        (one.delivered_on, str(_("Delivery note")), f"{one.number}/{one.year}", one.order.buyer.name)
        for one in _each(Delivery.objects.select_related("order__buyer"))
    ]
    invoices = [
        (one.issued_on, str(_("Invoice")), f"{one.number}/{one.year}", one.order.buyer.name)
        for one in _each(Invoice.objects.select_related("order__buyer"))
    ]
    calls = [
        (one.called_on, str(_("Invitation")), str(one.pk), one.title)
        for one in _each(Meeting.objects.filter(called_on__isnull=False))
    ]
    yield from sorted([*offers, *notes, *invoices, *calls])


def _assets() -> Iterator[Row]:
    """What is there and what has left, with what it had lost; never what was written down wrongly."""
    for one in standings(gone=True):
        asset = one.asset
        yield (
            asset.number, asset.name, asset.bought_on, one.cost_idr, one.lost_idr, one.book_value_idr,
            asset.left_on,
        )  # fmt: skip


def _loans() -> Iterator[Row]:
    for one in _each(Loan.objects.select_related("member__party").order_by("asked_on", "pk")):
        yield (
            f"{one.number}/{one.year}", one.member.number, one.member.party.name, one.purpose,
            one.principal_idr,
            one.months, one.asked_on, one.paid_out_on, one.get_stage_display(),
        )  # fmt: skip


def _notes(book: str) -> Callable[[], Iterator[Row]]:
    def rows() -> Iterator[Row]:
        for one in _each(BookNote.objects.filter(book=book).order_by("on", "pk")):
            yield one.on, one.who, one.text, one.follow_up, one.struck_reason

    return rows


DAY, NAME, MEMBER = Heading(_("Day"), DATE), Heading(_("Name")), Heading(_("Member no."), NUMBER)
NOTED = (
    DAY,
    Heading(_("Who")),
    Heading(_("What")),
    Heading(_("What followed")),
    Heading(_("Struck out because")),
)
TERM = (
    NAME,
    Heading(_("Post")),
    Heading(_("From"), DATE),
    Heading(_("Term until"), DATE),
    Heading(_("Ended"), DATE),
    Heading(_("Why")),
)
MINUTES = (
    DAY, Heading(_("Number")), Heading(_("Meeting")), Heading(_("Place")), Heading(_("Chaired by")),
    Heading(_("Minutes by")), Heading(_("Remarks")),
)  # fmt: skip


def _noted(book: str, title: Any) -> AdministrationBook:
    return AdministrationBook(book, title, NOTED, _notes(book))


BOOKS: Final = (
    AdministrationBook(
        "anggota", _("Members' register"),
        (MEMBER, NAME, Heading(_("Village")), Heading(_("Joined"), DATE), Heading(_("Left"), DATE),
         Heading(_("Why"))),
        _members,
    ),
    AdministrationBook(
        "simpanan", _("Savings"),
        (DAY, Heading(_("Receipt")), MEMBER, NAME, Heading(_("Kind")), Heading(_("In"), IDR),
         Heading(_("Out"), IDR), Heading(_("Taken back because"))), _savings,
    ),
    AdministrationBook("pengurus", _("Board"), TERM, _officers(supervisors=False)),
    AdministrationBook("pengawas", _("Supervisors"), TERM, _officers(supervisors=True)),
    _noted("karyawan", _("Employees")),
    _noted("tamu", _("Guests")),
    _noted("saran", _("Members' suggestions")),
    _noted("anjuran-pejabat", _("Advice of cooperative officials")),
    _noted("anjuran-instansi", _("Advice of other agencies")),
    AdministrationBook(
        "keputusan-rapat", _("Decisions of members' meetings"),
        (DAY, Heading(_("Minutes")), Heading(_("Meeting")), Heading(_("Decision")), Heading(_("Text")),
         Heading(_("Result"))), _decisions,
    ),
    AdministrationBook("notulen-pengurus", _("Minutes of the board"), MINUTES, _board_minutes),
    _noted("notulen-pengawas", _("Minutes of the supervisors")),
    _noted("kejadian", _("Important events")),
    AdministrationBook(
        "surat", _("Letters sent"), (DAY, Heading(_("Letter")), Heading(_("Number")), Heading(_("To"))),
        _letters,
    ),
    AdministrationBook(
        "inventaris", _("Inventory"),
        (Heading(_("Number"), NUMBER), Heading(_("What")), Heading(_("Bought on"), DATE),
         Heading(_("Purchase price"), IDR), Heading(_("Value lost"), IDR), Heading(_("Book value"), IDR),
         Heading(_("Left on"), DATE)), _assets,
    ),
    AdministrationBook(
        "kas", _("Cash book"),
        (DAY, Heading(_("Entry"), NUMBER), Heading(_("What")), Heading(_("In"), IDR), Heading(_("Out"), IDR),
         Heading(_("Balance"), IDR)), cash_book,
    ),
    AdministrationBook(
        "pinjaman", _("Loans"),
        (Heading(_("Number")), MEMBER, NAME, Heading(_("For what")), Heading(_("Amount"), IDR),
         Heading(_("Months"), NUMBER), Heading(_("Asked"), DATE), Heading(_("Paid out"), DATE),
         Heading(_("Stage"))),
        _loans,
    ),
)  # fmt: skip
BY_SLUG: Final[Mapping[str, AdministrationBook]] = {one.slug: one for one in BOOKS}
