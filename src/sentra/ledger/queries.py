"""What the books say. Amounts are whole rupiah, debit positive, unless a field is named debit or credit.

All of it is about one tenant's books: the one the scope writes, else the first it reads (an actor's own).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, Q, QuerySet, Sum

from sentra.kernel.tenancy import scope
from sentra.ledger.chart import BANK, CASH, PETTY_CASH
from sentra.ledger.models import Account, Entry, Posting
from sentra.ledger.snapshots import Sums, sums_until


def books() -> int:
    """Whose books are open."""
    opened = scope()
    return opened.writes or opened.reads[0]


def _postings() -> QuerySet[Posting]:
    return Posting.objects.filter(tenant_id=books())


# ---- balances -----------------------------------------------------------------------------------


def balance_of(account: str, party_id: int | None = None) -> int:
    """What stands on an account, of one party or of all. Debit positive: what we owe is negative."""
    if party_id is None:
        return sums_until(books(), date.max, [account])[account].balance_idr
    found = (
        _postings().filter(account_id=account, party_id=party_id).aggregate(idr=Sum("amount_idr", default=0))
    )
    return int(found["idr"])


def balance_of_source(source: str, account: str) -> int:
    """What one source ("order:12") left on an account: reversals of its entries count with it."""
    found = _postings().filter(account_id=account, entry__source=source, entry__tenant_id=books())
    return int(found.aggregate(idr=Sum("amount_idr", default=0))["idr"])


@dataclass(frozen=True)
class CashPosition:
    """Money that can be spent today."""

    cash_idr: int
    bank_idr: int

    @property
    def total_idr(self) -> int:
        return self.cash_idr + self.bank_idr


def cash_position() -> CashPosition:
    """Cash (with petty cash) and bank. QRIS that has not settled is not money yet."""
    sums = sums_until(books(), date.max, [CASH, PETTY_CASH, BANK])
    return CashPosition(sums[CASH].balance_idr + sums[PETTY_CASH].balance_idr, sums[BANK].balance_idr)


@dataclass(frozen=True)
class PartyBalance:
    party_id: int
    name: str
    balance_idr: int


def party_balances(account: str) -> list[PartyBalance]:
    """Everybody with something standing on this account, by name."""
    rows = (
        _postings()
        .filter(account_id=account, party__isnull=False)
        .values("party_id", "party__name")
        .annotate(idr=Sum("amount_idr"))
        .exclude(idr=0)
    )
    found = [PartyBalance(row["party_id"], row["party__name"], row["idr"]) for row in rows]
    return sorted(found, key=lambda one: (one.name.lower(), one.party_id))


# ---- trial balance ------------------------------------------------------------------------------


@dataclass(frozen=True)
class TrialRow:
    """One account. Its balance stands in exactly one of the two columns; `turnover` are the sums booked."""

    code: str
    name: str
    name_en: str
    group: str
    section: str
    by_party: bool
    turnover: Sums

    @property
    def debit_idr(self) -> int:
        return max(self.turnover.balance_idr, 0)

    @property
    def credit_idr(self) -> int:
        return max(-self.turnover.balance_idr, 0)


@dataclass(frozen=True)
class TrialBalance:
    until: date
    rows: list[TrialRow]

    @property
    def debit_idr(self) -> int:
        return sum(row.debit_idr for row in self.rows)

    @property
    def credit_idr(self) -> int:
        return sum(row.credit_idr for row in self.rows)

    @property
    def balanced(self) -> bool:
        return self.debit_idr == self.credit_idr


def trial_balance(until: date) -> TrialBalance:
    """Every account that was ever used, with what stands on it at the end of `until`.

    Reads the snapshot of the last closed month and only the postings after it.
    """
    sums = sums_until(books(), until)
    used = [account for account in Account.objects.order_by("code") if account.code in sums]
    rows = [
        TrialRow(one.code, one.name, one.name_en, one.group, one.section, one.by_party, sums[one.code])
        for one in used
    ]
    return TrialBalance(until, rows)


# ---- journal and one entry ----------------------------------------------------------------------


@dataclass(frozen=True)
class LineDetail:
    account: str
    account_name: str
    account_name_en: str
    party_id: int | None
    party_name: str
    amount_idr: int

    @property
    def debit_idr(self) -> int:
        return max(self.amount_idr, 0)

    @property
    def credit_idr(self) -> int:
        return max(-self.amount_idr, 0)


@dataclass(frozen=True)
class EntryDetail:
    id: int
    booked_on: date
    memo: str
    cause: str
    source: str
    by_user: int | None
    reverses_id: int | None
    reversed_by_id: int | None
    lines: list[LineDetail]

    @property
    def amount_idr(self) -> int:
        return sum(line.debit_idr for line in self.lines)


@dataclass(frozen=True)
class JournalPage:
    """`older` is the key of the next page, None on the last."""

    entries: list[EntryDetail]
    older: tuple[date, int] | None


def journal(
    *, before: tuple[date, int] | None = None, source: str | None = None, size: int = 50
) -> JournalPage:
    """Entries, newest day first; keyset pages, so page 1,000 costs as much as page 1. Four queries."""
    entries = Entry.objects.filter(tenant_id=books())
    if source is not None:
        entries = entries.filter(source=source)
    if before is not None:
        day, pk = before
        entries = entries.filter(booked_on__lte=day).exclude(booked_on=day, pk__gte=pk)
    found = list(_with_lines(entries.order_by("-booked_on", "-pk"))[: size + 1])
    shown = found[:size]
    older = (shown[-1].booked_on, shown[-1].pk) if len(found) > size else None
    return JournalPage([_detail(one) for one in shown], older)


def entry(entry_id: int) -> EntryDetail:
    """One entry with its lines. Raises Entry.DoesNotExist for a stranger's."""
    return _detail(_with_lines(Entry.objects.filter(tenant_id=books())).get(pk=entry_id))


