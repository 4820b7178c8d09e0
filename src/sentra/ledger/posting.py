"""The one door into the books: an entry and all its postings in one call, once per cause.

First fence, here: whole rupiah, Σ = 0, a party exactly where the account asks for one. Second
fence, in PostgreSQL: the triggers of migrations 0002 and 0004, the unique cause, row security.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, connection
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.rows import whole_numbers
from sentra.kernel.tenancy import writer
from sentra.ledger.chart import by_party
from sentra.ledger.models import Entry, Posting

# Migration 0006: entry and postings, the postings in one statement; NULL when the cause is known.
POST = """
SELECT ledger_post(%s, %s, %s, %s, %s, %s, %s, %s, %s::varchar[], %s::bigint[], %s::bigint[])
"""


@dataclass(frozen=True)
class Booking:
    """The day an event is booked on, who books it, and the moment it is written."""

    on: date
    by: Actor
    at: datetime


@dataclass(frozen=True)
class Line:
    """One posting to be: debit positive, credit negative, whole rupiah."""

    account: str
    amount_idr: int
    party_id: int | None = None


def debit(account: str, amount_idr: int, party_id: int | None = None) -> Line:
    return Line(account, amount_idr, party_id)


def credit(account: str, amount_idr: int, party_id: int | None = None) -> Line:
    return Line(account, -amount_idr, party_id)


def post(
    cause: str, source: str, memo: str, booked: Booking, lines: Iterable[Line], *, reverses: int | None = None
) -> int:
    """Book one event and return its entry's id; 0 when every line is zero (nothing happened to money).

    The same cause with the same lines returns the entry that is there. Refuses other lines for a
    known cause, and a day in a closed month. Runs inside the caller's transaction.
    """
    kept = [line for line in lines if line.amount_idr != 0]
    _prove(kept)
    if not kept:
        return 0
    columns: list[Any] = [
        [line.account for line in kept],
        whole_numbers(line.party_id for line in kept),
        whole_numbers(line.amount_idr for line in kept),
    ]
    about: list[Any] = [writer(), booked.on, memo[:200], cause, source, reverses]
    who: list[Any] = [booked.by.user_id, booked.at]
    try:
        with connection.cursor() as cursor:
            cursor.execute(POST, [*about, *who, *columns])
            made = cursor.fetchone()[0]
    except IntegrityError as trouble:
        raise _closed(trouble) from trouble
    return int(made) if made else _known(cause, kept)


@dataclass(frozen=True)
class Event:
    """One entry of many that are booked on one day: each with its own cause and lines."""

    cause: str
    source: str
    memo: str
    lines: tuple[Line, ...]


ENTRIES = """
INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, by_user, at)
     SELECT %s, %s, memo, cause, source, %s, %s
       FROM unnest(%s::varchar[], %s::varchar[], %s::varchar[]) WITH ORDINALITY AS e (memo, cause, source, n)
      ORDER BY n
ON CONFLICT ON CONSTRAINT entry_one_per_cause DO NOTHING RETURNING cause, id
"""
POSTINGS = """
INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, party_id, amount_idr)
     SELECT %s, entry, %s, account, party, amount
       FROM unnest(%s::bigint[], %s::varchar[], %s::bigint[], %s::bigint[])
            WITH ORDINALITY AS p (entry, account, party, amount, n)
      ORDER BY n
"""


def post_each(events: Iterable[Event], booked: Booking) -> int:
    """Book many events of one day in two statements, each proved as `post` does; returns how many are new.

    Refuses what `post` refuses, for any of them: then none is booked. Two events of one cause are the
    caller's mistake (AssertionError): the second would silently take the place of the first.
    """
    kept: dict[str, tuple[Event, list[Line]]] = {}
    for event in events:
        assert event.cause not in kept, f"{event.cause} is booked twice in one call"
        lines = [line for line in event.lines if line.amount_idr != 0]
        _prove(lines)
        if lines:
            kept[event.cause] = (event, lines)
    made = _entries([event for event, _lines in kept.values()], booked)
    for cause in kept.keys() - made.keys():
        _known(cause, kept[cause][1])
    _postings([(made[cause], line) for cause in kept if cause in made for line in kept[cause][1]], booked.on)
    return len(made)


def _entries(events: list[Event], booked: Booking) -> dict[str, int]:
    """Cause → id of those that are new."""
    columns = [[event.memo[:200] for event in events], [event.cause for event in events],
               [event.source for event in events]]  # fmt: skip
    with connection.cursor() as cursor:
        cursor.execute(ENTRIES, [writer(), booked.on, booked.by.user_id, booked.at, *columns])
        return dict(cursor.fetchall())


def _postings(lines: list[tuple[int, Line]], on: date) -> None:
    columns: list[Any] = [
        whole_numbers(entry for entry, _line in lines),
        [line.account for _entry, line in lines],
        whole_numbers(line.party_id for _entry, line in lines),
        whole_numbers(line.amount_idr for _entry, line in lines),
    ]
    try:
        with connection.cursor() as cursor:
            cursor.execute(POSTINGS, [writer(), on, *columns])
    except IntegrityError as trouble:
        raise _closed(trouble) from trouble


def _closed(trouble: IntegrityError) -> Exception:
    if "closed period" in str(trouble):
        return Refused(_("This month is closed. Choose a later day."), field="booked_on")
    return trouble


def _prove(lines: list[Line]) -> None:
    """Whole rupiah, parties in place, Σ = 0. A recipe that fails here is wrong, not its user."""
    parties = by_party()
    for line in lines:
        assert type(line.amount_idr) is int, f"{line.account}: {line.amount_idr!r} is not whole rupiah"
        assert line.account in parties, f"{line.account} is not in the chart"
        assert parties[line.account] == (line.party_id is not None), f"{line.account}: party {line.party_id}"
    total = sum(line.amount_idr for line in lines)
    assert total == 0, f"debits and credits differ by {total}"


def _known(cause: str, lines: list[Line]) -> int:
    """The entry this cause made before. Refuses if it holds other lines."""
    entry = Entry.objects.get(tenant_id=writer(), cause=cause)
    held = Posting.objects.filter(entry=entry).values_list("account_id", "party_id", "amount_idr")
    asked = [(line.account, line.party_id, line.amount_idr) for line in lines]
    if sorted(held, key=repr) != sorted(asked, key=repr):
        raise Refused(_("This event is already in the books with other amounts."))
    return int(entry.pk)
