"""From an offer to an order: quote, change, accept, decline. Acceptance freezes price and terms."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.orders.agreeing import agreed
from sentra.orders.facts import QuotationFacts, QuotedLine
from sentra.orders.faults import of_terms
from sentra.orders.leads import answered, held_of
from sentra.orders.lines import MOST_IDR, checked
from sentra.orders.models import Lead, Order, OrderLine
from sentra.orders.size_lists import open_products
from sentra.orders.stages import ORDER
from sentra.orders.steps import locked, moved
from sentra.people.models import Party
from sentra.people.roles import Permission
from sentra.people.steps import find_or_make_buyer

TERMS = ("promised_on", "expires_on", "down_payment_permille", "tolerance_permille", "payment_days")


@operation(needs=Permission.QUOTE)
def quote(facts: QuotationFacts, *, by: Actor, at: datetime) -> Order:
    """Offer price, terms and a date to a buyer, perhaps in answer to a lead.

    Sizes may wait, wholly or, where the lead's size list has open questions, in part. Refuses lines whose
    sizes do not add up, an offer that has ended before it is made, a closed lead.
    """
    today = by.today(at)
    lead = answered(facts.lead_id) if facts.lead_id else None
    total_idr = _checked(facts, lead, today)
    buyer = _buyer(facts, today)
    order: Order = Order.objects.create(
        number=next_number("order", today.year), year=today.year, buyer=buyer, lead=lead, quoted_at=at,
        total_idr=total_idr, **_terms(facts),
    )  # fmt: skip
    _write_lines(order, facts.lines)
    return order


@operation(needs=Permission.QUOTE)
def change_quotation(order_id: int, facts: QuotationFacts, *, by: Actor, at: datetime) -> Order:
    """Replace an offer that nobody has accepted yet; number and lead stay. Refuses like `quote`."""
    lead, order = held_of(order_id), locked(order_id)
    ORDER.after("change", order.stage)
    today = by.today(at)
    order.total_idr = _checked(facts, lead, today)
    order.buyer, order.quoted_at = _buyer(facts, today), at
    terms = _terms(facts)
    for name, value in terms.items():
        setattr(order, name, value)
    order.save(update_fields=["total_idr", "buyer", "quoted_at", *terms])
    OrderLine.objects.filter(order=order).delete()
    _write_lines(order, facts.lines)
    return order


@operation(needs=Permission.ACCEPT_ORDERS)
def accept_quotation(order_id: int, *, today: date, by: Actor, at: datetime) -> Order:
    """The buyer says yes: from here on price and terms are frozen.

    Refuses an expired offer (the day is the cooperative's own), open questions about sizes, and pieces of
    a product made in sizes that have none.
    """
    lead, order = held_of(order_id), locked(order_id)
    ORDER.after("accept", order.stage)
    if max(today, by.today(at)) > order.expires_on:
        raise Refused(_("This quotation has expired. Make a new one."))
    return agreed(lead, order, at=at)


@operation(needs=Permission.QUOTE, says=("reason",))
def decline_quotation(order_id: int, *, reason: str, by: Actor, at: datetime) -> Order:
    """The buyer says no. Refuses an order that is already accepted: that one is cancelled."""
    order = locked(order_id)
    if not reason.strip():
        raise Refused(_("Say why the quotation was declined."), field="reason")
    order.cancelled_reason = reason.strip()[:200]
    return moved(order, "lapse", fields=("cancelled_reason",))


@operation(needs=Permission.QUOTE)
def lapse_quotations(*, today: date, by: Actor, at: datetime) -> list[Order]:
    """Put aside every offer whose last day has passed. A job calls this each morning."""
    over = (
        Order.objects.select_for_update()
        .filter(stage=Order.Stage.QUOTED, expires_on__lt=today)
        .order_by("pk")
    )
    return [moved(order, "lapse") for order in over]


def _checked(facts: QuotationFacts, lead: Lead | None, today: date) -> int:
    """The total in rupiah, when everything offered can be meant."""
    if not facts.lines:
        raise Refused(_("Offer at least one product."), field="lines")
    checked(facts.lines, open_sizes=open_products(lead) if lead else frozenset())
    if min(line.price_idr for line in facts.lines) < 0:
        raise Refused(_("A price is never negative."), field="lines")
    total_idr = sum(line.pieces * line.price_idr for line in facts.lines)
    if not 0 < total_idr <= MOST_IDR:
        raise Refused(_("The total must be more than zero and less than a thousand trillion."), field="lines")
    for fault in of_terms(today=today, **{name: getattr(facts, name) for name in TERMS}):
        raise fault
    return total_idr


def _buyer(facts: QuotationFacts, today: date) -> Party:
    said = facts.buyer
    return find_or_make_buyer(
        said.name,
        buyer_kind=said.buyer_kind,
        phone=said.phone,
        email=said.email,
        address=said.address,
        today=today,
    )


def _terms(facts: QuotationFacts) -> dict[str, object]:
    return {
        "wished_on": facts.wished_on,
        "promised_on": facts.promised_on,
        "expires_on": facts.expires_on,
        "down_payment_permille": facts.down_payment_permille,
        "payment_days": facts.payment_days,
        "tolerance_permille": facts.tolerance_permille,
        "needs_sample": facts.needs_sample,
        "terms": facts.terms.strip(),
    }


def _write_lines(order: Order, lines: Sequence[QuotedLine]) -> None:
    OrderLine.objects.bulk_create(
        OrderLine(
            order=order,
            position=position,
            product_id=line.product_id,
            pieces=line.pieces,
            sizes=dict(line.sizes),
            price_idr=line.price_idr,
            note=line.note.strip()[:300],
        )
        for position, line in enumerate(lines, start=1)
    )
