"""The journal in keyset pages, and one entry with its lines."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from sentra.ledger.models import Entry, Posting
from sentra.ledger.queries.whose import books


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
