"""The year's surplus after the annual meeting: out of 3-1900 into the funds, and owed to each member."""

from collections.abc import Mapping
from datetime import date

from sentra.ledger.chart import MONEY, SURPLUS_OWED, YEAR_SURPLUS
from sentra.ledger.posting import Booking, credit, debit, post


def surplus_shared(
    run_id: int, booked: Booking, *, year_end: date, funds: Mapping[str, int], members: Mapping[int, int]
) -> int:
    """`funds`: account → rupiah; `members`: party → rupiah. Together: the whole surplus of the year."""
    total = sum(funds.values()) + sum(members.values())
    return post(
        f"surplus:{run_id}:shared", f"surplus:{run_id}", f"Pembagian SHU tahun buku {year_end:%Y}", booked,
        [
            debit(YEAR_SURPLUS, total),
            *(credit(account, idr) for account, idr in funds.items()),
            *(credit(SURPLUS_OWED, idr, party) for party, idr in members.items()),
        ],
    )  # fmt: skip


def surplus_collected(
    payment_id: int, booked: Booking, *, member_id: int, party_id: int, amount_idr: int, method: str
) -> int:
    """A member takes her share."""
    return post(
        f"surplus_payment:{payment_id}:paid", f"member:{member_id}", "Pengambilan SHU anggota", booked,
        [debit(SURPLUS_OWED, amount_idr, party_id), credit(MONEY[method], amount_idr)],
    )  # fmt: skip
