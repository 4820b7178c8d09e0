"""The papers of meetings and of a founding as PDF: one function each, the same bytes every time.

Papers are Indonesian. Numbers come from the record: minutes have their own, other papers carry its id.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import Key, Value, keys
from sentra.cooperative.founding.checklist import founders
from sentra.cooperative.meetings.notices import when
from sentra.cooperative.meetings.queries import Ballot, attendance, ballots
from sentra.cooperative.models import Attendee, Founding, Meeting, Officer, Resolution
from sentra.cooperative.rule_queries import lines
from sentra.kernel.dates import MONTHS
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.notices import in_the_house_language
from sentra.kernel.pdf import render
from sentra.kernel.rupiah import formatted
from sentra.kernel.words import kuitansi
from sentra.people.house import House
from sentra.people.models import Party
from sentra.people.queries import places

PARTS = {"AD": "Anggaran Dasar", "ART": "Anggaran Rumah Tangga"}
CAME = {"card": "Kartu", "tick": "Hadir", "online": "Lewat telepon", "": ""}
CODES = {"yes": "Setuju", "no": "Tidak setuju", "abstain": "Abstain", "blank": "Kosong/tidak sah"}
OUTCOMES = {
    "passed": "Disetujui.", "failed": "Tidak disetujui.", "tied": "Suara sama.", "withdrawn": "Dicabut.",
    "proposed": "Belum diputuskan.", "voting": "Belum diputuskan.",
}  # fmt: skip
KINDS = {
    "general": "Keputusan", "adoption": "Penetapan AD/ART", "clause": "Perubahan aturan",
    "officers": "Pemilihan", "expulsion": "Pemberhentian anggota",
    "surplus": "Pembagian SHU", "budget": "Anggaran (RAPB)",
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A PDF and what its file is called."""

    name: str
    content: bytes


def invitation(meeting_id: int) -> Paper:
    """Undangan: when, where, about what. Refuses a meeting that was not called."""
    meeting, house = _meeting(meeting_id)
    if meeting.called_on is None:
        raise Refused(_("Call the meeting first."))
    data = {
        "letter": house.letter("UND", meeting.pk, meeting.called_on.year, meeting.called_on),
        "title": meeting.title, "when": when(meeting, house.tenant.zone), "place": meeting.place,
        "agenda": [one.title for one in meeting.agenda.order_by("position")], "signer": _chair(house),
    }  # fmt: skip
    return _paper("invitation", f"undangan-{meeting.pk}", data, meeting.held_at)


def attendance_list(meeting_id: int) -> Paper:
    """Daftar hadir with room to sign, before the meeting or after it. Refuses before the calling."""
    meeting, house = _meeting(meeting_id)
    if meeting.called_on is None:
        raise Refused(_("Call the meeting first."))
    here = attendance(meeting_id)
    on = house.day(meeting.held_at)
    data = {
        "letter": house.letter("DH", meeting.pk, on.year, on), "title": meeting.title,
        "when": when(meeting, house.tenant.zone), "place": meeting.place, "came": here.came,
        "listed": here.listed, "lines": [_attended(one) for one in here.rows],
    }  # fmt: skip
    return _paper("attendance", f"daftar-hadir-{meeting.pk}", data, meeting.held_at)


def minutes(meeting_id: int) -> Paper:
    """Notulen, numbered when the meeting is closed. Refuses before."""
    meeting, house = _meeting(meeting_id)
    if meeting.stage != Meeting.Stage.CLOSED or meeting.number is None or meeting.year is None:
        raise Refused(_("The minutes get their number when the meeting ends."))
    assert meeting.closed_at is not None
    here = attendance(meeting_id)
    founding = meeting.kind == Meeting.Kind.FOUNDING
    data = {
        "letter": house.letter("NOT", meeting.number, meeting.year, house.day(meeting.closed_at)),
        "heading": "Berita Acara Pendirian" if founding else "Notulen Rapat",
        "title": meeting.title, "when": when(meeting, house.tenant.zone), "place": meeting.place,
        "entitled": meeting.entitled, "came": here.came, "quorum": meeting.quorum,
        "online": sum(one.came_how == Attendee.How.ONLINE for one in here.rows),
        "agenda": [{"title": one.title, "told": one.told} for one in meeting.agenda.order_by("position")],
        "votes": [_voted(one) for one in ballots(meeting_id) if one.ended],
        "remarks": meeting.remarks, "chaired_by": meeting.chaired_by, "minutes_by": meeting.minutes_by,
    }  # fmt: skip
    return _paper("minutes", f"notulen-{meeting.year}-{meeting.number:03d}", data, meeting.closed_at)


