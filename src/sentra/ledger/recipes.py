"""How each event of the cooperative enters the books. Written to be read by an accountant.

Each recipe runs inside the caller's transaction and returns the entry's id (0: no money moved). The
cause makes an event post once; the source is what a figure opens to. All amounts are whole rupiah.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sentra.kernel.actor import Actor
from sentra.ledger.chart import (
    ADVANCES,
    COST_OF_SALES,
    DOWN_PAYMENTS,
    FINISHED,
    HALF_FINISHED,
    MONEY,
    OTHER_EXPENSE,
    OTHER_INCOME,
    OWED_BY_BUYERS,
    OWED_BY_OFFICES,
    OWED_TO_ARTISANS,
    SALES,
)
from sentra.ledger.posting import Event, credit, debit, post, post_each

# ---- the buyer's money --------------------------------------------------------------------------


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


# ---- the makers' money --------------------------------------------------------------------------


@dataclass(frozen=True)
class PaidAdvance:
    advance_id: int
    order_id: int
    party_id: int
    amount_idr: int


def advances_paid(advances: Iterable[PaidAdvance], *, method: str, on: date, by: Actor, at: datetime) -> int:
    """Working money for artisans, to be taken back from each one's payouts of the same order."""
    events = (
        Event(
            f"advance:{one.advance_id}:paid", f"order:{one.order_id}", "Uang muka kepada pengrajin",
            (debit(ADVANCES, one.amount_idr, one.party_id), credit(MONEY[method], one.amount_idr)),
        )
        for one in advances
    )  # fmt: skip
    return post_each(events, on, by=by, at=at)


def advance_repaid(
    advance_id: int,
    *,
    order_id: int,
    party_id: int,
    amount_idr: int,
    repaid_before_idr: int,
    method: str,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """An artisan hands working money back. `repaid_before_idr` tells one repayment from the next."""
    return post(
        f"advance:{advance_id}:handed_back:{repaid_before_idr}", f"order:{order_id}",
        "Uang muka pengrajin dikembalikan", on,
        [debit(MONEY[method], amount_idr), credit(ADVANCES, amount_idr, party_id)],
        by=by, at=at,
    )  # fmt: skip


def advance_written_off(
    advance_id: int,
    *,
    order_id: int,
    party_id: int,
    amount_idr: int,
    on: date,
    by: Actor,
    at: datetime,
    written_off_before_idr: int = 0,
) -> int:
    """What she is not asked to pay back, because the order ended through no fault of hers.

    `written_off_before_idr` tells one write-off of an advance from the next.
    """
    again = f":{written_off_before_idr}" if written_off_before_idr else ""
    return post(
        f"advance:{advance_id}:written_off{again}", f"order:{order_id}", "Uang muka pengrajin dihapuskan", on,
        [debit(OTHER_EXPENSE, amount_idr), credit(ADVANCES, amount_idr, party_id)],
        by=by, at=at,
    )  # fmt: skip


def pieces_accepted(
    inspection_id: int,
    *,
    order_id: int,
    party_id: int,
    amount_idr: int,
    finished: bool,
    on: date,
    by: Actor,
    at: datetime,
) -> int:
    """Accepted pieces become goods of ours and money of hers."""
    return post(
        f"inspection:{inspection_id}:accepted", f"order:{order_id}", "Barang diterima dari pengrajin", on,
        [
            debit(FINISHED if finished else HALF_FINISHED, amount_idr),
            credit(OWED_TO_ARTISANS, amount_idr, party_id),
        ],
        by=by, at=at,
    )  # fmt: skip


@dataclass(frozen=True)
class PaidSlip:
    """One payout: gross = recovered + deducted + returned + net. `bounces`: its payments that came back."""

    slip_id: int
    party_id: int
    gross_idr: int
    recovered_idr: int
    net_idr: int
    deducted_idr: int = 0
    returned_idr: int = 0  # pay of pieces that came back: a cost that did not arise
    bounces: int = 0


def slips_paid(slips: Iterable[PaidSlip], *, method: str, on: date, by: Actor, at: datetime) -> int:
    """Payouts: what we owed each maker, less the advance taken back and what she agreed to."""
    events = (
        Event(
            f"slip:{one.slip_id}:paid" + (f":{one.bounces}" if one.bounces else ""),
            f"slip:{one.slip_id}", "Pembayaran pengrajin",
            (
                debit(OWED_TO_ARTISANS, one.gross_idr, one.party_id),
                credit(ADVANCES, one.recovered_idr, one.party_id),
                credit(OTHER_INCOME, one.deducted_idr),
                credit(COST_OF_SALES, one.returned_idr),
                credit(MONEY[method], one.net_idr),
            ),
        )
        for one in slips
    )  # fmt: skip
    return post_each(events, on, by=by, at=at)


# ---- goods --------------------------------------------------------------------------------------


def goods_delivered(
    delivery_id: int, *, order_id: int, costs: Mapping[str, int], on: date, by: Actor, at: datetime
) -> int:
    """Delivered goods leave the store at their cost. `costs`: 1-1410 and 1-1420 → rupiah."""
    return post(
        f"delivery:{delivery_id}:delivered", f"order:{order_id}", "Harga pokok barang diserahkan", on,
        [
            debit(COST_OF_SALES, sum(costs.values())),
            *(credit(account, idr) for account, idr in costs.items()),
        ],
        by=by, at=at,
    )  # fmt: skip


def goods_written_off(
    order_id: int, *, costs: Mapping[str, int], cause_suffix: str, on: date, by: Actor, at: datetime
) -> int:
    """Spoiled goods: their cost is a cost of sales. `costs` as in `goods_delivered`."""
    return post(
        f"order:{order_id}:written_off:{cause_suffix}", f"order:{order_id}", "Barang rusak dihapuskan", on,
        [
            debit(COST_OF_SALES, sum(costs.values())),
            *(credit(account, idr) for account, idr in costs.items()),
        ],
        by=by, at=at,
    )  # fmt: skip


def goods_freed(order_id: int, *, costs: Mapping[str, int], on: date, by: Actor, at: datetime) -> int:
    """Goods of an order become free stock at their cost. `costs` as in `goods_delivered`.

    Two entries, so that the order's goods accounts end at zero and the free stock's begin: what the
    first books as cost of sales, the second takes off it again.
    """
    total = sum(costs.values())
    left = post(
        f"order:{order_id}:freed:out", f"order:{order_id}", "Barang pesanan menjadi stok bebas (keluar)", on,
        [debit(COST_OF_SALES, total), *(credit(account, idr) for account, idr in costs.items())],
        by=by, at=at,
    )  # fmt: skip
    post(
        f"order:{order_id}:freed:in", f"stock:{order_id}", "Barang pesanan menjadi stok bebas (masuk)", on,
        [*(debit(account, idr) for account, idr in costs.items()), credit(COST_OF_SALES, total)],
        by=by, at=at,
    )  # fmt: skip
    return left
