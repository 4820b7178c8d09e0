"""What stands on an account: of all, of one party, of one source. Debit positive: what we owe is negative."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum

from sentra.ledger.chart import BANK, CASH, PETTY_CASH
from sentra.ledger.queries.whose import books, postings
from sentra.ledger.snapshots import sums_until


def balance_of(account: str, party_id: int | None = None) -> int:
    """What stands on an account, of one party or of all. Debit positive: what we owe is negative."""
    if party_id is None:
        return sums_until(books(), date.max, [account])[account].balance_idr
    found = (
        postings().filter(account_id=account, party_id=party_id).aggregate(idr=Sum("amount_idr", default=0))
    )
    return int(found["idr"])


def balance_of_source(source: str, account: str) -> int:
    """What one source ("order:12") left on an account: reversals of its entries count with it."""
    found = postings().filter(account_id=account, entry__source=source, entry__tenant_id=books())
    return int(found.aggregate(idr=Sum("amount_idr", default=0))["idr"])


def cost_of_free_goods(account: str) -> int:
    """What goods that belong to no order stand for on this account, in rupiah."""
    free = Q(entry__source="stock") | Q(
        entry__source__startswith="stock:"
    )  # by order, before there was one pool
    found = postings().filter(free, account_id=account, entry__tenant_id=books())
    return int(found.aggregate(idr=Sum("amount_idr", default=0))["idr"])


def balances_of_party(party_id: int) -> dict[str, int]:
    """What stands under her name: account → rupiah, zeros left out. Debit positive. One query."""
    rows = postings().filter(party_id=party_id).values_list("account_id").annotate(idr=Sum("amount_idr"))
    return {account: int(idr) for account, idr in rows if idr}


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
        postings()
        .filter(account_id=account, party__isnull=False)
        .values("party_id", "party__name")
        .annotate(idr=Sum("amount_idr"))
        .exclude(idr=0)
    )
    found = [PartyBalance(row["party_id"], row["party__name"], row["idr"]) for row in rows]
    return sorted(found, key=lambda one: (one.name.lower(), one.party_id))