def statutes(tenant_id: int, *, today: date, at: datetime) -> Paper:
    """AD/ART: every adjustable value as the clauses have it on this day; drafts are marked."""
    house = House.of(tenant_id)
    parts: dict[str, dict[str, list[dict[str, Any]]]] = {}
    told = lines(today=today)
    for one in told:
        part, number = one.key.article.split()
        parts.setdefault(PARTS[part], {}).setdefault(f"Pasal {number}", []).append(
            {"name": one.key.name, "value": said(one.key, one.value), "law": one.key.law, "draft": one.draft}
        )
    forming = house.tenant.kind == Tenant.Kind.FORMING
    data = {
        "letter": house.letter("ADART", 1, today.year, today), "draft": any(one.draft for one in told),
        "name": house.tenant.name, "kind": _form(forming=forming),
        "parts": [
            {"title": title, "articles": [{"article": one, "lines": rows} for one, rows in held.items()]}
            for title, held in parts.items()
        ],
    }  # fmt: skip
    return _paper("statutes", "ad-art", data, at)


def founders_list(tenant_id: int, *, capital: bool, today: date, at: datetime) -> Paper:
    """Daftar pendiri; with `capital` the statement of what each has paid in, in words too."""
    house = House.of(tenant_id)
    signed = founders(today=today)
    total = sum(one.paid_idr for one in signed) if capital else 0
    data = {
        "letter": house.letter("MA" if capital else "DP", 1, today.year, today), "capital": capital,
        "heading": "Pernyataan Modal Awal" if capital else "Daftar Pendiri", "lead": house.tenant.name,
        "intro": "Kami para pendiri menyatakan telah menyetor simpanan awal sebagai berikut."
        if capital else "Yang bertanda tangan di bawah ini sepakat mendirikan koperasi.",
        "lines": [
            {"name": one.application.party.name, "place": _address(one.application.party),
             "represented": one.application.represented_by,
             "paid_idr": one.paid_idr if capital else 0}
            for one in signed
        ],
        "total_idr": total, "total_words": kuitansi(total) if total else "", "signer": _chair(house),
    }  # fmt: skip
    return _paper("founders", "modal-awal" if capital else "daftar-pendiri", data, at)


def _address(party: Party) -> str:
    """Street first, then the village; what is not known is left out."""
    parts = (party.address, places(party.village)[0])
    return ", ".join(part for part in parts if part)


def said(key: Key, value: Value) -> str:
    """A rule's value as a paper writes it: 12 %, Rp100.000, 7 hari, Menurun."""
    if key.kind == "idr":
        return formatted(int(value))
    if key.kind in {"bp", "permille"}:
        whole, rest = divmod(int(value), 100 if key.kind == "bp" else 10)
        tail = f"{rest:02d}".rstrip("0") if key.kind == "bp" else str(rest) if rest else ""
        return f"{whole},{tail} %" if tail else f"{whole} %"
    if key.kind == "month":
        return MONTHS[int(value) - 1]
    if key.kind == "yesno":
        return "ya" if value else "tidak"
    if key.kind == "choice":
        return key.choices[str(value)][0]
    units = {"days": "hari", "months": "bulan", "years": "tahun"}
    return f"{value} {units[key.kind]}" if key.kind in units else str(value) or "…"


def _meeting(meeting_id: int) -> tuple[Meeting, House]:
    meeting = Meeting.objects.get(pk=meeting_id)
    return meeting, House.of(meeting.tenant_id)  # type: ignore[arg-type]  # always set: the plugin is wrong


def _attended(one: Attendee) -> dict[str, str]:
    number = str(one.member.number) if one.member else "–"
    return {"number": number, "name": one.party.name, "came": CAME[one.came_how]}


def _voted(one: Ballot) -> dict[str, Any]:
    made = one.made
    title = made.title
    if made.kind == Resolution.Kind.OFFICERS:
        with in_the_house_language():
            title = str(Officer.Post(made.effect["post"]).label)
    if made.kind == Resolution.Kind.CLAUSE:
        title += ": " + "; ".join(said(keys()[key], value) for key, value in made.effect["values"].items())
    note = f"Undian, disaksikan {made.lot_witness}." if made.lot_witness else ""
    return {
        "title": title, "text": made.text, "kind": KINDS[made.kind], "secret": made.secret, "cast": one.cast,
        "outcome": OUTCOMES[made.stage], "note": note,
        "choices": [
            {"name": each.name or CODES[each.code], "votes": each.votes or 0, "elected": bool(each.elected)}
            for each in one.results
        ],
    }  # fmt: skip


def _chair(house: House) -> dict[str, str]:
    held = Officer.objects.filter(post=Officer.Post.CHAIR, ended_on=None).select_related("party").first()
    if held is None and not house.own.get("signer"):
        return {"name": "", "role": "Nama dan tanda tangan"}  # nobody is elected yet: a line to sign on
    return {"name": held.party.name, "role": "Ketua"} if held else house.signer


def _form(*, forming: bool) -> str:
    founding = Founding.objects.first()
    words = {"primary": "Koperasi primer", "secondary": "Koperasi sekunder"}
    name = words[founding.form] if founding else "Koperasi"
    return f"{name} (dalam pembentukan)" if forming else name


def _paper(template: str, name: str, data: Mapping[str, Any], at: datetime) -> Paper:
    return Paper(f"{name}.pdf", render(f"cooperative/papers/{template}.typ", data, at=at))
