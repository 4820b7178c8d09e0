"""Meetings in the demo: officers of before Sentra, an annual meeting with its minutes, one that is called;
and a group of the first district on its way to a cooperative.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from sentra.console.demo.settle import PASSWORD, House, cast_of
from sentra.cooperative.clauses import keys
from sentra.cooperative.founding.operations import add_founder, open_group, pay_in
from sentra.cooperative.meetings.ballots import Hands
from sentra.cooperative.meetings.operations import (
    call_meeting,
    close_meeting,
    close_vote,
    note_came,
    open_meeting,
    open_vote,
    plan_meeting,
    propose_change,
    propose_election,
    propose_resolution,
    record_hands,
    take_over_officer,
    write_minutes,
)
from sentra.cooperative.meetings.operations.minutes import Written
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.models import Attendee, Choice, Founding, Meeting, Member, Officer, Resolution
from sentra.cooperative.ruling import draft_rules, take_over_rules
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within

GROUP = "Kelompok Purun Maju"
GROUP_SLUG = "kelompok-purun-maju"
DAY = timedelta(days=1)
POSTS = (Officer.Post.CHAIR, Officer.Post.SECRETARY, Officer.Post.TREASURER, Officer.Post.SUPERVISOR)
FOUNDERS = (
    "Rahmatul Jannah", "Nor Aida", "Mahdalena", "Siti Aminah", "Raudah", "Nurul Huda", "Hasanah",
    "Mariatul Kiftiah", "Salamah",
)  # fmt: skip


def meetings(house: House, *, now: datetime) -> Iterator[str]:
    """The deed's rules and officers, the annual meeting of this year, and the next one with an election."""
    _of_the_deed(house, at=now - 55 * DAY, book_year_ends=year_end(now).month)
    _annual(house, called_at=now - 54 * DAY, held_at=nine(house, now - 40 * DAY))
    _next(house, at=now - DAY, held_at=nine(house, now + 12 * DAY))
    yield "rapat tahunan dengan notulen, rapat berikut sudah diundang"


def year_end(now: datetime) -> date:
    """The last day of the book year the demo has closed: a month end some weeks ago."""
    return (now - 40 * DAY).date().replace(day=1) - DAY


def nine(house: House, day: datetime) -> datetime:
    place = ZoneInfo(house.tenant.zone)
    return datetime.combine(day.astimezone(place).date(), time(9), tzinfo=place)


def _members(house: House) -> list[Member]:
    with transaction.atomic(), within(house.tenant.pk):
        return list(Member.objects.filter(left_on=None).order_by("number")[:12])


def _of_the_deed(house: House, *, at: datetime, book_year_ends: int) -> None:
    chair = house.cast["chair"]
    today = chair.today(at)
    since = today.replace(year=today.year - 2, day=1)
    values = {key: one.default for key, one in keys().items()} | {
        "seat": "Amuntai, Hulu Sungai Utara", "loan_after_months": 2, "book_year_ends": book_year_ends,
    }  # fmt: skip
    take_over_rules(values, deed=f"Akta 14, {since:%d-%m-%Y}", since=since, by=chair, at=at, today=today)
    until = since.replace(year=since.year + 5) - DAY
    for post, member in zip(POSTS, _members(house)[:1] + _members(house)[3:6], strict=False):
        take_over_officer(member.party_id, post=post, since=since, until=until, by=chair, at=at, today=today)


