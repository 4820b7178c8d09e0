"""The cash book and what the fixed assets stand at, for the administration books. Streamed; whole rupiah."""

from collections.abc import Iterator
from datetime import date

from sentra.ledger.chart import CASH, charted
from sentra.ledger.queries.trial import trial_balance
from sentra.ledger.queries.whose import postings

AT_ONCE = 1_000
FIXED_ASSETS = "aset tetap"


def cash_book() -> Iterator[tuple[str, int, str, int, int, int]]:
    """(day, entry, memo, in, out, balance) of the cash account, by day. One query."""
    found = postings().filter(account_id=CASH).order_by("booked_on", "pk")
    balance = 0
    rows = found.values_list("booked_on", "entry_id", "entry__memo", "amount_idr").iterator(
        chunk_size=AT_ONCE
    )
    for on, entry, memo, idr in rows:
        balance += idr
        yield on.isoformat(), entry, memo, max(idr, 0), max(-idr, 0), balance


def fixed_assets() -> Iterator[tuple[str, str, int]]:
    """(code, name, what stands there) of each used account of fixed assets; depreciation is negative."""
    for row in trial_balance(date.max).rows:
        if charted()[row.code].section == FIXED_ASSETS:
            yield row.code, row.name, row.turnover.balance_idr
