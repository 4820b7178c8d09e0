"""A book year in the demo: closed month by month, its surplus shared by the annual meeting, collected."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from sentra.console.demo.met import by_hand, nine, seats_of, year_end
from sentra.console.demo.settle import House
from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.meetings.operations import (
    call_meeting,
    close_meeting,
    note_came,
    open_meeting,
    plan_meeting,
    propose_surplus,
    write_minutes,
)
from sentra.cooperative.meetings.operations.minutes import Written
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.models import Meeting, SurplusRun, SurplusShare
from sentra.cooperative.surplus.operations import ask_about_share, pay_share, post_surplus, reckon_surplus
from sentra.cooperative.surplus.usual import usual
from sentra.cooperative.surplus.working import Measures
from sentra.kernel.rupiah import formatted
from sentra.kernel.tenancy import within
from sentra.ledger.closing import next_to_close

DAY = timedelta(days=1)


def surplus(house: House, *, now: datetime) -> Iterator[str]:
    """Everything after the year's end: the months are closed, the meeting says yes, members are owed."""
    treasurer, end = house.cast["treasurer"], year_end(now)
    for month in _open_months(house, end):
        close_period(month, by=treasurer, at=now - 16 * DAY)
    run = reckon_surplus(end, scheme=usual(), measures=Measures(), by=treasurer, at=now - 15 * DAY)
    _approved(house, run, called_at=now - 14 * DAY, held_at=nine(house, now - 3 * DAY))
    post_surplus(run.pk, by=treasurer, at=now - 2 * DAY, today=treasurer.today(now - 2 * DAY))
    _collected(house, run, at=now - DAY)
    whole = formatted(run.members_idr + run.others_idr)
    yield f"tahun buku sampai {end:%d-%m-%Y} ditutup, SHU {whole} dibagi"


def _open_months(house: House, end: date) -> Iterator[date]:
    while True:
        with transaction.atomic(), within(house.tenant.pk):
            month = next_to_close(house.tenant.pk)
        if month is None or month > end:
            return
        yield month


def _approved(house: House, run: SurplusRun, *, called_at: datetime, held_at: datetime) -> None:
    chair = house.cast["chair"]
    asked, held = chair.today(called_at), chair.today(held_at)
    plan = Plan("RAT tutup buku", held_at, "Balai Desa", ["Pembukaan", "Laporan tahun buku", "Pembagian SHU"])
    made = plan_meeting(Meeting.Kind.ANNUAL, plan, by=chair, at=called_at)
    vote = propose_surplus(made.pk, run_id=run.pk, by=chair, at=called_at, today=asked)
    call_meeting(made.pk, by=chair, at=called_at, today=asked)
    seats = seats_of(house, made)
    for seat in seats[: len(seats) * 3 // 4]:
        note_came(seat.pk, by=chair, at=held_at, today=held)
    open_meeting(made.pk, by=chair, at=held_at, today=held)
    by_hand(house, vote, seats[:2], at=held_at)
    told = ["Ketua membuka rapat.", "Bendahara membacakan laporan.", "Rapat menyetujui pembagian SHU."]
    with transaction.atomic(), within(house.tenant.pk):
        points = dict(zip(made.agenda.order_by("position").values_list("pk", flat=True), told, strict=True))
    write_minutes(made.pk, Written(chair.name, house.cast["manager"].name, points), by=chair, at=held_at)
    close_meeting(made.pk, by=chair, at=held_at, today=held)


def _collected(house: House, run: SurplusRun, *, at: datetime) -> None:
    """One takes hers, one half of it, one asks."""
    treasurer = house.cast["treasurer"]
    with transaction.atomic(), within(house.tenant.pk):
        owed = SurplusShare.objects.filter(run=run, total_idr__gt=0, member__left_on=None)
        first, second, third = owed.select_related("member").order_by("number")[:3]
    day = treasurer.today(at)
    pay_share(first.member_id, first.total_idr, method="bank", paid_on=day, by=treasurer, at=at)
    pay_share(second.member_id, second.total_idr // 2, method="bank", paid_on=day, by=treasurer, at=at)
    her = house.makers[third.member.party_id]
    ask_about_share(third.pk, "Mengapa bagian saya lebih kecil dari Ibu di sebelah?", by=her, at=at)
