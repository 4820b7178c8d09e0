"""Papers of bank and cash: the month's reconciliation, and the record of a cash count. Indonesian."""

from datetime import datetime

from sentra.kernel.dates import month_written, written
from sentra.kernel.pdf import render
from sentra.kernel.words import day_in_words, kuitansi
from sentra.ledger.chart import BANK, CASH, FUND, PETTY_CASH
from sentra.payments.denominations import NOTES
from sentra.payments.models import CashCount
from sentra.payments.reconciling import Reconciliation
from sentra.people.house import House

NAMES = {
    BANK: "Bank (1-1200)",
    FUND["bank"]: "Bank dana beli tunai (1-1220)",
    CASH: "Kas",
    PETTY_CASH: "Kas kecil",
    FUND["cash"]: "Kas dana beli tunai",
}
STATES = {"counted": "belum disahkan", "confirmed": "", "rejected": "dikembalikan, tidak berlaku"}


def reconciliation_paper(found: Reconciliation, ledger: str, house: House, *, at: datetime) -> bytes:
    """Rekonsiliasi bank: both balances and every line or posting between them."""
    data = {
        "letter": house.letter("RB", found.until.month, found.until.year, found.until),
        "account": NAMES[ledger],
        "month": month_written(found.until),
        "until": found.until,
        "statement_idr": found.statement_idr,
        "books_idr": found.books_idr,
        "opening_difference_idr": found.opening_difference_idr,
        "gap_idr": found.gap_idr,
        "lines": [_row(one.on, one.text, one.amount_idr) for one in found.lines],
        "postings": [_row(one.on, one.text, one.amount_idr) for one in found.postings],
        "agrees": found.agrees,
        "signer": house.signer,
    }
    return render("payments/papers/reconciliation.typ", data, at=at)


def _row(on: object, text: str, idr: int) -> dict[str, object]:
    return {"on": on, "text": text, "idr": idr}


def count_paper(count: CashCount, house: House, *, at: datetime) -> bytes:
    """Berita acara perhitungan kas: what lay in the box, what the books said, who counted and who saw it."""
    rows = [
        {"value_idr": value, "pieces": count.pieces[str(value)], "idr": value * count.pieces[str(value)]}
        for value in NOTES
        if str(value) in count.pieces
    ]
    data = {
        "letter": house.letter("BAPK", count.number, count.year, count.counted_on),
        "box": NAMES[count.ledger],
        "day_in_words": day_in_words(count.counted_on),
        "on": written(count.counted_on),
        "rows": rows,
        "counted_idr": int(count.counted_idr),
        "counted_words": kuitansi(int(count.counted_idr)),
        "expected_idr": int(count.expected_idr),
        "difference_idr": count.difference_idr,
        "reason": count.reason,
        "state": STATES[count.state],
        "rejected_reason": count.rejected_reason,
        "counted_by": count.counted_by_name,
        "answered_by": count.answered_by_name,
    }
    return render("payments/papers/cash_count.typ", data, at=at)
