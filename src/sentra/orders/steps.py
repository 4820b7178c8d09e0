"""What other verbs do to an order: plain functions that run inside the caller's transaction.

The caller has locked the order (`locked`) and holds the permission. Nothing here asks who may.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.rupiah import formatted
from sentra.ledger import recipes
from sentra.ledger.chart import MONEY
from sentra.ledger.posting import Booking
from sentra.ledger.queries import balance_of
from sentra.orders.models import Order, Payment, Sample
from sentra.orders.money import money
from sentra.orders.stages import ORDER


def locked(order_id: int) -> Order:
    """The order, held until this transaction ends. Raises Order.DoesNotExist for another tenant's."""
    order: Order = Order.objects.select_for_update(of=("self",)).select_related("buyer").get(pk=order_id)
    return order


def locked_all(order_ids: Iterable[int]) -> list[Order]:
    """These orders, held in order of id (no deadlock). Raises Order.DoesNotExist when one is not there."""
    wanted = set(order_ids)
    found = Order.objects.select_for_update(of=("self",)).select_related("buyer").filter(pk__in=wanted)
    held = list(found.order_by("pk"))
    if len(held) != len(wanted):
        raise Order.DoesNotExist
    return held


def moved(order: Order, verb: str, *, fields: tuple[str, ...] = ()) -> Order:
    """Take the order one step on and save it with the other `fields` the caller set. Refuses a wrong step."""
    order.stage = ORDER.after(verb, order.stage)
    order.save(update_fields=["stage", *fields])
    return order


def ready_to_make(order: Order) -> list[str]:
    """What is missing before work may start: "sample", "down payment"; empty when nothing is."""
    missing = []
    if order.needs_sample and not Sample.objects.filter(order=order, approved=True).exists():
        missing.append("sample")
    if money(order).down_missing_idr:
        missing.append("down payment")
    return missing


def start_making(order: Order, *, at: datetime) -> Order:  # every step is told when  # noqa: ARG001
    """ACCEPTED → MAKING. Refuses while the sample or the down payment is missing."""
    missing = ready_to_make(order)
    if "sample" in missing:
        raise Refused(_("The buyer has not approved a sample yet."))
    if missing:
        raise Refused(
            _("The down payment is not complete: %(amount)s is missing.")
            % {"amount": formatted(money(order).down_missing_idr)}
        )
    return moved(order, "start making")


def mark_paid(order: Order) -> Order:
    """INVOICED → PAID once the invoice asks for nothing more. Refuses with the open amount."""
    still_open = money(order).open_idr
    if still_open:
        raise Refused(_("The invoice is still open: %(amount)s.") % {"amount": formatted(still_open)})
    return moved(order, "pay")


def finish(order: Order, *, at: datetime) -> Order:
    """PAID → CLOSED. The caller has settled with the makers. Refuses while we hold the buyer's money."""
    held = money(order).held_idr
    if held:
        raise Refused(_("Give the buyer back %(amount)s first.") % {"amount": formatted(held)})
    order.closed_at = at
    return moved(order, "close", fields=("closed_at",))


def cancel(order: Order, *, reason: str, at: datetime) -> Order:
    """QUOTED, ACCEPTED or MAKING → CANCELLED. What happens to money, goods and work is the caller's."""
    if not reason.strip():
        raise Refused(_("Say why the order is cancelled."), field="reason")
    order.cancelled_at = at
    order.cancelled_reason = reason.strip()[:200]
    return moved(order, "cancel", fields=("cancelled_at", "cancelled_reason"))


def record_refund(
    order: Order, *, amount_idr: int, method: str, paid_on: date, reference: str = "", by: Actor, at: datetime
) -> Payment:
    """Give the buyer back down payment that is still hers, and book it. Refuses more than that."""
    held = money(order).held_idr
    if amount_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if amount_idr > held:
        raise Refused(
            _("Only %(amount)s of the down payment can be given back.") % {"amount": formatted(held)},
            field="amount_idr",
        )
    if amount_idr > balance_of(MONEY[method]):
        raise Refused(_("There is not that much money in this account."), field="method")
    payment: Payment = Payment.objects.create(
        order=order, kind=Payment.Kind.REFUND, method=method, amount_idr=amount_idr, paid_on=paid_on,
        reference=reference, recorded_at=at,
    )  # fmt: skip
    recipes.refund_paid(
        payment.pk, Booking(paid_on, by, at), order_id=order.pk, buyer_id=order.buyer_id,
        amount_idr=amount_idr, method=method,
    )  # fmt: skip
    return payment
