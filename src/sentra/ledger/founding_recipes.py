"""How a founding enters the books: founders' deposits, theirs until there is a cooperative, then savings."""

from sentra.ledger.chart import MONEY
from sentra.ledger.posting import Booking, credit, debit, post

FOUNDERS_DEPOSITS = "2-1560"
PRINCIPAL_SAVINGS = "3-1100"


def founder_paid(payment_id: int, booked: Booking, *, party_id: int, amount_idr: int, method: str) -> int:
    """A founder pays her initial savings in; until the approval they are hers (a liability)."""
    return post(
        f"founder:{payment_id}:paid", f"founder:{payment_id}", "Titipan simpanan pendiri", booked,
        [debit(MONEY[method], amount_idr), credit(FOUNDERS_DEPOSITS, amount_idr, party_id)],
    )  # fmt: skip


def founder_payment_taken_back(
    payment_id: int, booked: Booking, *, party_id: int, amount_idr: int, method: str
) -> int:
    """It was written down wrongly, or she got it back: the books say so too."""
    return post(
        f"founder:{payment_id}:taken_back", f"founder:{payment_id}", "Titipan pendiri dibatalkan", booked,
        [debit(FOUNDERS_DEPOSITS, amount_idr, party_id), credit(MONEY[method], amount_idr)],
    )  # fmt: skip


def founder_became_member(
    move_id: int, booked: Booking, *, payment_id: int, party_id: int, amount_idr: int
) -> int:
    """Approved: what she paid in becomes her principal savings (equity)."""
    return post(
        f"savings:{move_id}:founded", f"founder:{payment_id}", "Simpanan pokok pendiri", booked,
        [debit(FOUNDERS_DEPOSITS, amount_idr, party_id), credit(PRINCIPAL_SAVINGS, amount_idr, party_id)],
    )  # fmt: skip
