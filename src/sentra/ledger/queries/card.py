"""One account, posting by posting, with the running balance: every figure opens its entry."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from sentra.ledger.models import Account, Posting
from sentra.ledger.queries.whose import postings


@dataclass(frozen=True)
class CardRow:
    """One posting; `entry_id` opens the whole entry. `balance_idr` includes it, `standing_idr` is the same
    amount seen from the account's normal side: what we owe is positive there."""

    entry_id: int
    posting_id: int
    booked_on: date
    memo: str
    source: str
    party_id: int | None
    party_name: str
    amount_idr: int
    balance_idr: int
    standing_idr: int

    @property
    def debit_idr(self) -> int:
        return max(self.amount_idr, 0)

    @property
    def credit_idr(self) -> int:
        return max(-self.amount_idr, 0)


@dataclass(frozen=True)
class AccountCard:
    """`opening_idr` is everything before the first row; `later` continues where this page ends."""

    account: Account
    party_id: int | None
    opening_idr: int
    rows: list[CardRow]
    later: tuple[date, int] | None

    @property
    def closing_idr(self) -> int:
        return self.rows[-1].balance_idr if self.rows else self.opening_idr

    def standing(self, balance_idr: int) -> int:
        """A balance (debit positive) seen from the account's normal side."""
        return balance_idr if self.account.debit_normal else -balance_idr

    @property
    def opening_standing_idr(self) -> int:
        return self.standing(self.opening_idr)

    @property
    def closing_standing_idr(self) -> int:
        return self.standing(self.closing_idr)


def account_card(
    code: str,
    *,
    party_id: int | None = None,
    from_on: date | None = None,
    until: date | None = None,
    after: tuple[date, int] | None = None,
    size: int = 200,
) -> AccountCard:
    """The postings of an account in the order of their days, with the running balance.

    `after` is the `later` of the page before. Raises Account.DoesNotExist for an unknown code.
    """
    account = Account.objects.get(pk=code)
    of_account = postings().filter(account_id=code)
    if party_id is not None:
        of_account = of_account.filter(party_id=party_id)
    gone = _before(from_on, after)
    opening = of_account.filter(gone).aggregate(idr=Sum("amount_idr", default=0))["idr"] if gone else 0
    shown = of_account.exclude(gone) if gone else of_account
    if until is not None:
        shown = shown.filter(booked_on__lte=until)
    found = list(shown.select_related("entry", "party").order_by("booked_on", "pk")[: size + 1])
    rows = _running(found[:size], opening, 1 if account.debit_normal else -1)
    later = (rows[-1].booked_on, rows[-1].posting_id) if len(found) > size else None
    return AccountCard(account, party_id, opening, rows, later)


def _before(from_on: date | None, after: tuple[date, int] | None) -> Q:
    gone = Q()
    if from_on is not None:
        gone |= Q(booked_on__lt=from_on)
    if after is not None:
        day, pk = after
        gone |= Q(booked_on__lt=day) | Q(booked_on=day, pk__lte=pk)
    return gone


def _running(postings: list[Posting], opening: int, sign: int) -> list[CardRow]:
    rows, balance = [], opening
    for one in postings:
        balance += one.amount_idr
        rows.append(
            CardRow(
                one.entry_id, one.pk, one.booked_on, one.entry.memo, one.entry.source, one.party_id,
                one.party.name if one.party else "", one.amount_idr, balance, sign * balance,
            )
        )  # fmt: skip
    return rows
