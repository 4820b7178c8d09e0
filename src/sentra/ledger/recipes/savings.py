"""Members' savings: pokok and wajib are own capital (UU 25/1992 art. 41), sukarela is owed to her."""

from sentra.ledger.chart import CASH, CASH_DIFFERENCE, MONEY, SAVINGS, SAVINGS_INTEREST, TAX_PAYABLE
from sentra.ledger.posting import Booking, credit, debit, post

NAMES = {"pokok": "Simpanan pokok", "wajib": "Simpanan wajib", "sukarela": "Simpanan sukarela"}


def savings_received(
    move_id: int, booked: Booking, *, member_id: int, party_id: int, kind: str, amount_idr: int, method: str
) -> int:
    """A member saves. `kind` is pokok, wajib or sukarela; `party_id` is whose savings grow."""
    return post(
        f"savings:{move_id}:received", f"member:{member_id}", NAMES[kind], booked,
        [debit(MONEY[method], amount_idr), credit(SAVINGS[kind], amount_idr, party_id)],
    )  # fmt: skip


def savings_withdrawn(
    move_id: int, booked: Booking, *, member_id: int, party_id: int, amount_idr: int, method: str
) -> int:
    """She takes out of her voluntary savings."""
    return post(
        f"savings:{move_id}:withdrawn", f"member:{member_id}", "Penarikan simpanan sukarela", booked,
        [debit(SAVINGS["sukarela"], amount_idr, party_id), credit(MONEY[method], amount_idr)],
    )  # fmt: skip


def savings_interest(
    move_id: int, booked: Booking, *, member_id: int, party_id: int, interest_idr: int, tax_idr: int
) -> int:
    """A month's interest on voluntary savings: a cost; the tax taken off it waits for the tax office."""
    return post(
        f"savings:{move_id}:interest", f"member:{member_id}", "Jasa simpanan sukarela", booked,
        [
            debit(SAVINGS_INTEREST, interest_idr),
            credit(TAX_PAYABLE, tax_idr),
            credit(SAVINGS["sukarela"], interest_idr - tax_idr, party_id),
        ],
    )  # fmt: skip


def sheet_difference(sheet_id: int, booked: Booking, *, difference_idr: int) -> int:
    """Counted − written down, when a collection sheet is closed: more in the box is income, less a cost."""
    return post(
        f"sheet:{sheet_id}:difference", f"sheet:{sheet_id}", "Selisih kas lembar iuran", booked,
        [debit(CASH, difference_idr), credit(CASH_DIFFERENCE, difference_idr)],
    )  # fmt: skip