def _annual(house: House, *, called_at: datetime, held_at: datetime) -> None:
    chair, agenda = (
        house.cast["chair"],
        ["Pembukaan", "Laporan pengurus", "Pengesahan laporan", "Simpanan wajib"],
    )
    plan = Plan("Rapat Anggota Tahunan", held_at, "Balai Desa", agenda)
    made = plan_meeting(Meeting.Kind.ANNUAL, plan, by=chair, at=called_at)
    asked, held = chair.today(called_at), chair.today(held_at)
    report = propose_resolution(
        made.pk,
        Resolution.Kind.GENERAL,
        title="Laporan pengurus disahkan",
        by=chair,
        at=called_at,
        today=asked,
    )
    dues = propose_change(
        made.pk, values={"mandatory_savings_idr": 15_000}, text="Modal untuk membeli bahan bersama.",
        by=chair, at=called_at, today=asked,
    )  # fmt: skip
    call_meeting(made.pk, by=chair, at=called_at, today=asked)
    seats = seats_of(house, made)
    for seat in seats[: len(seats) * 4 // 5]:
        note_came(seat.pk, by=chair, at=held_at, today=held)
    open_meeting(made.pk, by=chair, at=held_at, today=held)
    for vote, against in ((report, 0), (dues, 4)):
        by_hand(house, vote, seats[:against], at=held_at)
    told = [
        "Ketua membuka rapat.",
        "Ketua membacakan laporan.",
        "Rapat menyetujui laporan.",
        "Disetujui setelah tanya jawab.",
    ]
    with transaction.atomic(), within(house.tenant.pk):
        points = dict(zip(made.agenda.order_by("position").values_list("pk", flat=True), told, strict=True))
    write_minutes(made.pk, Written(chair.name, house.cast["manager"].name, points), by=chair, at=held_at)
    close_meeting(made.pk, by=chair, at=held_at, today=held)


def seats_of(house: House, made: Meeting) -> list[Attendee]:
    with transaction.atomic(), within(house.tenant.pk):
        return list(Attendee.objects.filter(meeting=made).order_by("pk"))


def by_hand(house: House, vote: Resolution, against: list[Attendee], *, at: datetime) -> None:
    chair = house.cast["chair"]
    with transaction.atomic(), within(house.tenant.pk):
        codes = dict(Choice.objects.filter(resolution=vote).values_list("code", "pk"))
    open_vote(vote.pk, by=chair, at=at, today=chair.today(at))
    hands = Hands({seat.pk: codes["no"] for seat in against})
    record_hands(vote.pk, hands, rest=codes["yes"], by=chair, at=at)
    close_vote(vote.pk, by=chair, at=at, today=chair.today(at))


def _next(house: House, *, at: datetime, held_at: datetime) -> None:
    chair = house.cast["chair"]
    today, candidates = chair.today(at), [one.party_id for one in _members(house)[7:10]]
    plan = Plan("Rapat anggota", held_at, "Balai Desa", ["Pembukaan", "Pemilihan pengawas", "Pesanan besar"])
    made = plan_meeting(Meeting.Kind.MEMBERS, plan, by=chair, at=at)
    propose_election(
        made.pk, post=Officer.Post.SUPERVISOR, seats=2, candidates=candidates, by=chair, at=at, today=today
    )
    propose_resolution(
        made.pk, Resolution.Kind.GENERAL, title="Membeli dua alat press bersama", by=chair, at=at, today=today
    )
    call_meeting(made.pk, by=chair, at=at, today=today)


def group(office: Tenant, *, now: datetime) -> Iterator[str]:
    """Nine founders have signed, six have paid in; the founding meeting is planned."""
    officer, at = cast_of(office)["officer"], now - 20 * DAY
    leader = open_group(
        GROUP, form=Founding.Form.PRIMARY, chair_email=f"ketua@{GROUP_SLUG}.example", chair_name=FOUNDERS[0],
        by=officer, at=at, today=officer.today(at),
    )  # fmt: skip
    leader.set_password(PASSWORD)
    leader.save(update_fields=["password"])
    tenant = Tenant.objects.get(slug=GROUP_SLUG)
    chair = cast_of(tenant)["chair"]
    today = chair.today(at)
    draft_rules({"seat": "Danau Panggang, Hulu Sungai Utara"}, by=chair, at=at, today=today)
    signed = [add_founder(name=name, by=chair, at=at, today=today) for name in FOUNDERS]
    for one in signed[:6]:
        pay_in(one.pk, amount_idr=100_000, method="cash", paid_on=today, by=chair, at=at)
    held_at = datetime.combine(chair.today(now + 10 * DAY), time(14), tzinfo=ZoneInfo(chair.zone))
    plan = Plan("Rapat pendirian", held_at, "Balai Desa Danau Panggang", ["Pembukaan", "AD/ART", "Pengurus"])
    made = plan_meeting(Meeting.Kind.FOUNDING, plan, by=chair, at=now)
    propose_resolution(
        made.pk, Resolution.Kind.ADOPTION, title="AD/ART koperasi", by=chair, at=now, today=chair.today(now)
    )
    for post, one in zip(POSTS, signed, strict=False):
        propose_election(
            made.pk, post=post, seats=1, candidates=[one.party_id], by=chair, at=now, today=chair.today(now)
        )
    yield f"{GROUP}: sembilan pendiri, enam sudah menyetor"
