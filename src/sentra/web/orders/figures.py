"""The money of one order in one look: the buyer's side, the makers' side, what is left so far."""

from dataclasses import dataclass

from django.db.models import F, Sum
from django.urls import NoReverseMatch, reverse

from sentra.capital.models import Advance, Slip, SlipLine
from sentra.ledger.chart import COST_OF_SALES, FINISHED, HALF_FINISHED, OTHER_INCOME, OWED_TO_ARTISANS, SALES
from sentra.ledger.queries import balance_of_source
from sentra.orders.models import Order
from sentra.orders.queries import OrderStory


@dataclass(frozen=True)
class Figures:
    """Whole rupiah. `earned` is accepted work at its rate; `owed` what of it no paid slip holds yet."""

    earned_idr: int
    paid_idr: int
    advanced_idr: int
    advance_open_idr: int
    income_idr: int
    cost_idr: int
    in_store_idr: int
    ledger_url: str

    @property
    def owed_idr(self) -> int:
        return self.earned_idr - self.paid_idr

    @property
    def margin_idr(self) -> int:
        """What is invoiced (or kept) less what the delivered goods cost."""
        return self.income_idr - self.cost_idr


def figures_of(order: Order) -> Figures:
    """From the books and the slips of the order: eight queries, however many entries."""
    source = f"order:{order.pk}"

    def booked(account: str) -> int:
        return balance_of_source(source, account)

    advances = Advance.objects.filter(assignment__order=order).aggregate(
        all=Sum("amount_idr", default=0),
        open=Sum(F("amount_idr") - F("recovered_idr") - F("written_off_idr"), default=0),
    )
    paid = SlipLine.objects.filter(order=order, kind=SlipLine.Kind.PIECES, slip__state=Slip.State.PAID)
    return Figures(
        earned_idr=-booked(OWED_TO_ARTISANS),
        paid_idr=paid.aggregate(idr=Sum("amount_idr", default=0))["idr"],
        advanced_idr=advances["all"],
        advance_open_idr=advances["open"],
        income_idr=-booked(SALES) - booked(OTHER_INCOME),
        cost_idr=booked(COST_OF_SALES),
        in_store_idr=booked(HALF_FINISHED) + booked(FINISHED),
        ledger_url=journal_of(order),
    )


def journal_of(order: Order) -> str:
    """Where every line of the books about this order stands."""
    try:
        return f"{reverse('journal')}?sumber=order:{order.pk}"
    except NoReverseMatch:
        return ""


def settled_idr(story: OrderStory) -> int:
    """All money the buyer has paid and not been given back."""
    money = story.money
    return money.down_idr + money.settled_idr - money.refunded_idr
