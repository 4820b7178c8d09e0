"""The buyer's money: paid ahead, settled, refunded, kept, invoiced."""

from datetime import date, datetime

from sentra.kernel.actor import Actor
from sentra.ledger.chart import DOWN_PAYMENTS, MONEY, OTHER_INCOME, OWED_BY_BUYERS, OWED_BY_OFFICES, SALES
from sentra.ledger.posting import credit, debit, post


def down_payment_received(
    payment_id: int,
    *,
    order_id: int,
    buyer_id: int,
    amount_idr: int,
    method: str,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """The buyer pays ahead: we owe him goods."""
    return post(
        f"payment:{payment_id}:received", f"order:{order_id}", "Uang muka pelanggan", on,
        [debit(MONEY[method], amount_idr), credit(DOWN_PAYMENTS, amount_idr, buyer_id)],
        by=by, at=at,
    )  # fmt: skip


def settlement_received(  # an event has these facts
    payment_id: int,
    *,
    order_id: int,
    buyer_id: int,
    amount_idr: int,
    method: str,
    public_office: bool,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """The buyer pays the invoice, in whole or in part."""
    return post(
        f"payment:{payment_id}:received", f"order:{order_id}", "Pelunasan tagihan", on,
        [
            debit(MONEY[method], amount_idr),
            credit(receivable(public_office=public_office), amount_idr, buyer_id),
        ],
        by=by, at=at,
    )  # fmt: skip


def refund_paid(
    payment_id: int,
    *,
    order_id: int,
    buyer_id: int,
    amount_idr: int,
    method: str,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """A down payment goes back to the buyer."""
    return post(
        f"payment:{payment_id}:refunded", f"order:{order_id}", "Pengembalian uang muka pelanggan", on,
        [debit(DOWN_PAYMENTS, amount_idr, buyer_id), credit(MONEY[method], amount_idr)],
        by=by, at=at,
    )  # fmt: skip


def down_payment_kept(
    order_id: int, *, buyer_id: int, amount_idr: int, on: date, by: Actor, at: datetime
) -> int:
    """The order is cancelled and this part of the down payment is ours: it pays for work done."""
    return post(
        f"order:{order_id}:down_payment_kept", f"order:{order_id}", "Uang muka yang tidak dikembalikan", on,
        [debit(DOWN_PAYMENTS, amount_idr, buyer_id), credit(OTHER_INCOME, amount_idr)],
        by=by, at=at,
    )  # fmt: skip


def invoice_issued(  # an event has these facts
    invoice_id: int,
    *,
    order_id: int,
    buyer_id: int,
    total_idr: int,
    down_payment_idr: int,
    public_office: bool,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """The sale is earned: the down payment is set against it, the buyer owes the rest."""
    return post(
        f"invoice:{invoice_id}:issued", f"order:{order_id}", "Penjualan", on,
        [
            debit(receivable(public_office=public_office), total_idr - down_payment_idr, buyer_id),
            debit(DOWN_PAYMENTS, down_payment_idr, buyer_id),
            credit(SALES, total_idr),
        ],
        by=by, at=at,
    )  # fmt: skip


def receivable(*, public_office: bool) -> str:
    """Government offices are kept apart: they pay by their own calendar."""
    return OWED_BY_OFFICES if public_office else OWED_BY_BUYERS
