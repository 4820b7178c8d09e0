"""Loans to members: 1-1340 by person is what is left of the principal, 4-1400 the interest paid."""

from sentra.ledger.chart import LOAN_INTEREST, LOANS_TO_MEMBERS, MONEY, OTHER_EXPENSE
from sentra.ledger.posting import Booking, credit, debit, post


def loan_paid_out(loan_id: int, booked: Booking, *, party_id: int, amount_idr: int, method: str) -> int:
    """The money goes to the member."""
    return post(
        f"loan:{loan_id}:paid_out", f"loan:{loan_id}", "Pinjaman dibayarkan kepada anggota", booked,
        [debit(LOANS_TO_MEMBERS, amount_idr, party_id), credit(MONEY[method], amount_idr)],
    )  # fmt: skip


def loan_repaid(
    payment_id: int, booked: Booking, *, loan_id: int, party_id: int, principal_idr: int, interest_idr: int,
    method: str,
) -> int:  # fmt: skip
    """An instalment: principal lowers what she owes, interest is earned now."""
    return post(
        f"loan_payment:{payment_id}:received", f"loan:{loan_id}", "Angsuran pinjaman anggota", booked,
        [
            debit(MONEY[method], principal_idr + interest_idr),
            credit(LOANS_TO_MEMBERS, principal_idr, party_id),
            credit(LOAN_INTEREST, interest_idr),
        ],
    )  # fmt: skip


def loan_written_off(loan_id: int, booked: Booking, *, party_id: int, amount_idr: int) -> int:
    """What is left of the principal is no longer asked for: a cost of the cooperative."""
    return post(
        f"loan:{loan_id}:written_off", f"loan:{loan_id}", "Pinjaman anggota dihapuskan", booked,
        [debit(OTHER_EXPENSE, amount_idr), credit(LOANS_TO_MEMBERS, amount_idr, party_id)],
    )  # fmt: skip
