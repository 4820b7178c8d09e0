"""Goods: delivered, written off, freed for another buyer."""

from collections.abc import Mapping
from datetime import date, datetime

from sentra.kernel.actor import Actor
from sentra.ledger.chart import COST_OF_SALES
from sentra.ledger.posting import credit, debit, post


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
