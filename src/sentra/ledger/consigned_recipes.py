"""Goods makers left to be sold: not ours, so nothing is booked until they are sold, lost or come back.

What is owed with a delivery stands in the delivery's own entry (`recipes.goods_delivered`).
"""

from collections.abc import Mapping
from typing import Final

from sentra.ledger.chart import COST_OF_SALES, OTHER_EXPENSE, OWED_TO_ARTISANS
from sentra.ledger.posting import Booking, credit, debit, post

LOST: Final = "consigned"
"""The source of what was lost: it belongs to no order."""


def consigned_returned(
    return_id: int, booked: Booking, *, order_id: int | None, party_id: int, amount_idr: int
) -> int:
    """Her pieces came back: they cost us nothing, and are not owed. No order: they were lost."""
    source, memo = (
        (f"order:{order_id}", "Barang titipan kembali dari pembeli")
        if order_id
        else (LOST, "Barang titipan yang hilang ditemukan")
    )
    cost = COST_OF_SALES if order_id else OTHER_EXPENSE
    return post(
        f"consigned_return:{return_id}:back", source, memo, booked,
        [debit(OWED_TO_ARTISANS, amount_idr, party_id), credit(cost, amount_idr)],
    )  # fmt: skip


def consigned_lost(count_id: int, booked: Booking, *, owed: Mapping[int, int]) -> int:
    """Her pieces were lost while they lay with us: our loss, owed to her. `owed`: party → rupiah."""
    return post(
        f"stock_count:{count_id}:consigned", LOST, "Barang titipan hilang, menjadi utang koperasi", booked,
        [
            debit(OTHER_EXPENSE, sum(owed.values())),
            *(credit(OWED_TO_ARTISANS, idr, party) for party, idr in sorted(owed.items())),
        ],
    )  # fmt: skip
