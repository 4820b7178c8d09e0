"""Lines of the bank that wait, each with the best proposal; and one line with everything it could be."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sentra.ledger.queries.bank import BankPosting
from sentra.orders.models import Order
from sentra.payments.facts import as_line, facts_of, open_postings
from sentra.payments.matching import Facts, Proposal, options, propose
from sentra.payments.models import BankLine, Match, MatchPart
from sentra.payments.steps import booking_day, first_open_day

SHOWN = 40
LOOKED_AT = 400
"""Lines a proposal is sought for at once, the oldest first."""


@dataclass(frozen=True)
class DeskLine:
    line: BankLine
    proposal: Proposal | None
    booked_on: date  # the day a yes books on: another than the line's when its month is closed


@dataclass(frozen=True)
class Things:
    """What the keys of proposals mean."""

    postings: Mapping[int, BankPosting]
    orders: Mapping[int, Order]


@dataclass(frozen=True)
class Desk:
    """`waiting` counts all; `lines` are the oldest of them."""

    waiting: int
    lines: list[DeskLine]
    things: Things


@dataclass(frozen=True)
class LineDetail:
    """`options`: all it could be, likeliest first. `match` once it is said; `postings` can be picked from."""

    line: BankLine
    match: Match | None
    parts: list[MatchPart]
    options: list[Proposal]
    postings: list[BankPosting]
    things: Things
    booked_on: date


def desk() -> Desk:
    """What waits, with proposals. A fixed number of queries for each account of the books that has lines."""
    waiting = BankLine.objects.filter(matches__isnull=True).select_related("account")
    lines = list(waiting.order_by("booked_on", "pk")[:LOOKED_AT])
    count = len(lines) if len(lines) < LOOKED_AT else waiting.count()
    found: dict[int, Proposal] = {}
    postings: dict[int, BankPosting] = {}
    for ledger, members in _by_ledger(lines).items():
        open_ = open_postings(ledger, members)
        postings |= {one.id: one for one in open_}
        found |= propose([as_line(line) for line in members], facts_of(ledger, members, open_))
    shown = _first(lines, found)
    things = Things(postings, _orders(found[line.pk] for line in shown if line.pk in found))
    first = first_open_day()
    rows = [DeskLine(line, found.get(line.pk), max(line.booked_on, first)) for line in shown]
    return Desk(count, rows, things)


def _first(lines: Sequence[BankLine], found: Mapping[int, Proposal]) -> list[BankLine]:
    """Those with a proposal first: they are one click. Within each, by day."""
    return sorted(lines, key=lambda line: line.pk not in found)[:SHOWN]


def line_detail(line_id: int) -> LineDetail:
    """One line. Raises BankLine.DoesNotExist for a stranger's."""
    line = BankLine.objects.select_related("account", "statement").get(pk=line_id)
    match = Match.objects.filter(line=line).first()
    if match is not None:
        parts = list(MatchPart.objects.filter(match=match).select_related("posting__entry", "payment__order"))
        parts.sort(key=lambda one: one.position)
        return LineDetail(line, match, parts, [], [], Things({}, {}), line.booked_on)
    open_ = open_postings(line.account.ledger, [line])
    facts: Facts = facts_of(line.account.ledger, [line], open_)
    every = options(as_line(line), facts)
    things = Things({one.id: one for one in open_}, _orders(every))
    same_way = [one for one in open_ if (one.amount_idr > 0) == (line.amount_idr > 0)]
    return LineDetail(line, None, [], every, same_way, things, booking_day(line.booked_on))


def _by_ledger(lines: Iterable[BankLine]) -> dict[str, list[BankLine]]:
    found: dict[str, list[BankLine]] = defaultdict(list)
    for line in lines:
        found[line.account.ledger].append(line)
    return found


def _orders(found: Iterable[Proposal]) -> dict[int, Order]:
    ids = {int(one.key.split(":")[2]) for one in found if one.key.startswith("e:order:")}
    return Order.objects.select_related("buyer").in_bulk(ids) if ids else {}
