"""What the screens of bank and cash ask."""

from sentra.payments.queries.counts import LastCount, counts, last_count
from sentra.payments.queries.desk import Desk, DeskLine, LineDetail, desk, line_detail
from sentra.payments.queries.reconciliation import month_end, reconciliation, started
from sentra.payments.queries.statements import accounts, statement, statements

__all__ = [
    "Desk",
    "DeskLine",
    "LastCount",
    "LineDetail",
    "accounts",
    "counts",
    "desk",
    "last_count",
    "line_detail",
    "month_end",
    "reconciliation",
    "started",
    "statement",
    "statements",
]
