"""Goods: delivered, written off, freed for another buyer."""

from collections.abc import Mapping
from typing import Final

from sentra.ledger.chart import COST_OF_SALES, OWED_TO_ARTISANS
from sentra.ledger.posting import Booking, credit, debit, post

FREE: Final = "stock"
"""The source of free goods' cost: one pool, whatever order they came from."""


def goods_delivered(
    delivery_id: int, booked: Booking, *, order_id: int, costs: Mapping[str, int],
    consigned: Mapping[int, int] | None = None,
) -> int:  # fmt: skip
    """Delivered goods leave the store at their cost. `costs`: 1-1410 and 1-1420 → rupiah.

    `consigned`: party → what a maker is owed for pieces of her own that went with them.
    """
    owed = consigned or {}
    return post(
        f"delivery:{delivery_id}:delivered", f"order:{order_id}", "Harga pokok barang diserahkan", booked,
        [
            debit(COST_OF_SALES, sum(costs.values()) + sum(owed.values())),
            *(credit(account, idr) for account, idr in costs.items()),
            *(credit(OWED_TO_ARTISANS, idr, party) for party, idr in sorted(owed.items())),
        ],
    )  # fmt: skip


def goods_written_off(order_id: int, booked: Booking, *, costs: Mapping[str, int], cause_suffix: str) -> int:
    """Spoiled goods: their cost is a cost of sales. `costs` as in `goods_delivered`."""
    return post(
        f"order:{order_id}:written_off:{cause_suffix}", f"order:{order_id}", "Barang rusak dihapuskan",
        booked,
        [
            debit(COST_OF_SALES, sum(costs.values())),
            *(credit(account, idr) for account, idr in costs.items()),
        ],
    )  # fmt: skip


def goods_set_aside(order_id: int, booked: Booking, *, costs: Mapping[str, int]) -> int:
    """Free goods become an order's at their cost. `costs` as in `goods_delivered`. Back: `goods_freed`."""
    total = sum(costs.values())
    left = post(
        f"order:{order_id}:set_aside:out", FREE, "Stok bebas disisihkan untuk pesanan (keluar)", booked,
        [debit(COST_OF_SALES, total), *(credit(account, idr) for account, idr in costs.items())],
    )  # fmt: skip
    post(
        f"order:{order_id}:set_aside:in", f"order:{order_id}", "Stok bebas disisihkan untuk pesanan (masuk)",
        booked,
        [*(debit(account, idr) for account, idr in costs.items()), credit(COST_OF_SALES, total)],
    )  # fmt: skip
    return left


def goods_freed(order_id: int, booked: Booking, *, costs: Mapping[str, int]) -> int:
    """Goods of an order become free stock at their cost. `costs` as in `goods_delivered`.

    Two entries, so that the order's goods accounts end at zero and the free stock's begin: what the
    first books as cost of sales, the second takes off it again.
    """
    total = sum(costs.values())
    left = post(
        f"order:{order_id}:freed:out", f"order:{order_id}", "Barang pesanan menjadi stok bebas (keluar)",
        booked,
        [debit(COST_OF_SALES, total), *(credit(account, idr) for account, idr in costs.items())],
    )  # fmt: skip
    post(
        f"order:{order_id}:freed:in", FREE, "Barang pesanan menjadi stok bebas (masuk)",
        booked,
        [*(debit(account, idr) for account, idr in costs.items()), credit(COST_OF_SALES, total)],
    )  # fmt: skip
    return left
