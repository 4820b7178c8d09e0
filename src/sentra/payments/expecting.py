"""What buyers are expected to send, order by order, in the words of `matching`."""

from sentra.orders.models import Payment
from sentra.orders.queries.coming import Coming, coming
from sentra.payments.matching import Expected

DOWN, SETTLE = Payment.Kind.DOWN_PAYMENT, Payment.Kind.SETTLEMENT


def expected() -> list[Expected]:
    """Open invoices; down payments asked for, and whole orders paid ahead. Four queries for any number."""
    return [one for order in coming() for one in _of(order)]


def _of(one: Coming) -> list[Expected]:
    if one.invoice:
        return [_as(one, SETTLE, one.money.open_idr)] if one.money.open_idr > 0 else []
    sums = {one.down_missing_idr, one.money.down_room_idr} - {0}
    return [_as(one, DOWN, idr) for idr in sorted(sums) if idr > 0]


def _as(one: Coming, kind: str, amount_idr: int) -> Expected:
    order = one.order
    codes = [str(order)]
    if one.invoice:
        codes.append(f"{one.invoice.number}/{one.invoice.year}")
    since = order.quoted_at.date()
    return Expected(f"order:{order.pk}:{kind}", amount_idr, since, (order.buyer.name,), tuple(codes))
