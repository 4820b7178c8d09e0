"""The buyer's money: paid ahead, settled, refunded, kept, invoiced."""

from sentra.ledger.chart import DOWN_PAYMENTS, MONEY, OTHER_INCOME, OWED_BY_BUYERS, OWED_BY_OFFICES, SALES
from sentra.ledger.posting import Booking, credit, debit, post


def down_payment_received(
    payment_id: int, booked: Booking, *, order_id: int, buyer_id: int, amount_idr: int, method: str
) -> int:
    """The buyer pays ahead: we owe him goods."""
    return post(
        f"payment:{payment_id}:received", f"order:{order_id}", "Uang muka pelanggan", booked,
        [debit(MONEY[method], amount_idr), credit(DOWN_PAYMENTS, amount_idr, buyer_id)],
    )  # fmt: skip


def settlement_received(
    payment_id: int, booked: Booking, *, order_id: int, buyer_id: int, amount_idr: int, method: str,
    public_office: bool,
) -> int:  # fmt: skip
    """The buyer pays the invoice, in whole or in part."""
    return post(
        f"payment:{payment_id}:received", f"order:{order_id}", "Pelunasan tagihan", booked,
        [
            debit(MONEY[method], amount_idr),
            credit(receivable(public_office=public_office), amount_idr, buyer_id),
        ],
    )  # fmt: skip


def refund_paid(
    payment_id: int, booked: Booking, *, order_id: int, buyer_id: int, amount_idr: int, method: str
) -> int:
    """A down payment goes back to the buyer."""
    return post(
        f"payment:{payment_id}:refunded", f"order:{order_id}", "Pengembalian uang muka pelanggan", booked,
        [debit(DOWN_PAYMENTS, amount_idr, buyer_id), credit(MONEY[method], amount_idr)],
    )  # fmt: skip


def down_payment_kept(order_id: int, booked: Booking, *, buyer_id: int, amount_idr: int) -> int:
    """The order is cancelled and this part of the down payment is ours: it pays for work done."""
    return post(
        f"order:{order_id}:down_payment_kept", f"order:{order_id}", "Uang muka yang tidak dikembalikan",
        booked,
        [debit(DOWN_PAYMENTS, amount_idr, buyer_id), credit(OTHER_INCOME, amount_idr)],
    )  # fmt: skip


def invoice_issued(
    invoice_id: int, booked: Booking, *, order_id: int, buyer_id: int, total_idr: int, down_payment_idr: int,
    public_office: bool,
) -> int:  # fmt: skip
    """The sale is earned: the down payment is set against it, the buyer owes the rest."""
    return post(
        f"invoice:{invoice_id}:issued", f"order:{order_id}", "Penjualan", booked,
        [
            debit(receivable(public_office=public_office), total_idr - down_payment_idr, buyer_id),
            debit(DOWN_PAYMENTS, down_payment_idr, buyer_id),
            credit(SALES, total_idr),
        ],
    )  # fmt: skip


def receivable(*, public_office: bool) -> str:
    """Government offices are kept apart: they pay by their own calendar."""
    return OWED_BY_OFFICES if public_office else OWED_BY_BUYERS