def _with_lines(entries: QuerySet[Entry]) -> QuerySet[Entry]:
    lines = Posting.objects.select_related("account", "party").order_by("pk")
    return entries.prefetch_related(
        Prefetch("postings", lines), Prefetch("reversals", Entry.objects.only("reverses"))
    )


def _detail(one: Entry) -> EntryDetail:
    reversal = next(iter(one.reversals.all()), None)
    return EntryDetail(
        one.pk, one.booked_on, one.memo, one.cause, one.source, one.by_user, one.reverses_id,
        reversal.pk if reversal else None, _lines(one.postings.all()),
    )  # fmt: skip


def _lines(postings: Iterable[Posting]) -> list[LineDetail]:
    return [
        LineDetail(
            one.account_id, one.account.name, one.account.name_en, one.party_id,
            one.party.name if one.party else "", one.amount_idr,
        )
        for one in postings
    ]  # fmt: skip


# ---- one account --------------------------------------------------------------------------------


@dataclass(frozen=True)
class CardRow:
    """One posting; `entry_id` opens the whole entry. `balance_idr` includes it."""

    entry_id: int
    posting_id: int
    booked_on: date
    memo: str
    source: str
    party_id: int | None
    party_name: str
    amount_idr: int
    balance_idr: int


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
    of_account = _postings().filter(account_id=code)
    if party_id is not None:
        of_account = of_account.filter(party_id=party_id)
    gone = _before(from_on, after)
    opening = of_account.filter(gone).aggregate(idr=Sum("amount_idr", default=0))["idr"] if gone else 0
    shown = of_account.exclude(gone) if gone else of_account
    if until is not None:
        shown = shown.filter(booked_on__lte=until)
    found = list(shown.select_related("entry", "party").order_by("booked_on", "pk")[: size + 1])
    rows = _running(found[:size], opening)
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


def _running(postings: list[Posting], opening: int) -> list[CardRow]:
    rows, balance = [], opening
    for one in postings:
        balance += one.amount_idr
        rows.append(
            CardRow(
                one.entry_id, one.pk, one.booked_on, one.entry.memo, one.entry.source, one.party_id,
                one.party.name if one.party else "", one.amount_idr, balance,
            )
        )  # fmt: skip
    return rows
