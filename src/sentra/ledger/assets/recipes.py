"""How fixed assets enter the books. Like `recipes`: inside the caller's transaction, once per cause."""

from collections.abc import Sequence

from sentra.ledger.chart import MONEY, OPENING_EQUITY
from sentra.ledger.posting import Booking, credit, debit, post

EQUIPMENT, WRITTEN_OFF, DEPRECIATION, LEAVING = "1-2100", "1-2190", "6-1600", "8-1300"


def asset_bought(asset_id: int, booked: Booking, *, name: str, cost_idr: int, method: str) -> int:
    return post(
        f"asset:{asset_id}:bought", f"asset:{asset_id}", f"Pembelian aset tetap: {name}", booked,
        [debit(EQUIPMENT, cost_idr), credit(MONEY[method], cost_idr)],
    )  # fmt: skip


def asset_owned(asset_id: int, booked: Booking, *, name: str, cost_idr: int, lost_idr: int) -> int:
    """Ours before the books began: no money moves; what is left of it stands against opening balances."""
    return post(
        f"asset:{asset_id}:owned", f"asset:{asset_id}", f"Aset tetap sebelum Sentra: {name}", booked,
        [
            debit(EQUIPMENT, cost_idr), credit(WRITTEN_OFF, lost_idr),
            credit(OPENING_EQUITY, cost_idr - lost_idr),
        ],
    )  # fmt: skip


def month_depreciated(month_id: int, booked: Booking, *, lines: Sequence[tuple[str, int]]) -> int:
    """`lines`: name → rupiah, a pair of postings each, in this order; the memo names as many as fit."""
    memo = f"Penyusutan {booked.on:%m-%Y}: " + ", ".join(name for name, _idr in lines)
    pairs = [(debit(DEPRECIATION, idr), credit(WRITTEN_OFF, idr)) for _name, idr in lines]
    return post(
        f"depreciation:{month_id}:booked", f"depreciation:{month_id}", memo, booked,
        [line for pair in pairs for line in pair],
    )  # fmt: skip


def asset_left(
    asset_id: int, booked: Booking, *, nth: int, name: str, cost_idr: int, lost_idr: int, proceeds_idr: int,
    method: str,
) -> int:  # fmt: skip
    """Sold (`proceeds_idr`) or thrown away (0): cost and write-off leave, gain or loss stands on 8-1300."""
    gain = proceeds_idr - (cost_idr - lost_idr)
    again = f":{nth}" if nth else ""
    return post(
        f"asset:{asset_id}:left{again}", f"asset:{asset_id}", f"Pelepasan aset tetap: {name}", booked,
        [
            debit(MONEY[method], proceeds_idr), debit(WRITTEN_OFF, lost_idr), credit(EQUIPMENT, cost_idr),
            credit(LEAVING, gain),
        ],
    )  # fmt: skip
