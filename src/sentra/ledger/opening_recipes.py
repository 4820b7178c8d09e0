"""How balances from before Sentra enter the books, all on the cut-over day. Inside the caller's transaction.

What stands behind an account by person or by thing has an entry of its own, against 3-1800: the savings
pages, the register of assets and the books then say the same. 3-1800 ends at zero.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sentra.ledger.chart import LOANS_TO_MEMBERS, OPENING_EQUITY, SAVINGS
from sentra.ledger.posting import Booking, Event, Line, credit, debit, post, post_each
from sentra.ledger.recipes.savings import NAMES


def opening_booked(
    opening_id: int, booked: Booking, *, trial: Mapping[str, int], claims: Mapping[tuple[str, int], int]
) -> int:
    """Account → rupiah (debit positive) of what is kept without a name, and (account, party) → rupiah.

    What is missing to balance stands behind the savings, loans and assets that follow.
    """
    lines = [Line(code, idr) for code, idr in sorted(trial.items())]
    lines += [Line(code, idr, party) for (code, party), idr in sorted(claims.items())]
    lines.append(Line(OPENING_EQUITY, -sum(line.amount_idr for line in lines)))
    return post(f"opening:{opening_id}", f"opening:{opening_id}", "Saldo awal", booked, lines)


@dataclass(frozen=True)
class OpenedSavings:
    """One member's savings of one kind as they were brought."""

    move_id: int
    member_id: int
    party_id: int
    kind: str
    amount_idr: int


def savings_opened(rows: Iterable[OpenedSavings], booked: Booking) -> int:
    """An entry for each row of the savings register; two statements however many."""
    return post_each((_event(one) for one in rows), booked)


def _event(one: OpenedSavings) -> Event:
    lines = (
        debit(OPENING_EQUITY, one.amount_idr),
        credit(SAVINGS[one.kind], one.amount_idr, one.party_id),
    )  # fmt: skip
    memo = f"Saldo awal {NAMES[one.kind].lower()}"
    return Event(f"savings:{one.move_id}:opened", f"member:{one.member_id}", memo, lines)


@dataclass(frozen=True)
class OpenedLoan:
    """What a member still owed of her loan's principal when it was brought over."""

    loan_id: int
    party_id: int
    amount_idr: int


def loans_opened(rows: Iterable[OpenedLoan], booked: Booking) -> int:
    """An entry for each loan, as its pay-out would have made it, but no money moves."""
    return post_each((_lent(one) for one in rows), booked)


def _lent(one: OpenedLoan) -> Event:
    lines = (
        debit(LOANS_TO_MEMBERS, one.amount_idr, one.party_id),
        credit(OPENING_EQUITY, one.amount_idr),
    )
    source = f"loan:{one.loan_id}"
    return Event(f"{source}:opened", source, "Pinjaman dibawa dari pembukuan lama", lines)
