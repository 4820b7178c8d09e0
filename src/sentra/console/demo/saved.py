"""Savings and loans in the demo: three collection sheets, arrears, a loan that runs and one that is asked."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from sentra.console.demo.settle import House
from sentra.cooperative.loans.operations import approve_loan, ask_loan, pay_out_loan, write_wish
from sentra.cooperative.models import CollectionSheet, Leaving, Member
from sentra.cooperative.savings.collecting import Dues
from sentra.cooperative.savings.operations import close_sheet, open_sheet, take_dues
from sentra.cooperative.savings.sheet import sheet_view
from sentra.kernel.tenancy import within

DAY = timedelta(days=1)
SHEETS = (75, 38, 5)  # days ago
BEHIND = 5  # each fifth member missed the last sheet
LOAN_IDR, MONTHS = 2_000_000, 10


def dues(house: House, *, now: datetime) -> Iterator[str]:
    """Pokok and wajib are brought to meetings; where the rules allow it, one borrows and pays back."""
    first, second, last = (now - days * DAY for days in SHEETS)
    _collected(house, at=first)
    lends = house.tenant.slug == "galuh-purun"
    if lends:
        _lent(house, at=now - 45 * DAY)
    _collected(house, at=second)
    taken = _collected(house, at=last, missing=True)
    if lends:
        _asked(house, at=now - 2 * DAY)
    yield f"tiga daftar setoran, yang terakhir {taken} anggota{', satu pinjaman berjalan' if lends else ''}"


def _members(house: House) -> list[Member]:
    """Who stays, by number."""
    with transaction.atomic(), within(house.tenant.pk):
        leaving = Leaving.objects.values("member_id")
        return list(Member.objects.filter(left_on=None).exclude(pk__in=leaving).order_by("number"))


def _collected(house: House, *, at: datetime, missing: bool = False) -> int:
    """One meeting's sheet; how many paid."""
    treasurer = house.cast["treasurer"]
    sheet = open_sheet(treasurer.today(at), place="Balai Desa", by=treasurer, at=at)
    rows = _rows(house, sheet)
    paid = [row for n, row in enumerate(rows) if not (missing and n % BEHIND == BEHIND - 1)]
    take_dues(sheet.pk, rows=paid, by=treasurer, at=at)
    close_sheet(sheet.pk, counted_idr=sum(row.total_idr for row in paid), by=treasurer, at=at)
    return len(paid)


def _rows(house: House, sheet: CollectionSheet) -> list[Dues]:
    stays = {one.pk for one in _members(house)}
    with transaction.atomic(), within(house.tenant.pk):
        owing = [row for row in sheet_view(sheet.pk).rows if row.member.pk in stays and row.owed_idr]
    return [
        Dues(row.member.pk, row.dues_idr, 10_000 if row.member.number % 3 == 0 else 0, row.loan_idr)
        for row in owing
        if row.member.joined_on <= sheet.held_on
    ]


def _lent(house: House, *, at: datetime) -> None:
    treasurer, one = house.cast["treasurer"], _members(house)[1]
    wish = write_wish(
        one.pk,
        principal_idr=LOAN_IDR,
        months=MONTHS,
        purpose="Membeli alat tumbuk purun",
        by=treasurer,
        at=at,
    )
    approve_loan(wish.pk, by=house.cast["chair"], at=at + DAY)
    later = at + 2 * DAY
    pay_out_loan(wish.pk, method="bank", paid_on=treasurer.today(later), by=treasurer, at=later)


def _asked(house: House, *, at: datetime) -> None:
    """By herself, on her phone; the chair decides."""
    one = _members(house)[4]
    ask_loan(principal_idr=1_000_000, months=6, purpose="Modal benang", by=house.makers[one.party_id], at=at)
