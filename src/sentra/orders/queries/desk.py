"""Every order that is not over, with what decides who has to do something about it now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q, Sum

from sentra.crafts.models import Stage
from sentra.kernel.tenancy import scope
from sentra.orders.models import DeliveryLine, Invoice, Order, OrderLine, Payment, Sample
from sentra.orders.money import Money, added_up
from sentra.orders.size_lists import open_questions
from sentra.orders.stages import OPEN, PROMISED
from sentra.stock.models import Level, Place

MOST = 400  # orders looked at, the soonest promised first


@dataclass(frozen=True)
class Running:
    """One order. Money in whole rupiah, goods in pieces of its products."""

    order: Order
    money: Money
    sample: str  # what the sample waits for: "show", "answer", or ""
    questions: int  # open ones of the buyer's size list
    to_come: int  # pieces still owed to the buyer
    ready: int  # of them, finished in the store
    due_on: date | None  # of its invoice
    late: bool

    @property
    def all_ready(self) -> bool:
        return 0 < self.to_come <= self.ready


def running(*, today: date) -> list[Running]:
    """Bound orders, and quotations that ended or have open questions. Seven queries for any number."""
    shown = Sample.objects.filter(order=OuterRef("pk"))
    orders = list(
        Order.objects.filter(Q(stage__in=[*OPEN, Order.Stage.QUOTED]))
        .select_related("buyer", "lead")
        .annotate(agreed=Exists(shown.filter(approved=True)), asked=Exists(shown.filter(approved=None)))
        .order_by("promised_on", "pk")[:MOST]
    )
    invoices, goods = invoices_of(orders), _goods([one.pk for one in orders])
    money = money_of(orders, invoices)
    return [
        Running(
            order=one,
            money=money[one.pk],
            sample=_sample(one, agreed=one.agreed, asked=one.asked),
            questions=len(open_questions(one.lead)) if one.lead else 0,
            to_come=max(0, goods[one.pk][0] - goods[one.pk][1]),
            ready=goods[one.pk][2],
            due_on=invoices[one.pk].due_on if one.pk in invoices else None,
            late=one.stage in PROMISED and one.promised_on < today,
        )
        for one in orders
    ]


def _sample(order: Order, *, agreed: bool, asked: bool) -> str:
    if not order.needs_sample or agreed or order.stage != Order.Stage.ACCEPTED:
        return ""
    return "answer" if asked else "show"


def invoices_of(orders: Iterable[Order]) -> dict[int, Invoice]:
    """Order → its invoice, with what it asks for again (`reopened`). One query."""
    reopened = Sum("order__payments__taken_back__reopened_idr", default=0)
    found = Invoice.objects.filter(order__in=[one.pk for one in orders]).annotate(reopened=reopened)
    return {one.order_id: one for one in found}


def money_of(orders: Sequence[Order], invoices: dict[int, Invoice]) -> dict[int, Money]:
    """The sums of these orders. One query."""
    paid: dict[int, list[tuple[str, int]]] = defaultdict(list)
    standing = Payment.objects.filter(order__in=[one.pk for one in orders], taken_back__isnull=True)
    for order_id, kind, idr in standing.values_list("order", "kind").annotate(Sum("amount_idr")).order_by():
        paid[order_id].append((kind, idr))
    return {
        one.pk: added_up(
            one, paid[one.pk], invoices.get(one.pk), getattr(invoices.get(one.pk), "reopened", 0)
        )
        for one in orders
    }


def _goods(orders: Sequence[int]) -> dict[int, tuple[int, int, int]]:
    """Order → pieces ordered, handed over, and finished in the store."""
    lines = list(OrderLine.objects.filter(order__in=orders).values_list("order", "product", "pieces"))
    gone = DeliveryLine.objects.filter(line__order__in=orders).values_list("line__order")
    handed = dict(gone.annotate(Sum("pieces")).order_by())
    routes = Stage.objects.filter(product__in={product for _order, product, _n in lines})
    last = {stage.product_id: stage.pk for stage in routes.order_by("position")}
    lying = Level.objects.filter(
        tenant_id=scope().writes or scope().reads[0],
        place__kind=Place.Kind.STORE,
        order_id__in=orders,
        stage__in=last.values(),
    )
    ready: dict[int, int] = defaultdict(int)
    for order_id, pieces in lying.values_list("order_id", "pieces"):
        ready[order_id] += pieces
    ordered: dict[int, int] = defaultdict(int)
    for order_id, _product, pieces in lines:
        ordered[order_id] += pieces
    return {one: (ordered[one], handed.get(one, 0), ready[one]) for one in orders}
