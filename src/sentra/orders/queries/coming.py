"""What buyers are still expected to bring in, order by order: the buyers' half of the cash plan."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import F, Sum

from sentra.orders.models import DeliveryLine, Invoice, Order
from sentra.orders.money import Money
from sentra.orders.queries.desk import invoices_of, money_of
from sentra.orders.stages import OPEN

S = Order.Stage


@dataclass(frozen=True)
class Coming:
    """One bound order. Whole rupiah; `price_idr` is what will be invoiced, or what the invoice says."""

    order: Order
    money: Money
    invoice: Invoice | None
    price_idr: int

    @property
    def down_missing_idr(self) -> int:
        """Down payment asked for and not paid; after delivery it is asked for no longer."""
        return self.money.down_missing_idr if self.order.stage in {S.ACCEPTED, S.MAKING} else 0

    @property
    def rest_idr(self) -> int:
        """What is still to be invoiced beyond the down payment paid or asked for; 0 once invoiced."""
        if self.invoice:
            return 0
        return max(0, self.price_idr - self.money.held_idr - self.down_missing_idr)

    @property
    def refund_idr(self) -> int:
        """Down payment beyond the invoice: it goes back to the buyer."""
        return self.money.held_idr if self.invoice else max(0, self.money.held_idr - self.price_idr)


def coming() -> list[Coming]:
    """Every bound order that is not over, the soonest promised first. Four queries for any number."""
    orders = list(Order.objects.filter(stage__in=OPEN).select_related("buyer").order_by("promised_on", "pk"))
    invoices = invoices_of(orders)
    money, delivered = money_of(orders, invoices), _delivered(orders)
    return [
        Coming(one, money[one.pk], invoices.get(one.pk), _price(one, invoices.get(one.pk), delivered))
        for one in orders
    ]


def _price(order: Order, invoice: Invoice | None, delivered: dict[int, int]) -> int:
    if invoice:
        return invoice.total_idr
    return delivered.get(order.pk, 0) if order.stage == S.DELIVERED else order.total_idr


def _delivered(orders: Sequence[Order]) -> dict[int, int]:
    """Order → price of what was handed over, where everything was: it is all that will be invoiced."""
    over = [one.pk for one in orders if one.stage == S.DELIVERED]
    lines = DeliveryLine.objects.filter(line__order__in=over).values_list("line__order")
    return dict(lines.annotate(idr=Sum(F("pieces") * F("line__price_idr"))).order_by())


def open_quotations() -> list[Order]:
    """Quotations that wait for their buyer, with lines, products and stages. Four queries."""
    quoted = Order.objects.filter(stage=S.QUOTED).select_related("buyer").order_by("-total_idr", "pk")
    return list(quoted.prefetch_related("lines__product__stages"))
