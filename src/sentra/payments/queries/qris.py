"""The code a buyer scans: the cooperative's own, with her amount in it."""

from dataclasses import dataclass
from datetime import date

from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.payments.models import QrisCode
from sentra.payments.qris import most_idr, read, with_amount
from sentra.payments.qris.converting import MOST_BILL


@dataclass(frozen=True)
class QrisShown:
    """A dynamic code as text, and what stands beside it. It asks for money; it is no proof of payment."""

    text: str
    amount_idr: int
    merchant_name: str
    nmid: str
    bill: str  # as it stands in the code; "" where it has no room for one


def kept_qris(tenant: Tenant) -> QrisCode | None:
    """The static code in use; None when none is kept. One query, in a scope that may read the tenant."""
    found: QrisCode | None = QrisCode.objects.filter(tenant=tenant, put_away_at__isnull=True).first()
    return found


def qris_for(tenant: Tenant, amount_idr: int, reference: str, *, on: date) -> QrisShown | None:
    """The cooperative's code with this amount, to draw with `{% qris %}`: one query.

    None when no code is kept, when nothing is to be paid, and when the amount is more than one QRIS payment
    may be on that day: the page then offers the other ways. `reference` (the order's number) goes into the
    code as the bill, without letters it may not hold, cut to 25; left out where the code has no room.
    Show beside it that nothing is paid before the cooperative has received it; the component does.
    """
    kept = kept_qris(tenant)
    if kept is None or not 0 < amount_idr <= most_idr(on):
        return None
    code = read(kept.text)
    bill = "".join(letter for letter in reference if letter.isascii() and letter.isprintable())
    bill = " ".join(bill.split())[:MOST_BILL].strip()
    try:
        text = with_amount(code, amount_idr, bill=bill)
    except Refused:
        bill, text = "", with_amount(code, amount_idr)
    return QrisShown(text, amount_idr, kept.merchant_name, kept.nmid, bill)
