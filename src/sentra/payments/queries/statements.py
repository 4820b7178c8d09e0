"""Bank accounts and the statements they brought."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from sentra.payments.keeping import Judged, judged_again
from sentra.payments.models import BankAccount, BankLine, Statement


@dataclass(frozen=True)
class AccountShown:
    account: BankAccount
    waiting: int  # lines nobody has matched
    last_on: date | None  # up to which its statements reach


@dataclass(frozen=True)
class StatementShown:
    """`judged` only while it is not taken over; `matched` of its lines afterwards."""

    statement: Statement
    judged: Judged | None
    lines: list[BankLine]
    matched: int


def accounts() -> list[AccountShown]:
    """Every bank account with what waits. Two queries."""
    open_ = Count("lines", filter=Q(lines__isnull=False, lines__matches__isnull=True))
    found = list(BankAccount.objects.annotate(waiting=open_).order_by("pk"))
    last = dict(
        Statement.objects.filter(state=Statement.State.KEPT)
        .order_by("last_on")
        .values_list("account_id", "last_on")
    )
    return [AccountShown(one, one.waiting, last.get(one.pk)) for one in found]


def statements(most: int = 60) -> list[Statement]:
    """The newest first. One query."""
    return list(Statement.objects.select_related("account").order_by("-checked_at", "-pk")[:most])


def statement(statement_id: int, *, today: date, most: int = 300) -> StatementShown:
    """One statement: while it waits, its file read again; afterwards its lines with `matches` prefetched.

    Raises Statement.DoesNotExist for a stranger's; `Refused` when its file can no longer be read.
    """
    found = Statement.objects.select_related("account", "file").get(pk=statement_id)
    if found.state == Statement.State.CHECKED:
        return StatementShown(found, judged_again(found, today), [], 0)
    lines = BankLine.objects.filter(statement=found).order_by("booked_on", "pk").prefetch_related("matches")
    matched = BankLine.objects.filter(statement=found, matches__isnull=False).count()
    return StatementShown(found, None, list(lines[:most]), matched)
