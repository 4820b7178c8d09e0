"""How materials enter the books. Like `recipes`: inside the caller's transaction, once per cause.

Materials are inventory (1-1400) at what they cost until they are used; then their cost is part of the goods
they went into, and leaves with them. The value of each move is the moving average, reckoned by the stock.
"""

from sentra.ledger.chart import (
    FINISHED,
    HALF_FINISHED,
    MATERIALS,
    MONEY,
    OTHER_EXPENSE,
    TRADE_PAYABLES,
)
from sentra.ledger.posting import Booking, credit, debit, post


def materials_bought(
    purchase_id: int, booked: Booking, *, material_id: int, amount_idr: int, method: str
) -> int:
    """Into the store, paid from cash or bank, or owed to the supplier (`method` "later")."""
    return post(
        f"purchase:{purchase_id}:bought", f"material:{material_id}", "Pembelian bahan baku", booked,
        [debit(MATERIALS, amount_idr), credit(MONEY.get(method, TRADE_PAYABLES), amount_idr)],
    )  # fmt: skip


def purchase_paid(
    purchase_id: int, booked: Booking, *, material_id: int, amount_idr: int, method: str
) -> int:
    """The supplier gets what was bought on credit."""
    return post(
        f"purchase:{purchase_id}:paid", f"material:{material_id}", "Pelunasan pembelian bahan baku", booked,
        [debit(TRADE_PAYABLES, amount_idr), credit(MONEY[method], amount_idr)],
    )  # fmt: skip


def materials_used(move_id: int, booked: Booking, *, order_id: int, amount_idr: int, finished: bool) -> int:
    """What was used becomes part of the goods of its order: it leaves with them as cost of sales."""
    return post(
        f"material_move:{move_id}", f"order:{order_id}", "Bahan baku terpakai", booked,
        [debit(FINISHED if finished else HALF_FINISHED, amount_idr), credit(MATERIALS, amount_idr)],
    )  # fmt: skip


def materials_lost(move_id: int, booked: Booking, *, source: str, amount_idr: int) -> int:
    """Lost or spoiled: an expense of ours in full. What a maker agrees to pay comes as income of her slip."""
    return post(
        f"material_move:{move_id}", source, "Bahan baku hilang atau rusak", booked,
        [debit(OTHER_EXPENSE, amount_idr), credit(MATERIALS, amount_idr)],
    )  # fmt: skip
