"""The money of one order, both sides, from the books."""

from dataclasses import dataclass

from django.db.models import F, Sum

from sentra.capital.models import Advance, Slip, SlipLine
from sentra.ledger.chart import (
    COST_OF_SALES,
    FINISHED,
    HALF_FINISHED,
    OTHER_EXPENSE,
    OTHER_INCOME,
    OWED_TO_ARTISANS,
    SALES,
)
from sentra.ledger.queries import balance_of_source
from sentra.orders.models import Order
from sentra.orders.money import Money, money


@dataclass(frozen=True)
class OrderMoney:
    """Whole rupiah, all from zero up unless it is a loss (`margin_idr`)."""

    buyer: Money  # asked, received, invoiced, open
    advanced_idr: int
    advances_open_idr: int
    earned_idr: int  # accepted work of makers, their parts of later gains, goods of their own sold
    paid_idr: int  # of it, on paid slips
    in_store_idr: int
    income_idr: int  # invoiced, or kept of the down payment
    cost_idr: int  # delivered or spoiled goods; goods set free are no cost of this order
    written_off_idr: int  # advances not asked back

    @property
    def received_idr(self) -> int:
        return self.buyer.down_idr + self.buyer.settled_idr - self.buyer.refunded_idr

    @property
    def owed_idr(self) -> int:
        """To makers, for accepted work of this order."""
        return self.earned_idr - self.paid_idr

    @property
    def margin_idr(self) -> int:
        return self.income_idr - self.cost_idr - self.written_off_idr


def order_money(order_id: int) -> OrderMoney:
    """Eleven queries, however many entries. Raises Order.DoesNotExist outside the scope."""
    order = Order.objects.get(pk=order_id)

    def booked(account: str, kind: str = "order") -> int:
        return balance_of_source(f"{kind}:{order.pk}", account)

    granted = Advance.objects.filter(assignment__order=order, taken_back_at=None)
    advances = granted.aggregate(
        all=Sum("amount_idr", default=0),
        open=Sum(F("amount_idr") - F("recovered_idr") - F("written_off_idr"), default=0),
    )
    kinds = [SlipLine.Kind.PIECES, SlipLine.Kind.GAIN, SlipLine.Kind.SALE, SlipLine.Kind.BACK]
    paid = SlipLine.objects.filter(order=order, kind__in=kinds, slip__state=Slip.State.PAID)
    return OrderMoney(
        buyer=money(order),
        advanced_idr=advances["all"],
        advances_open_idr=advances["open"],
        earned_idr=-booked(OWED_TO_ARTISANS),
        paid_idr=paid.aggregate(idr=Sum("amount_idr", default=0))["idr"],
        in_store_idr=booked(HALF_FINISHED) + booked(FINISHED),
        income_idr=-booked(SALES) - booked(OTHER_INCOME),
        cost_idr=booked(COST_OF_SALES) + booked(COST_OF_SALES, "stock"),
        written_off_idr=booked(OTHER_EXPENSE),
    )
