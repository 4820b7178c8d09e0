"""The books as csv: one line a posting, comma between, a header first, no text that Excel would run."""

import csv
import io
from collections.abc import Iterable, Iterator

from sentra.kernel.sheets import to_csv
from sentra.ledger.chart import charted
from sentra.ledger.export.lines import Books, ExportLine

HEADER = (
    "tenant", "date", "entry", "memo", "cause", "source", "reverses", "account", "account_name", "party",
    "party_name", "debit_idr", "credit_idr",
)  # fmt: skip


def text(books: Iterable[Books]) -> Iterator[str]:
    """The header and each posting. `entry` is empty for an opening balance; amounts are whole rupiah."""
    yield _line(HEADER)
    for house in books:
        for line in house.lines():
            yield _line(_cells(house.slug, line))


def _cells(slug: str, line: ExportLine) -> tuple[str | int, ...]:
    return (
        slug, line.booked_on.isoformat(), line.entry_id or "", to_csv(line.memo), to_csv(line.cause),
        to_csv(line.source), line.reverses_id or "", line.account, charted()[line.account].name,
        line.party_id or "", to_csv(line.party or ""), max(line.amount_idr, 0), max(-line.amount_idr, 0),
    )  # fmt: skip


def _line(cells: Iterable[str | int]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(cells)
    return out.getvalue()
