"""What the demo's treasurer keeps beside orders: equipment with its depreciation, the bank, the cash box."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.db import transaction

from sentra.console.demo.met import year_end
from sentra.console.demo.settle import House
from sentra.kernel.dates import months_later
from sentra.kernel.rupiah import formatted
from sentra.kernel.tenancy import within
from sentra.ledger.assets.operations import Thing, book_depreciation, buy_asset, own_asset
from sentra.ledger.chart import BANK, CASH
from sentra.ledger.queries.bank import balance_until, bank_postings
from sentra.payments.denominations import NOTES
from sentra.payments.models import BankLine, Statement
from sentra.payments.operations import (
    check_statement,
    confirm_count,
    confirm_matches,
    count_cash,
    keep_statement,
    open_bank_account,
)
from sentra.payments.operations.matches import Choice
from sentra.payments.queries import desk

DAY = timedelta(days=1)
WAITING = 3  # lines that stand in the books and still wait for a yes


def equipment(house: House, *, start: datetime, now: datetime) -> Iterator[str]:
    """One thing owned before Sentra, one bought since; the months that are over are booked."""
    treasurer = house.cast["treasurer"]
    begun, today = treasurer.today(start), treasurer.today(now)
    lamp = Thing("Meja potong dan lampu kerja", "kelompok1", 3_600_000)
    own_asset(lamp, bought_on=months_later(begun, -14), on=begun, by=treasurer, at=start)
    machine = Thing("Mesin jahit kaki dua unit", "kelompok1", 4_800_000, 480_000)
    bought = months_later(begun, 1)
    buy_asset(machine, method="bank", on=bought, by=treasurer, at=now - 20 * DAY)
    month, booked = begun.replace(day=1), 0
    while (after := months_later(month, 1)) <= today:
        book_depreciation(month, by=treasurer, at=now - 18 * DAY if after <= year_end(now) else now)
        month, booked = after, booked + 1
    yield f"2 aset tetap, penyusutan {booked} bulan dibukukan"


def cash_and_bank(house: House, *, now: datetime) -> Iterator[str]:
    """The bank's file of the last whole month, mostly answered; the cash counted twice, once confirmed."""
    treasurer, chair = house.cast["treasurer"], house.cast["chair"]
    today = treasurer.today(now)
    until = today.replace(day=1) - DAY
    since = until.replace(day=1)
    account = open_bank_account(
        label="Rekening giro", number="001-22-333444-5", by=treasurer, at=now - 2 * DAY
    )
    file = _file(house, since, until)
    came, name = now - 2 * DAY, f"mutasi-{since:%Y-%m}.csv"
    made = check_statement(account.pk, content=file, name=name, by=treasurer, at=came, today=today)
    keep_statement(made.pk, by=treasurer, at=came, today=today)
    waits = _answered(house, made, now)
    older, newer = min(until, today - 2 * DAY), today
    counted = _counted(house, older, at=now - 2 * DAY)
    confirm_count(counted, by=chair, at=now - DAY)
    _counted(house, newer, at=now)
    yield f"rekening koran {since:%m-%Y}: {waits} baris menunggu, kas dihitung dua kali"


def _file(house: House, since: date, until: date) -> bytes:
    """As the bank would tell it: what the books hold of these days, its fee and interest, one stranger."""
    with transaction.atomic(), within(house.tenant.pk):
        balance = balance_until(BANK, since - DAY)
        moves = [(one.booked_on, one.memo.upper(), one.amount_idr)
                 for one in bank_postings(BANK, since=since, until=until)]  # fmt: skip
    moves += [(until, "BIAYA ADM BULANAN", -12_500), (until, "BUNGA JASA GIRO", 4_210),
              (since + 13 * DAY, "SETORAN TUNAI 0098812", 350_000)]  # fmt: skip
    rows = ["Tanggal;Keterangan;Mutasi;Saldo"]
    for on, text, idr in sorted(moves):
        balance += idr
        rows.append(f"{on:%d/%m/%Y};{text.replace(';', ',')};{idr},00;{balance},00")
    return "\n".join(rows).encode()


def _answered(house: House, made: Statement, now: datetime) -> int:
    """Yes to every proposal that stands in the books already, but the last few; how many lines still wait."""
    with transaction.atomic(), within(house.tenant.pk):
        known = [Choice(row.line.pk, row.proposal.key) for row in desk().lines
                 if row.proposal and row.proposal.key.startswith("p:")]  # fmt: skip
        lines = BankLine.objects.filter(statement=made).count()
    answered = known[:-WAITING]
    if answered:
        confirm_matches(answered, by=house.cast["treasurer"], at=now - DAY)
    return lines - len(answered)


def _counted(house: House, on: date, *, at: datetime) -> int:
    """Notes and coins for what the books say; what no coin can make is a difference with its reason."""
    with transaction.atomic(), within(house.tenant.pk):
        left = balance_until(CASH, on)
    pieces = {}
    for value in NOTES:
        pieces[value], left = divmod(left, value)
    reason = f"Uang receh {formatted(left)} tidak ada" if left else ""
    made = count_cash(pieces, counted_on=on, reason=reason, by=house.cast["treasurer"], at=at)
    return int(made.pk)
