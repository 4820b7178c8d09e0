"""The cash book, for the administration books. Streamed; whole rupiah."""

from collections.abc import Iterator
from datetime import date

from sentra.ledger.chart import CASH
from sentra.ledger.queries.whose import postings

AT_ONCE = 1_000


def cash_book() -> Iterator[tuple[date, int, str, int, int, int]]:
    """(day, entry, memo, in, out, balance) of the cash account, by day. One query."""
    found = postings().filter(account_id=CASH).order_by("booked_on", "pk")
    balance = 0
    rows = found.values_list("booked_on", "entry_id", "entry__memo", "amount_idr").iterator(
        chunk_size=AT_ONCE
    )
    for on, entry, memo, idr in rows:
        balance += idr
        yield on, entry, memo, max(idr, 0), max(-idr, 0), balance
