"""The whole story of one order, from the enquiry to the money, in a constant number of queries."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from sentra.crafts.models import Stage
from sentra.orders.delivering import least, most
from sentra.orders.lines import sizes_in_order, without_size
from sentra.orders.models import Delivery, DeliveryLine, Invoice, Order, OrderLine, Payment, Sample
from sentra.orders.money import Money, added_up
from sentra.orders.size_lists import Question, questions
from sentra.orders.stages import ORDER, PROMISED
from sentra.people.models import Party
from sentra.stock.models import Level, Place


@dataclass(frozen=True)
class LineStory:
    """One line: what was ordered, what lies ready in the store, what the buyer has. Pieces."""

    line: OrderLine  # with its product
    value_idr: int
    sizes: list[tuple[str, int]]
    delivered: int
    in_store: int  # finished, for this order (lines of one product share them)
    most: int  # the buyer takes no more
    least: int  # with fewer the order is not complete

    @property
    def without_size(self) -> int:
        """Pieces that still need a size before the offer can be accepted."""
        return without_size(self.line)

    @property
    def to_come(self) -> int:
        """Pieces still owed to the buyer."""
        return max(self.line.pieces - self.delivered, 0)

    @property
    def to_deliver(self) -> int:
        """What could be handed over now."""
        return max(min(self.in_store, self.most - self.delivered), 0)


@dataclass(frozen=True)
class OrderStory:
    """Everything an order page needs from orders and the apps below."""

    order: Order
    buyer: Party
    lines: list[LineStory]
    size_columns: list[str]  # every size of every line, in the products' own order
    samples: list[Sample]  # newest first
    payments: list[Payment]  # also those taken back: `correction` says why
    deliveries: list[Delivery]  # each with `lines`
    invoices: list[Invoice]
    money: Money
    missing: list[str]  # before work may start: "sample", "down payment"
    questions: list[Question]  # of the buyer's size list
    verbs: list[str]  # of the lifecycle, at this stage
    late: bool
    expired: bool

    @property
    def pieces(self) -> int:
        return sum(one.line.pieces for one in self.lines)

    @property
    def delivered(self) -> int:
        return sum(one.delivered for one in self.lines)

    @property
    def open_questions(self) -> list[Question]:
        return [question for question in self.questions if question.answer is None]


def order_story(order_id: int, *, today: date) -> OrderStory:
    """The story of an order the scope may see, in eleven queries at most. Raises Order.DoesNotExist."""
    order = Order.objects.select_related("buyer", "lead").get(pk=order_id)
    lines = list(OrderLine.objects.filter(order=order).select_related("product").order_by("position"))
    samples = list(Sample.objects.filter(order=order).select_related("picture").order_by("-pk"))
    payments = list(
        Payment.objects.filter(order=order).prefetch_related("taken_back").order_by("paid_on", "pk")
    )
    invoices = list(Invoice.objects.filter(order=order).order_by("pk"))
    deliveries = _deliveries(order)
    standing = [(one.kind, one.amount_idr) for one in payments if not one.correction]
    reopened = sum(one.correction.reopened_idr for one in payments if one.correction)
    money = added_up(order, standing, invoices[0] if invoices else None, reopened)
    return OrderStory(
        order=order,
        buyer=order.buyer,
        lines=_lines(order, lines, deliveries),
        size_columns=_columns(lines),
        samples=samples,
        payments=payments,
        deliveries=deliveries,
        invoices=invoices,
        money=money,
        missing=_missing(order, samples, money),
        questions=questions(order.lead) if order.lead else [],
        verbs=ORDER.verbs(order.stage),
        late=order.stage in PROMISED and order.promised_on < today,
        expired=order.stage == Order.Stage.QUOTED and order.expires_on < today,
    )


def _deliveries(order: Order) -> list[Delivery]:
    goods = DeliveryLine.objects.select_related("line__product").order_by("line__position")
    return list(
        Delivery.objects.filter(order=order)
        .prefetch_related(Prefetch("lines", goods))
        .order_by("delivered_on", "pk")
    )


def _lines(order: Order, lines: list[OrderLine], deliveries: list[Delivery]) -> list[LineStory]:
    gone: dict[int, int] = {}
    for delivery in deliveries:
        for part in delivery.lines.all():
            gone[part.line_id] = gone.get(part.line_id, 0) + part.pieces
    ready = _in_store(order, {line.product_id for line in lines})
    share = order.tolerance_permille
    return [
        LineStory(
            line=line,
            value_idr=line.value_idr,
            sizes=sizes_in_order(line),
            delivered=gone.get(line.pk, 0),
            in_store=ready.get(line.product_id, 0),
            most=most(line.pieces, share),
            least=least(line.pieces, share),
        )
        for line in lines
    ]


def _in_store(order: Order, products: set[int]) -> dict[int, int]:
    """Finished pieces for this order by product: those that went through the last stage of the route."""
    routes = Stage.objects.filter(product__in=products).order_by("position")
    last = {stage.product_id: stage.pk for stage in routes}
    product_of = {stage: product for product, stage in last.items()}
    levels = Level.objects.filter(  # type: ignore[misc]  # always set: the plugin is wrong
        tenant_id=order.tenant_id, place__kind=Place.Kind.STORE, order_id=order.pk, stage__in=product_of
    )
    found: dict[int, int] = defaultdict(int)
    for stage, pieces in levels.values_list("stage_id", "pieces"):
        found[product_of[stage]] += pieces
    return found


def _columns(lines: list[OrderLine]) -> list[str]:
    return list(dict.fromkeys(size for line in lines for size, _pieces in sizes_in_order(line)))


def _missing(order: Order, samples: list[Sample], money: Money) -> list[str]:
    """As `steps.ready_to_make`, from what is already read; only while work has not begun."""
    if order.stage != Order.Stage.ACCEPTED:
        return []
    missing = []
    if order.needs_sample and not any(sample.approved for sample in samples):
        missing.append("sample")
    if money.down_missing_idr:
        missing.append("down payment")
    return missing
