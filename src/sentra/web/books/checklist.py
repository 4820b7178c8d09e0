"""What to look at before a month is closed. Nothing here forbids closing: a closed month is not repaired.

Each point asks only for what lies in the month or before it. A fixed number of queries.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from sentra.capital.models import PayoutRun
from sentra.capital.queries.desk import open_advances
from sentra.cooperative.clauses import rules_on
from sentra.cooperative.models import CollectionSheet, SavingsInterest
from sentra.cooperative.savings.interest import CLAUSE
from sentra.ledger.assets.register import is_booked, to_book
from sentra.ledger.chart import CASH, FUND, PETTY_CASH
from sentra.ledger.queries import trial_balance
from sentra.ledger.queries.bank import balance_until
from sentra.ledger.snapshots import end_of
from sentra.orders.models import Delivery, Order
from sentra.payments.models import BankLine
from sentra.payments.queries import last_count
from sentra.quality.queries import waiting_lots
from sentra.web.templatetags.formats import angka, rupiah

LONG = timedelta(days=90)
"""An advance older than this at the end of the month is asked about."""


@dataclass(frozen=True)
class Point:
    """One thing to look at. `ready`: nothing is open. `url` leads to where it is put right."""

    label: str
    ready: bool
    note: str
    url: str


@dataclass(frozen=True)
class Asked:
    """The month (its first day) in the zone of the cooperative."""

    month: date
    zone: str

    @property
    def end(self) -> date:
        return end_of(self.month)

    @property
    def until(self) -> datetime:
        """The first instant after the month."""
        day = self.end + timedelta(days=1)
        return datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(self.zone))


def checklist(month: date, zone: str) -> list[Point]:
    """Every point, in the order in which one would look."""
    asked = Asked(month, zone)
    return [point for look in LOOKS for point in look(asked)]


def _books(asked: Asked) -> Iterator[Point]:
    trial = trial_balance(asked.end)
    note = "" if trial.balanced else _("Debits and credits differ. Call for help before closing.")
    yield Point(_("The books balance"), trial.balanced, note, reverse("books"))
    money = {CASH, PETTY_CASH, FUND["cash"]}
    short = [row for row in trial.rows if row.code in money and row.turnover.balance_idr < 0]
    lack = ", ".join(f"{row.code} {rupiah(row.turnover.balance_idr)}" for row in short)
    note = _("A cash box cannot hold less than nothing: %(boxes)s.") % {"boxes": lack} if short else ""
    url = reverse("account", args=[short[0].code if short else CASH])
    yield Point(_("No cash box is below zero"), not short, note, url)


def _payouts(asked: Asked) -> Iterator[Point]:
    states = (PayoutRun.State.PREPARED, PayoutRun.State.APPROVED)
    runs = PayoutRun.objects.filter(state__in=states, prepared_at__lt=asked.until).count()
    note = ngettext("%(n)s payout is half-way.", "%(n)s payouts are half-way.", runs) % {"n": angka(runs)}
    yield Point(_("Payouts are finished"), not runs, note if runs else "", reverse("payouts"))
    old = open_advances().filter(paid_on__lt=asked.end - LONG, taken_back_at=None).count()
    note = ngettext(
        "%(n)s advance is open for more than three months.",
        "%(n)s advances are open for more than three months.",
        old,
    ) % {"n": angka(old)}
    yield Point(
        _("No advance is open for long"), not old, note if old else "", reverse("account", args=["1-1330"])
    )


def _goods(asked: Asked) -> Iterator[Point]:
    lots = waiting_lots().filter(handed_in_at__lt=asked.until).count()
    note = ngettext("%(n)s lot is not inspected.", "%(n)s lots are not inspected.", lots) % {"n": angka(lots)}
    yield Point(_("What came in is inspected"), not lots, note if lots else "", reverse("lots"))
    delivered = Delivery.objects.filter(delivered_on__lte=asked.end).values("order_id")
    orders = Order.objects.filter(stage=Order.Stage.DELIVERED, pk__in=delivered).count()
    note = ngettext(
        "%(n)s delivered order has no invoice.", "%(n)s delivered orders have no invoice.", orders
    ) % {"n": angka(orders)}
    yield Point(_("What was delivered is invoiced"), not orders, note if orders else "", reverse("orders"))


def _savings(asked: Asked) -> Iterator[Point]:
    sheets = CollectionSheet.objects.filter(held_on__lte=asked.end, closed_at=None).count()
    note = ngettext(
        "%(n)s collection sheet is not counted.", "%(n)s collection sheets are not counted.", sheets
    ) % {"n": angka(sheets)}
    yield Point(_("Collection sheets are closed"), not sheets, note if sheets else "", reverse("sheets"))
    if rules_on(asked.end).number(CLAUSE):
        booked = SavingsInterest.objects.filter(month=asked.month).exists()
        note = "" if booked else _("The rules give interest; this month's is not booked.")
        yield Point(_("Interest on savings is booked"), booked, note, reverse("savings-interest"))


LAST_DAYS = timedelta(days=3)
"""Cash counted so shortly before the end of the month is the month's count."""


def _money(asked: Asked) -> Iterator[Point]:
    """Counting is asked for while the main cash box holds money; a count that was sent back is none."""
    last = last_count(date.max)
    counted = last is not None and last.counted_on >= asked.end - LAST_DAYS
    if counted or balance_until(CASH, asked.end) > 0:
        note = "" if counted else _("Count the cash box in the last days of the month or after.")
        yield Point(_("The cash box is counted"), counted, note, reverse("cash-counts"))
    lines = BankLine.objects.filter(booked_on__lte=asked.end, matches__isnull=True).count()
    note = ngettext("%(n)s line of the bank waits.", "%(n)s lines of the bank wait.", lines) % {
        "n": angka(lines)
    }
    yield Point(_("Lines of the bank are matched"), not lines, note if lines else "", reverse("bank"))


def _assets(asked: Asked) -> Iterator[Point]:
    """Only when something loses value in the month."""
    booked = is_booked(asked.month)
    if booked or any(idr for _asset, idr in to_book(asked.month)):
        note = "" if booked else _("Things lose value each month; this month's is not booked.")
        yield Point(_("Depreciation is booked"), booked, note, reverse("depreciation"))


LOOKS: tuple[Callable[[Asked], Iterator[Point]], ...] = (_books, _money, _payouts, _goods, _savings, _assets)
