"""The makers' money: advances, accepted pieces, slips."""

from collections.abc import Iterable
from dataclasses import dataclass

from sentra.ledger.chart import (
    ADVANCES,
    COST_OF_SALES,
    FINISHED,
    HALF_FINISHED,
    MONEY,
    OTHER_EXPENSE,
    OTHER_INCOME,
    OWED_TO_ARTISANS,
)
from sentra.ledger.posting import Booking, Event, credit, debit, post, post_each


@dataclass(frozen=True)
class PaidAdvance:
    advance_id: int
    order_id: int
    party_id: int
    amount_idr: int


def advances_paid(advances: Iterable[PaidAdvance], booked: Booking, *, method: str) -> int:
    """Working money for artisans, to be taken back from each one's payouts of the same order."""
    events = (
        Event(
            f"advance:{one.advance_id}:paid", f"order:{one.order_id}", "Uang muka kepada pengrajin",
            (debit(ADVANCES, one.amount_idr, one.party_id), credit(MONEY[method], one.amount_idr)),
        )
        for one in advances
    )  # fmt: skip
    return post_each(events, booked)


def advance_repaid(
    advance_id: int, booked: Booking, *, order_id: int, party_id: int, amount_idr: int,
    repaid_before_idr: int, method: str,
) -> int:  # fmt: skip
    """An artisan hands working money back. `repaid_before_idr` tells one repayment from the next."""
    return post(
        f"advance:{advance_id}:handed_back:{repaid_before_idr}", f"order:{order_id}",
        "Uang muka pengrajin dikembalikan", booked,
        [debit(MONEY[method], amount_idr), credit(ADVANCES, amount_idr, party_id)],
    )  # fmt: skip


def advance_written_off(
    advance_id: int, booked: Booking, *, order_id: int, party_id: int, amount_idr: int,
    written_off_before_idr: int = 0,
) -> int:  # fmt: skip
    """What she is not asked to pay back, because the order ended through no fault of hers.

    `written_off_before_idr` tells one write-off of an advance from the next.
    """
    again = f":{written_off_before_idr}" if written_off_before_idr else ""
    return post(
        f"advance:{advance_id}:written_off{again}", f"order:{order_id}", "Uang muka pengrajin dihapuskan",
        booked,
        [debit(OTHER_EXPENSE, amount_idr), credit(ADVANCES, amount_idr, party_id)],
    )  # fmt: skip


def pieces_accepted(
    inspection_id: int, booked: Booking, *, order_id: int, party_id: int, amount_idr: int, finished: bool
) -> int:
    """Accepted pieces become goods of ours and money of hers."""
    return post(
        f"inspection:{inspection_id}:accepted", f"order:{order_id}", "Barang diterima dari pengrajin", booked,
        [
            debit(FINISHED if finished else HALF_FINISHED, amount_idr),
            credit(OWED_TO_ARTISANS, amount_idr, party_id),
        ],
    )  # fmt: skip


@dataclass(frozen=True)
class PaidSlip:
    """One payout: gross = recovered + deducted + returned + taken off + net.

    `bounces`: its payments that came back.
    """

    slip_id: int
    party_id: int
    gross_idr: int
    recovered_idr: int
    net_idr: int
    deducted_idr: int = 0
    returned_idr: int = 0  # pay of pieces that came back: a cost that did not arise
    bounces: int = 0
    off_idr: int = 0  # sold pieces of hers that came back: taken off the debt when they did


def slips_paid(slips: Iterable[PaidSlip], booked: Booking, *, method: str) -> int:
    """Payouts: what we owed each maker, less the advance taken back and what she agreed to."""
    events = (
        Event(
            f"slip:{one.slip_id}:paid" + (f":{one.bounces}" if one.bounces else ""),
            f"slip:{one.slip_id}", "Pembayaran pengrajin",
            (
                debit(OWED_TO_ARTISANS, one.gross_idr - one.off_idr, one.party_id),
                credit(ADVANCES, one.recovered_idr, one.party_id),
                credit(OTHER_INCOME, one.deducted_idr),
                credit(COST_OF_SALES, one.returned_idr),
                credit(MONEY[method], one.net_idr),
            ),
        )
        for one in slips
    )  # fmt: skip
    return post_each(events, booked)
