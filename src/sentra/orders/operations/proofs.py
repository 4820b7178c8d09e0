"""A buyer shows that she has paid."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.uploads import keep_picture
from sentra.orders import notices
from sentra.orders.models import Order, PaymentProof
from sentra.orders.steps import locked
from sentra.people.roles import Permission

MOST_PROOFS = 5  # of one order
PAID_FOR = frozenset({Order.Stage.PLACED, Order.Stage.ACCEPTED, Order.Stage.INVOICED})
"""While money is expected."""


@operation(needs=Permission.BUY)
def send_proof(order_id: int, *, picture: bytes, by: Actor, at: datetime) -> PaymentProof:
    """Keep the picture and tell who minds the money. Nothing counts as paid by it.

    Whoever calls it has found the order by the secret of its page. Refuses what is no picture, more than
    MOST_PROOFS, and an order that waits for no money.
    """
    order = locked(order_id)
    if order.stage not in PAID_FOR:
        raise Refused(_("This order waits for no payment."))
    if order.proofs.count() >= MOST_PROOFS:
        raise Refused(_("We have your pictures. The cooperative looks at them."))
    file = keep_picture(picture, name="bukti", at=at)
    made: PaymentProof = PaymentProof.objects.create(order=order, picture=file, sent_at=at)
    notices.proof_sent(order, at=at)
    return made
