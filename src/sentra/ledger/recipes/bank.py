"""What only the bank tells (fees, interest), and what counting the cash box finds."""

from sentra.ledger.chart import CASH_DIFFERENCE
from sentra.ledger.posting import Booking, Line, post


def bank_line_booked(
    match_id: int, position: int, booked: Booking, *, line_id: int, bank: str, account: str, amount_idr: int,
    memo: str,
) -> int:  # fmt: skip
    """A line of the bank that stood nowhere: money in is positive. `account` takes the other side."""
    return post(
        f"bank:{match_id}:{position}", f"bankline:{line_id}", memo, booked,
        [Line(bank, amount_idr), Line(account, -amount_idr)],
    )  # fmt: skip


def cash_counted(count_id: int, booked: Booking, *, account: str, difference_idr: int) -> int:
    """Counted − expected: more in the box is income, less a cost."""
    return post(
        f"cashcount:{count_id}", f"cashcount:{count_id}", "Selisih perhitungan kas", booked,
        [Line(account, difference_idr), Line(CASH_DIFFERENCE, -difference_idr)],
    )  # fmt: skip
