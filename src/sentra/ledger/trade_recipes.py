"""How quick cash enters the books. Like `recipes`: inside the caller's transaction, once per cause.

The fund is money of its own, in a box (1-1120) and at the bank (1-1220), never below zero. What it buys are
half-finished goods at their price, under the purchase ("quickbuy:7") until an order uses them; there they
are part of the order's cost. When the order is paid, the fund gets the price back, and the maker her part of
the gain as money we owe her.
"""

from sentra.ledger.chart import COST_OF_SALES, FUND, HALF_FINISHED, MONEY, OWED_TO_ARTISANS
from sentra.ledger.posting import Booking, credit, debit, post


def fund_moved(move_id: int, booked: Booking, *, amount_idr: int, method: str) -> int:
    """From the cooperative's own cash or bank into the fund's; below zero: back again."""
    return post(
        f"fund:{move_id}:moved", f"fund:{move_id}", "Dana beli tunai diisi atau diambil", booked,
        [debit(FUND[method], amount_idr), credit(MONEY[method], amount_idr)],
    )  # fmt: skip


def goods_bought(purchase_id: int, booked: Booking, *, party_id: int, amount_idr: int, method: str) -> int:
    """Half-finished pieces bought at once: goods of ours, credited to the maker and paid by the fund."""
    return post(
        f"quickbuy:{purchase_id}:bought", f"quickbuy:{purchase_id}", "Beli tunai barang setengah jadi",
        booked,
        [
            debit(HALF_FINISHED, amount_idr),
            credit(OWED_TO_ARTISANS, amount_idr, party_id),
            debit(OWED_TO_ARTISANS, amount_idr, party_id),
            credit(FUND[method], amount_idr),
        ],
    )  # fmt: skip


def goods_used(use_id: int, booked: Booking, *, purchase_id: int, order_id: int, amount_idr: int) -> int:
    """Bought pieces go into an order at their price: two entries, so that each source ends where it must."""
    post(
        f"quickuse:{use_id}:out", f"quickbuy:{purchase_id}", "Barang beli tunai masuk pesanan (keluar)",
        booked,
        [debit(COST_OF_SALES, amount_idr), credit(HALF_FINISHED, amount_idr)],
    )  # fmt: skip
    return post(
        f"quickuse:{use_id}:in", f"order:{order_id}", "Barang beli tunai masuk pesanan (masuk)", booked,
        [debit(HALF_FINISHED, amount_idr), credit(COST_OF_SALES, amount_idr)],
    )  # fmt: skip


def goods_back(use_id: int, booked: Booking, *, purchase_id: int, order_id: int, amount_idr: int) -> int:
    """The order ended before these pieces were finished: they lie in the store again, at their price."""
    post(
        f"quickuse:{use_id}:back:out", f"order:{order_id}", "Barang beli tunai kembali (keluar)", booked,
        [debit(COST_OF_SALES, amount_idr), credit(HALF_FINISHED, amount_idr)],
    )  # fmt: skip
    return post(
        f"quickuse:{use_id}:back:in", f"quickbuy:{purchase_id}", "Barang beli tunai kembali (masuk)", booked,
        [debit(HALF_FINISHED, amount_idr), credit(COST_OF_SALES, amount_idr)],
    )  # fmt: skip


def gain_shared(use_id: int, booked: Booking, *, order_id: int, party_id: int, amount_idr: int) -> int:
    """Her part of what her pieces brought later: a cost of the sale, owed to her."""
    return post(
        f"quickuse:{use_id}:shared", f"order:{order_id}", "Bagi hasil beli tunai", booked,
        [debit(COST_OF_SALES, amount_idr), credit(OWED_TO_ARTISANS, amount_idr, party_id)],
    )  # fmt: skip


def fund_repaid(order_id: int, booked: Booking, *, amount_idr: int, method: str) -> int:
    """The buyer has paid: the fund gets back what the pieces had cost it."""
    return post(
        f"order:{order_id}:fund_repaid", f"order:{order_id}", "Dana beli tunai kembali", booked,
        [debit(FUND[method], amount_idr), credit(MONEY[method], amount_idr)],
    )  # fmt: skip
