"""What the pack of the annual meeting consists of, paper by paper, in the order it is read. Indonesian."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from io import BytesIO
from typing import Any

from django.db.models import Q
from pypdf import PdfWriter

from sentra.cooperative.annual.figures import budget_facts, loan_lines, saved_lines
from sentra.cooperative.closing.documents import statements_paper
from sentra.cooperative.closing.reports import KINDS, report
from sentra.cooperative.meeting_documents import attendance_list
from sentra.cooperative.meetings.notices import when
from sentra.cooperative.meetings.queries import officers
from sentra.cooperative.models import Meeting, Member, Officer, Resolution, SurplusRun
from sentra.cooperative.surplus.documents import list_of_shares
from sentra.kernel.dates import months_later, written
from sentra.kernel.notices import in_the_house_language
from sentra.kernel.pdf import render
from sentra.ledger.queries import trial_balance
from sentra.ledger.statements.periods import YEAR
from sentra.people.house import House

USUAL_AGENDA = (
    "Pembukaan dan pengesahan jumlah yang hadir",
    "Laporan pertanggungjawaban pengurus",
    "Laporan pengawas",
    "Pengesahan laporan keuangan",
    "Pembagian sisa hasil usaha (SHU)",
    "Rencana kerja dan anggaran tahun berikutnya",
    "Lain-lain dan penutup",
)
"""UU 25/1992 art. 22-26 names what an annual meeting decides; used until the chair has written an agenda."""

WEIGHT: dict[str, int] = {SurplusRun.Stage.DRAFT: 0, SurplusRun.Stage.APPROVED: 1, SurplusRun.Stage.POSTED: 2}
GONE = (Meeting.Stage.CANCELLED, Meeting.Stage.POSTPONED)


@dataclass(frozen=True)
class Year:
    """The book year and what belongs to its annual meeting."""

    house: House
    year_end: date
    meeting: Meeting | None
    run: SurplusRun | None

    @property
    def since(self) -> date:
        return months_later(self.year_end + timedelta(days=1), -12)

    @property
    def lead(self) -> str:
        return f"Tahun buku {written(self.since)} sampai {written(self.year_end)}"

    def letter(self, today: date) -> dict[str, Any]:
        return self.house.letter("RAT", 1, self.year_end.year, today)


@dataclass(frozen=True)
class Part:
    """`make` gives a PDF, or None where this year has no such paper."""

    title: str
    make: Callable[[Year, date, datetime], bytes | None]


def year_of(tenant_id: int, year_end: date) -> Year:
    """The meeting is the first annual one after the year's end that was not called off. Three queries.

    Of several reckonings the booked one counts, else the approved one, else the newest draft.
    """
    after = Meeting.objects.filter(kind=Meeting.Kind.ANNUAL, held_at__date__gt=year_end)
    after = after.filter(held_at__date__lte=months_later(year_end, 12)).exclude(stage__in=GONE)
    runs = SurplusRun.objects.filter(year_end=year_end).exclude(stage__in=["dropped", "replaced"])
    run = max(runs, key=lambda one: (WEIGHT[one.stage], one.pk), default=None)
    return Year(House.of(tenant_id), year_end, after.order_by("held_at").first(), run)


def figures_of(year: Year) -> str:
    """A print of what the pack is made from: other figures, members, agenda or sharing, another print."""
    sums = [(row.code, row.turnover) for row in trial_balance(year.year_end).rows]
    members = list(_members(year.year_end).values_list("number", "party__name"))
    meeting = year.meeting
    told = [
        (meeting.title, meeting.held_at, meeting.place, *_agenda(meeting)) if meeting else (),
        list(meeting.attendees.order_by("pk").values_list("pk", "came_how")) if meeting else [],
        (year.run.pk, year.run.seal, year.run.stage) if year.run else (),
        [(one.post, one.party.name) for one in officers()],
        budget_facts(year.year_end),
    ]
    return sha256(repr((year.house.tenant.name, sums, members, told)).encode()).hexdigest()


def joined(made: list[tuple[str, bytes]]) -> bytes:
    """One PDF with a bookmark for each paper."""
    whole, out = PdfWriter(), BytesIO()
    for title, content in made:
        whole.append(BytesIO(content), outline_item=title)
    whole.write(out)
    return out.getvalue()


def _members(on: date) -> Any:
    """Members at the end of the day, by number."""
    there = Member.objects.filter(joined_on__lte=on).filter(Q(left_on=None) | Q(left_on__gt=on))
    return there.select_related("party").order_by("number")


def _agenda(meeting: Meeting | None) -> list[str]:
    told = list(meeting.agenda.order_by("position").values_list("title", flat=True)) if meeting else []
    decided = (
        Resolution.objects.filter(meeting=meeting).exclude(stage="withdrawn").order_by("position")
        if meeting else []
    )  # fmt: skip
    return [*told, *(one.title for one in decided if one.title not in told)] or list(USUAL_AGENDA)


def _cover(year: Year, today: date, at: datetime) -> bytes:
    meeting = year.meeting
    with in_the_house_language():
        held = [{"post": str(Officer.Post(one.post).label), "name": one.party.name} for one in officers()]
    data = {
        "letter": year.letter(today), "lead": year.lead, "contents": [one.title for one in PARTS],
        "when": when(meeting, year.house.tenant.zone) if meeting else "",
        "place": meeting.place if meeting else "", "agenda": _agenda(meeting), "officers": held,
        "planned": bool(meeting and meeting.agenda.exists()),
    }  # fmt: skip
    return render("cooperative/papers/pack_cover.typ", data, at=at)


def _attendance(year: Year, today: date, at: datetime) -> bytes:
    """The meeting's own list once it is called, else every member of the year's end with room to sign."""
    if year.meeting is not None and year.meeting.called_on is not None:
        return attendance_list(year.meeting.pk).content
    lines = [{"number": str(one.number), "name": one.party.name, "came": ""} for one in _members(today)]
    data = {
        "letter": year.letter(today), "title": f"Rapat anggota tahunan · {year.lead}",
        "when": "", "place": "", "came": 0, "listed": len(lines), "lines": lines,
    }  # fmt: skip
    return render("cooperative/papers/attendance.typ", data, at=at)


def _statements(year: Year, today: date, at: datetime) -> bytes:
    told = report(YEAR, year.year_end)
    return statements_paper(told, KINDS, letter=year.letter(today), signers=signers(), at=at)


def _surplus(year: Year, today: date, at: datetime) -> bytes | None:
    return list_of_shares(year.run, letter=year.letter(today), at=at) if year.run else None


def _savings(year: Year, today: date, at: datetime) -> bytes:
    saved, lent = saved_lines(list(_members(year.year_end)), year.year_end), loan_lines(year.year_end)
    data: Mapping[str, Any] = {
        "letter": year.letter(today), "lead": f"Per {written(year.year_end)}",
        "savings": saved, "loans": lent, "total_idr": sum(row["total_idr"] for row in saved),
        "left_idr": sum(row["left_idr"] for row in lent),
    }  # fmt: skip
    return render("cooperative/papers/pack_savings.typ", data, at=at)


def _budget(year: Year, today: date, at: datetime) -> bytes | None:
    found = budget_facts(year.year_end)
    if found is None:
        return None
    data = {"letter": year.letter(today), "lead": year.lead, **found}
    return render("cooperative/papers/pack_budget.typ", data, at=at)


def _approval(year: Year, today: date, at: datetime) -> bytes:
    data = {
        "letter": year.letter(today), "lead": year.lead, "signers": signers(),
        "members": _members(today).count(), "shared": year.run is not None,
    }  # fmt: skip
    return render("cooperative/papers/pack_approval.typ", data, at=at)


def signers() -> list[dict[str, str]]:
    """Chair, treasurer and supervisor as they are in office; an empty name leaves a line. One query."""
    named = {one.post: one.party.name for one in reversed(officers())}
    posts = (("chair", "Ketua"), ("treasurer", "Bendahara"), ("supervisor", "Pengawas"))
    return [{"label": f"{word},", "name": named.get(post, ""), "role": word} for post, word in posts]


PARTS = (
    Part("Sampul dan acara rapat", _cover),
    Part("Daftar anggota dan daftar hadir", _attendance),
    Part("Laporan keuangan", _statements),
    Part("Pembagian SHU", _surplus),
    Part("Simpanan dan pinjaman", _savings),
    Part("Anggaran (RAPB)", _budget),
    Part("Pengesahan", _approval),
)
