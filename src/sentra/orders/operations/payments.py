"""Money from the buyer, as the treasurer sees it arrive. Each payment is booked at once."""

from datetime import date, datetime

from sentra.kernel.actor import Actor
from sentra.kernel.operation import operation
from sentra.orders.models import Payment
from sentra.orders.paying import Said, take_payment
from sentra.orders.steps import locked
from sentra.people.roles import Permission


@operation(needs=Permission.RECORD_PAYMENT)
def record_payment(
    order_id: int,
    *,
    kind: str,
    amount_idr: int,
    method: str,
    paid_on: date,
    reference: str = "",
    by: Actor,
    at: datetime,
) -> Payment:
    """Write down money that arrived (down payment, settlement) or went back (refund), and book it.

    Refuses more than the order, the invoice or the held down payment has room for, naming the amount;
    a day in the future; a kind that does not fit the step. A settlement that pays the invoice makes it PAID.
    """
    said = Said(amount_idr, method, paid_on, reference.strip()[:80])
    return take_payment(locked(order_id), kind, said, by=by, at=at)
