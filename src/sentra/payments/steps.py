"""What a person's yes does: books or records what is missing, and ties the line to its postings.

Runs inside the caller's transaction, which holds the line, its orders and the pool.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.dates import months_later
from sentra.kernel.errors import Refused
from sentra.ledger import recipes
from sentra.ledger.chart import BANK, by_party
from sentra.ledger.posting import Booking
from sentra.ledger.queries.bank import entry_of_cause, posting_of, postings_by_id
from sentra.ledger.queries.choices import closed_until
from sentra.orders.models import Order
from sentra.orders.paying import Said, take_payment
from sentra.payments.models import BankLine, Match, MatchPart, TextRule
from sentra.payments.texts import words_of

Did = MatchPart.Did


@dataclass(frozen=True)
class Piece:
    """What a line, or a part of it, is: `key` as in `matching.Proposal`. Whole rupiah, money in positive."""

    key: str
    amount_idr: int

    @property
    def kind(self) -> str:
        return self.key[:1]

    @property
    def numbers(self) -> list[int]:
        """The postings of "p:12,13"; the order of "e:order:5:settlement"."""
        told = self.key[2:].split(",") if self.kind == "p" else self.key.split(":")[2:3]
        if not told or not all(one.isdecimal() and len(one) < 19 for one in told):
            raise Refused(_("This proposal is not there any more."))
        return [int(one) for one in told]


def orders_of(pieces: Iterable[Piece]) -> set[int]:
    return {pk for piece in pieces if piece.kind == "e" for pk in piece.numbers}


def booking_day(on: date) -> date:
    """The line's own day, or the first day after the months that are closed."""
    return max(on, first_open_day())


def first_open_day() -> date:
    """The first day after the last closed month; the beginning of time while none is closed. One query."""
    closed = closed_until()
    return months_later(closed, 1) if closed else date.min


@dataclass(frozen=True)
class _Desk:
    """One line being matched."""

    line: BankLine
    match: Match
    booked: Booking
    orders: dict[int, Order]

    @property
    def ledger(self) -> str:
        return str(self.line.account.ledger)


def make_match(
    line: BankLine, pieces: Sequence[Piece], orders: dict[int, Order], *, by: Actor, at: datetime
) -> Match:
    """Tie the line to what its pieces are. Refuses pieces that do not add up to it, and what is taken."""
    if Match.objects.filter(line=line).exists():
        raise Refused(_("This line is matched already."))
    if sum(piece.amount_idr for piece in pieces) != line.amount_idr or not all(p.amount_idr for p in pieces):
        raise Refused(_("The parts must add up to the line."))
    match: Match = Match.objects.create(line=line, made_at=at, made_by=by.user_id)
    desk = _Desk(line, match, Booking(booking_day(line.booked_on), by, at), orders)
    parts: list[MatchPart] = []
    for piece in pieces:
        parts += _parts(piece, desk, len(parts))
    MatchPart.objects.bulk_create(parts)
    if len(pieces) == 1 and pieces[0].kind == "a":
        _learn(line, pieces[0].key[2:], at)
    return match


def _parts(piece: Piece, desk: _Desk, position: int) -> list[MatchPart]:
    if piece.kind == "p":
        return _found(piece, desk, position)
    if piece.kind == "e":
        return [_paid(piece, desk, position)]
    if piece.kind == "a":
        return [_booked(piece, desk, position)]
    raise Refused(_("This proposal is not there any more."))


def _found(piece: Piece, desk: _Desk, position: int) -> list[MatchPart]:
    """Postings that are there: of this account, of no other line, and exactly this sum."""
    wanted = piece.numbers
    held = postings_by_id(desk.ledger, wanted)
    if len(held) != len(wanted) or MatchPart.objects.filter(posting__in=wanted).exists():
        raise Refused(_("This posting belongs to another line already."))
    if sum(idr for _on, idr in held.values()) != piece.amount_idr:
        raise Refused(_("The amounts of bank and books differ."))
    return [
        MatchPart(match=desk.match, position=position + at, posting_id=pk, posted_on=held[pk][0],
                  amount_idr=held[pk][1], did=Did.FOUND)
        for at, pk in enumerate(wanted)
    ]  # fmt: skip


def _paid(piece: Piece, desk: _Desk, position: int) -> MatchPart:
    """An order's money: recorded as the treasurer would by hand, receipt and message with it."""
    if desk.ledger != BANK:
        raise Refused(_("Buyers pay into the bank account, not into the fund."))
    order, kind = desk.orders[piece.numbers[0]], piece.key.split(":")[-1]
    if (kind == "refund") != (piece.amount_idr < 0):
        raise Refused(_("This line runs the other way."))
    line = desk.line
    said = Said(abs(piece.amount_idr), "bank", desk.booked.on, (line.reference or line.text)[:80])
    payment = take_payment(order, kind, said, by=desk.booked.by, at=desk.booked.at)
    entry = entry_of_cause(f"payment:{payment.pk}:{'refunded' if kind == 'refund' else 'received'}")
    posting, on = posting_of(entry, desk.ledger, piece.amount_idr)
    return MatchPart(
        match=desk.match, position=position, posting_id=posting, posted_on=on, amount_idr=piece.amount_idr,
        did=Did.PAYMENT, payment=payment,
    )  # fmt: skip


def _booked(piece: Piece, desk: _Desk, position: int) -> MatchPart:
    """What only the bank knew: booked on another account, one that is kept without persons."""
    account = piece.key[2:]
    if by_party().get(account, True):
        raise Refused(_("Choose an account that is kept without persons."), field="account")
    if account == desk.ledger:
        raise Refused(_("The line stands on this account. Choose where the money came from or went."))
    memo = (desk.line.text or desk.line.reference or "Mutasi bank")[:200]
    entry = recipes.bank_line_booked(
        desk.match.pk, position, desk.booked, line_id=desk.line.pk, bank=desk.ledger, account=account,
        amount_idr=piece.amount_idr, memo=memo,
    )  # fmt: skip
    posting, on = posting_of(entry, desk.ledger, piece.amount_idr)
    return MatchPart(
        match=desk.match, position=position, posting_id=posting, posted_on=on, amount_idr=piece.amount_idr,
        did=Did.BOOKED, account_code=account,
    )  # fmt: skip


def _learn(line: BankLine, account: str, at: datetime) -> None:
    words = " ".join(words_of(line.text))[:200]
    if words:
        TextRule.objects.update_or_create(
            words=words, money_in=line.amount_idr > 0, defaults={"account_code": account, "said_at": at}
        )
