"""The money of one order in one look: the buyer's side, the makers' side, what is left so far."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from sentra.capital.queries import order_money
from sentra.orders.models import Order
from sentra.orders.queries import OrderStory


@dataclass(frozen=True)
class Figures:
    """Whole rupiah. `earned` is accepted work at its rate; `owed` what of it no paid slip holds yet."""

    earned_idr: int
    paid_idr: int
    owed_idr: int
    advanced_idr: int
    advance_open_idr: int
    income_idr: int
    cost_idr: int
    in_store_idr: int
    margin_idr: int  # invoiced (or kept), less delivered or spoiled goods and advances not asked back
    ledger_url: str


def figures_of(order: Order) -> Figures:
    """As `capital.queries.order_money` has it: eleven queries, however many entries."""
    found = order_money(order.pk)
    return Figures(
        earned_idr=found.earned_idr,
        paid_idr=found.paid_idr,
        owed_idr=found.owed_idr,
        advanced_idr=found.advanced_idr,
        advance_open_idr=found.advances_open_idr,
        income_idr=found.income_idr,
        cost_idr=found.cost_idr,
        in_store_idr=found.in_store_idr,
        margin_idr=found.margin_idr,
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
