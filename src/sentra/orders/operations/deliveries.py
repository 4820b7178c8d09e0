"""Goods handed to the buyer: out of the store, at their cost, with delivery note and BAST."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import queries as books
from sentra.ledger import recipes
from sentra.ledger.chart import FINISHED, HALF_FINISHED
from sentra.ledger.posting import Booking
from sentra.orders import notices
from sentra.orders.delivering import Step, costs_leaving, embodied, least, most, over_lines, worth
from sentra.orders.models import Delivery, DeliveryLine, Order, OrderLine
from sentra.orders.stages import ORDER
from sentra.orders.steps import locked, moved
from sentra.people.roles import Permission
from sentra.stock import queries as stock
from sentra.stock.consigned import owed_by_party, sold_of
from sentra.stock.models import ConsignedSale
from sentra.stock.steps import hand_over


@dataclass(frozen=True)
class Going:
    """One line, what went before and what goes now."""

    line: OrderLine
    gone: int
    now: int
    stage_id: int  # the last of its route


@operation(needs=Permission.DELIVER)
def deliver(
    order_id: int,
    *,
    pieces: Mapping[int, int],
    delivered_on: date,
    received_by: str,
    complete: bool = False,
    by: Actor,
    at: datetime,
) -> Delivery:
    """Hand pieces (line id → pieces) to the buyer. When all are gone the order is DELIVERED.

    `complete`: the buyer agrees that nothing more comes; each line must be within the tolerance.
    Refuses more than lies in the store for this order, more than ordered plus tolerance, a day ahead.
    """
    order = locked(order_id)
    ORDER.after("deliver a part", order.stage)
    if delivered_on > by.today(at):
        raise Refused(_("The delivery cannot lie in the future."), field="delivered_on")
    if not received_by.strip():
        raise Refused(_("Write who received the goods."), field="received_by")
    going = _going(order, pieces)
    _refuse_too_many(order, going)
    whole = _is_whole(order, going, complete=complete)
    delivery = _written(order, delivered_on, received_by, at)
    _hand_over(order, delivery, going, whole=whole, by=by, at=at)
    moved(order, "deliver the rest" if whole else "deliver a part")
    notices.goods_delivered(order, delivery, at=at)
    return delivery


def _going(order: Order, pieces: Mapping[int, int]) -> list[Going]:
    """Every line of the order with what goes now, 0 for some. Refuses strange lines and nothing at all."""
    lines = list(OrderLine.objects.filter(order=order).select_related("product").order_by("position"))
    if set(pieces) - {line.pk for line in lines}:
        raise Refused(_("This line does not belong to the order."), field="pieces")
    if min(pieces.values(), default=0) < 0 or not any(pieces.values()):
        raise Refused(_("Say how many pieces were handed over."), field="pieces")
    gone = dict(
        DeliveryLine.objects.filter(line__in=lines)
        .values_list("line")
        .annotate(Sum("pieces"))
        .order_by("line")
    )
    routes = Stage.objects.filter(product__in={line.product_id for line in lines}).order_by("position")
    last = {stage.product_id: stage.pk for stage in routes}
    return [
        Going(line, gone.get(line.pk, 0), pieces.get(line.pk, 0), last.get(line.product_id, 0))
        for line in lines
    ]


def _refuse_too_many(order: Order, going: list[Going]) -> None:
    wanted: dict[int, int] = {}
    lying = stock.of_order(order.pk)
    for one in going:
        room = most(one.line.pieces, order.tolerance_permille) - one.gone
        if one.now > room:
            raise Refused(
                _("The buyer takes at most %(room)s more of %(product)s.")
                % {"room": max(room, 0), "product": one.line.product.name},
                field="pieces",
            )
        if one.now:
            wanted[one.stage_id] = wanted.get(one.stage_id, 0) + one.now
            there = lying.get(one.stage_id, 0)
            if wanted[one.stage_id] > there:
                raise Refused(
                    _("Only %(there)s of %(product)s are in the store.")
                    % {"there": there, "product": one.line.product.name},
                    field="pieces",
                )


def _is_whole(order: Order, going: list[Going], *, complete: bool) -> bool:
    """Whether nothing more will come. Refuses `complete` while a line is short beyond the tolerance."""
    if all(one.gone + one.now >= one.line.pieces for one in going):
        return True
    for one in going:
        if complete and one.gone + one.now < least(one.line.pieces, order.tolerance_permille):
            raise Refused(
                _("%(product)s is short by more than the buyer's tolerance.")
                % {"product": one.line.product.name},
                field="pieces",
            )
    return complete


def _written(order: Order, delivered_on: date, received_by: str, at: datetime) -> Delivery:
    year = delivered_on.year
    delivery: Delivery = Delivery.objects.create(
        order=order,
        delivered_on=delivered_on,
        received_by=" ".join(received_by.split())[:120],
        recorded_at=at,
        year=year,
        bast_number=next_number("bast", year),
        number=next_number("delivery", year),
    )
    return delivery


def _costs(order: Order, lying: Mapping[int, int], going: Counter[int], *, whole: bool) -> dict[str, int]:
    """What our own goods that go take with them from each goods account of the order."""
    products = Stage.objects.filter(pk__in=lying).values("product")
    route = Stage.objects.filter(product__in=products).order_by("product_id", "position")
    carried = embodied(
        Step(one.product_id, one.pk, one.finish == Stage.Finish.FINISHED, one.rate_idr) for one in route
    )
    source, accounts = f"order:{order.pk}", (HALF_FINISHED, FINISHED)
    return costs_leaving(
        {account: books.balance_of_source(source, account) for account in accounts},
        now=worth(going, carried), lying=worth(lying, carried), rest=whole,
    )  # fmt: skip


@dataclass(frozen=True)
class Gone:
    """One line after its goods went: how many were ours, what makers are owed for the others."""

    one: Going
    ours: int
    sales: list[ConsignedSale]

    @property
    def owed_idr(self) -> int:
        return sum(sale.amount_idr for sale in self.sales)


def _hand_over(
    order: Order, delivery: Delivery, going: list[Going], *, whole: bool, by: Actor, at: datetime
) -> None:
    """Move the goods, write the lines, book the cost: ours at average, what makers left at their prices."""
    booked, lying = Booking(delivery.delivered_on, by, at), stock.own_pieces([order.pk])
    gone = [_gone(order, delivery, one, booked) for one in going if one.now]
    ours: Counter[int] = Counter()
    for part in gone:
        ours[part.one.stage_id] += part.ours
    costs = _costs(order, lying, ours, whole=whole)
    shares = _shares(sum(costs.values()), gone)
    DeliveryLine.objects.bulk_create(
        DeliveryLine(
            delivery=delivery, line=part.one.line, pieces=part.one.now, cost_idr=share + part.owed_idr
        )
        for part, share in zip(gone, shares, strict=True)
    )
    owed = owed_by_party(sale for part in gone for sale in part.sales)
    recipes.goods_delivered(delivery.pk, booked, order_id=order.pk, costs=costs, consigned=owed)


def _gone(order: Order, delivery: Delivery, one: Going, booked: Booking) -> Gone:
    cause = f"delivery:{delivery.pk}:line:{one.line.pk}"
    moves = hand_over(one.stage_id, one.now, order_id=order.pk, cause=cause, at=booked.at)
    ours = sum(move.pieces for move in moves if move.owner_id is None)
    return Gone(one, ours, sold_of(moves, cause=cause, order_id=order.pk, booked=booked))


def _shares(cost_idr: int, gone: list[Gone]) -> list[int]:
    """The cost of our own goods over the lines they went with; over all when none of ours went."""
    pieces = [part.ours for part in gone]
    if not any(pieces):
        pieces = [part.one.now for part in gone]
    values = [count * part.one.line.price_idr for part, count in zip(gone, pieces, strict=True)]
    return over_lines(cost_idr, values, pieces)
