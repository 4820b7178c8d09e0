"""Goods bought as they lie there: set aside at once, binding with the money, let go when none comes."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product, Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.ids import next_id
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.orders import notices
from sentra.orders.bought import let_lapse
from sentra.orders.facts import BasketFacts
from sentra.orders.lines import MOST_IDR, checked
from sentra.orders.models import Order, OrderLine
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.people.steps import find_or_make_buyer
from sentra.stock.steps import TooFew, set_aside

MOST_UNPAID = 3  # orders of one buyer that wait for money
WAYS = (Order.Way.FETCH, Order.Way.SEND)


@operation(needs=Permission.BUY)
def place_order(facts: BasketFacts, *, hold: timedelta, by: Actor, at: datetime) -> Order:
    """Buy ready pieces at today's price: nobody else can have them for `hold`; money makes it binding.

    Refuses what is not published or comes in sizes (those are made to order), more than lies there (field
    "pieces_<product id>", with the number that is left), sending without an address, another price than
    the buyer was shown, and a buyer who lets MOST_UNPAID orders wait.
    """
    known = checked(facts.lines, published_only=by.user_id is None)
    _check(facts, known)
    pieces = Counter[int]()
    for line in facts.lines:
        pieces[line.product_id] += line.pieces
    total_idr = sum(known[product].price_idr * count for product, count in pieces.items())
    if not 0 < total_idr <= MOST_IDR:
        raise Refused(_("The total must be more than zero and less than a thousand trillion."), field="lines")
    if facts.seen_idr not in {None, total_idr}:
        raise Refused(_("A price has changed. Look at the sum again."), field="seen_idr")
    buyer = _buyer(facts, by=by, at=at)
    order_id = next_id(Order)
    _set_aside(order_id, pieces, known, at=at)
    today, until = by.today(at), at + hold
    order: Order = Order.objects.create(
        pk=order_id, buyer=buyer, stage=Order.Stage.PLACED, channel=facts.channel, way=facts.way,
        send_to=facts.send_to.strip(), note=facts.note.strip()[:300], quoted_at=at, held_until=until,
        expires_on=by.today(until), promised_on=max(facts.promised_on, today), total_idr=total_idr,
        down_payment_permille=1000, payment_days=0, year=today.year, number=next_number("order", today.year),
        checkout=facts.checkout,
    )  # fmt: skip
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order, position=position, product_id=product, pieces=count,
            price_idr=known[product].price_idr, from_stock=True,
        )
        for position, (product, count) in enumerate(pieces.items(), start=1)
    )  # fmt: skip
    notices.order_placed(order, at=at)
    return order


@operation(needs=Permission.BUY)
def give_up_purchase(uid: UUID, *, by: Actor, at: datetime) -> Order:
    """The buyer changes her mind before any money came; `uid` is the secret of her page.

    Given up twice changes nothing. Refuses what is paid, in part too: then the cooperative cancels.
    """
    order: Order = Order.objects.select_for_update(of=("self",)).get(uid=uid, held_until__isnull=False)
    if order.stage == Order.Stage.LAPSED:
        return order
    if order.stage != Order.Stage.PLACED or order.payments.filter(taken_back__isnull=True).exists():
        raise Refused(_("Money has come for this order. Call the cooperative to cancel it."))
    return let_lapse(order, at=at)


@operation(needs=Permission.QUOTE)
def lapse_unpaid(*, by: Actor, at: datetime) -> list[Order]:
    """Set free what was bought and not paid in time. What is partly paid waits for a decision. By a job."""
    over = Order.objects.select_for_update().filter(stage=Order.Stage.PLACED, held_until__lte=at)
    unpaid = over.exclude(payments__taken_back__isnull=True, payments__isnull=False)
    return [let_lapse(order, at=at) for order in unpaid.order_by("pk")]


def _check(facts: BasketFacts, known: Mapping[int, Product]) -> None:
    if not facts.lines:
        raise Refused(_("Put something into the basket first."), field="lines")
    for product in known.values():
        if product.sizes:
            raise Refused(
                _("%(product)s comes in sizes and is made to order. Ask for it.") % {"product": product.name},
                field=f"pieces_{product.pk}",
            )
    if facts.way not in WAYS:
        raise Refused(_("Choose how you get the goods."), field="way")
    if facts.way == Order.Way.SEND and not facts.send_to.strip():
        raise Refused(_("Write the address it is sent to."), field="send_to")
    if facts.channel not in Order.Channel.values:
        raise Refused(_("Choose from the list."), field="channel")


def _buyer(facts: BasketFacts, *, by: Actor, at: datetime) -> Party:
    said = facts.buyer
    buyer = find_or_make_buyer(
        said.name, buyer_kind=said.buyer_kind, phone=said.phone, email=said.email, address=said.address,
        today=by.today(at),
    )  # fmt: skip
    if Order.objects.filter(buyer=buyer, stage=Order.Stage.PLACED).count() >= MOST_UNPAID:
        raise Refused(_("Pay your other orders first, or let them go."))
    return buyer


def _set_aside(
    order_id: int, pieces: Mapping[int, int], known: Mapping[int, Product], *, at: datetime
) -> None:
    """In the order of the stages' ids, so that two baskets with the same goods only wait for each other."""
    routes = Stage.objects.filter(product__in=pieces).order_by("position")
    last = {stage.product_id: stage.pk for stage in routes}
    for product in sorted(pieces, key=lambda one: last.get(one, 0)):
        try:
            if product not in last:
                raise TooFew(0)
            set_aside(
                last[product], pieces[product], order_id=order_id, cause=f"order:{order_id}:bought", at=at
            )
        except TooFew as few:
            raise Refused(
                _("Only %(n)s of %(product)s are left.") % {"n": few.left, "product": known[product].name},
                field=f"pieces_{product}",
            ) from few
