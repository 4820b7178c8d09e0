"""What the screens of bank and cash ask."""

from sentra.payments.queries.counts import LastCount, counts, last_count
from sentra.payments.queries.desk import Desk, DeskLine, LineDetail, desk, line_detail
from sentra.payments.queries.qris import QrisShown, kept_qris, qris_for
from sentra.payments.queries.reconciliation import month_end, reconciliation, started
from sentra.payments.queries.statements import accounts, statement, statements

__all__ = [
    "Desk",
    "DeskLine",
    "LastCount",
    "LineDetail",
    "QrisShown",
    "accounts",
    "counts",
    "desk",
    "kept_qris",
    "last_count",
    "line_detail",
    "month_end",
    "qris_for",
    "reconciliation",
    "started",
    "statement",
    "statements",
]
