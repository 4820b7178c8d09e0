"""What taking a payment back would change: said before anybody presses the button, done when she does."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.rupiah import formatted
from sentra.orders.models import Order, Payment
from sentra.orders.money import Money
from sentra.orders.stages import PAYMENT_CORRECTED


@dataclass(frozen=True)
class Outcome:
    """Whole rupiah, after the payment is taken back."""

    reopened_idr: int  # the invoice had taken it off and asks for it again
    open_idr: int  # what the invoice then asks for in all
    down_missing_idr: int  # of the down payment agreed before work starts; 0 once there is an invoice
    unpaid: bool  # the order counted as paid and no longer does


def outcome(payment: Payment, order: Order, before: Money) -> Outcome:
    """From the order's sums while the payment still counts. Asks the database nothing.

    Refuses an order that is over, and a down payment of which a part went back to the buyer.
    """
    if order.stage not in PAYMENT_CORRECTED:
        raise Refused(_("This order is over. Correct its money by an entry in the books."))
    kinds, amount = Payment.Kind, payment.amount_idr
    if payment.kind == kinds.REFUND:
        return Outcome(0, before.open_idr, 0, unpaid=False)
    reopened = max(amount - before.held_idr, 0) if payment.kind == kinds.DOWN_PAYMENT else 0
    if reopened > before.set_off_idr:
        raise Refused(
            _("%(amount)s of it went back to the buyer. Take that refund back first.")
            % {"amount": formatted(reopened - before.set_off_idr)}
        )
    asked = before.open_idr + (amount if payment.kind == kinds.SETTLEMENT else reopened)
    down = before.down_idr - (amount if payment.kind == kinds.DOWN_PAYMENT else 0)
    missing = 0 if before.invoiced_idr else max(before.asked_down_idr - down, 0)
    return Outcome(reopened, asked, missing, unpaid=order.stage == Order.Stage.PAID and asked > 0)
