"""How a member's leaving enters the books. Like `recipes`: inside the caller's transaction, once per cause.

First all she saved becomes payable to her (UU 25/1992 art. 41: pokok and wajib are own capital until she
leaves); then each debt that is netted takes from it; what is left is paid to her or her heir. Each debt's
entry bears the debt's own source, so that a loan's and an order's figures open to it.
"""

from collections.abc import Mapping

from sentra.ledger.chart import (
    ADVANCES,
    LOANS_TO_MEMBERS,
    MANDATORY_SAVINGS,
    MONEY,
    OWED_TO_FORMER_MEMBERS,
    PRINCIPAL_SAVINGS,
    VOLUNTARY_SAVINGS,
)
from sentra.ledger.posting import Booking, credit, debit, post

SAVINGS = (PRINCIPAL_SAVINGS, MANDATORY_SAVINGS, VOLUNTARY_SAVINGS)


def savings_become_payable(
    leaving_id: int, booked: Booking, *, party_id: int, saved: Mapping[str, int]
) -> int:
    """`saved`: the three savings accounts → rupiah she has there."""
    return post(
        f"leaving:{leaving_id}:savings", f"leaving:{leaving_id}", "Simpanan anggota keluar", booked,
        [
            *(debit(account, idr, party_id) for account, idr in saved.items()),
            credit(OWED_TO_FORMER_MEMBERS, sum(saved.values()), party_id),
        ],
    )  # fmt: skip


def loan_netted(leaving_id: int, booked: Booking, *, loan_id: int, party_id: int, amount_idr: int) -> int:
    """A loan is repaid from the savings of who leaves."""
    return post(
        f"leaving:{leaving_id}:loan:{loan_id}", f"loan:{loan_id}", "Pinjaman dipotong dari simpanan", booked,
        [
            debit(OWED_TO_FORMER_MEMBERS, amount_idr, party_id),
            credit(LOANS_TO_MEMBERS, amount_idr, party_id),
        ],
    )  # fmt: skip


def advance_netted(
    leaving_id: int, booked: Booking, *, advance_id: int, order_id: int, party_id: int, amount_idr: int
) -> int:
    """Working money comes back from the savings of who leaves."""
    return post(
        f"leaving:{leaving_id}:advance:{advance_id}", f"order:{order_id}",
        "Uang muka pengrajin dipotong dari simpanan", booked,
        [debit(OWED_TO_FORMER_MEMBERS, amount_idr, party_id), credit(ADVANCES, amount_idr, party_id)],
    )  # fmt: skip


def former_member_paid(
    leaving_id: int, booked: Booking, *, party_id: int, amount_idr: int, method: str
) -> int:
    """What is left of her savings goes to her, or to her heir."""
    return post(
        f"leaving:{leaving_id}:paid", f"leaving:{leaving_id}", "Simpanan dibayar kepada anggota keluar",
        booked,
        [debit(OWED_TO_FORMER_MEMBERS, amount_idr, party_id), credit(MONEY[method], amount_idr)],
    )  # fmt: skip
