"""The verbs of bank and cash, one noun a file."""

from sentra.payments.operations.counts import confirm_count, count_cash, send_back_count
from sentra.payments.operations.matches import confirm_matches, refuse_match, split_line, undo_match
from sentra.payments.operations.qris import keep_qris, put_away_qris
from sentra.payments.operations.statements import (
    check_statement,
    drop_statement,
    keep_statement,
    open_bank_account,
    set_columns,
    undo_statement,
)

__all__ = [
    "check_statement",
    "confirm_count",
    "confirm_matches",
    "count_cash",
    "drop_statement",
    "keep_qris",
    "keep_statement",
    "open_bank_account",
    "put_away_qris",
    "refuse_match",
    "send_back_count",
    "set_columns",
    "split_line",
    "undo_match",
    "undo_statement",
]
