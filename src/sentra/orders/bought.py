"""What becomes of goods bought as they lay there: paid for, or let go. Inside the caller's transaction."""

from datetime import datetime

from sentra.crafts.models import Stage
from sentra.ledger import queries as books
from sentra.ledger import recipes
from sentra.ledger.chart import FINISHED, HALF_FINISHED
from sentra.ledger.posting import Booking
from sentra.orders.delivering import Step, costs_leaving, embodied, worth
from sentra.orders.models import Order
from sentra.orders.money import money
from sentra.orders.steps import moved, start_making
from sentra.stock.queries import own_pieces
from sentra.stock.steps import set_free


def money_came(order: Order, booked: Booking) -> Order:
    """A payment for a bought order was written: it waits no longer; with all the money it is binding.

    Its goods then leave the pool of free goods at their average cost.
    """
    if money(order).down_missing_idr:
        return order
    order.accepted_at = booked.at
    order.expires_on = max(order.expires_on, booked.by.today(booked.at))
    moved(order, "confirm", fields=("accepted_at", "expires_on"))
    _take_cost(order, booked)
    return start_making(order, at=booked.at)


def let_lapse(order: Order, *, at: datetime) -> Order:
    """Nobody paid: what was set aside is free again. The caller holds the order."""
    set_free(order.pk, cause=f"order:{order.pk}:lapsed", at=at)
    return moved(order, "lapse")


def _take_cost(order: Order, booked: Booking) -> None:
    """Average cost, as for a delivery: what free goods and unpaid baskets cost, by worth.

    What makers left here costs nothing before it is delivered.
    """
    unpaid = Order.objects.filter(stage=Order.Stage.PLACED).values_list("pk", flat=True)
    mine, pool = own_pieces([order.pk]), own_pieces([0, order.pk, *unpaid])
    if not mine:
        return
    route = Stage.objects.filter(product__stages__in=pool).order_by("product_id", "position").distinct()
    carried = embodied(
        Step(one.product_id, one.pk, one.finish == Stage.Finish.FINISHED, one.rate_idr) for one in route
    )
    costs = costs_leaving(
        {account: books.cost_of_free_goods(account) for account in (HALF_FINISHED, FINISHED)},
        now=worth(mine, carried), lying=worth(pool, carried), rest=mine == pool,
    )  # fmt: skip
    recipes.goods_set_aside(order.pk, booked, costs={code: idr for code, idr in costs.items() if idr})
