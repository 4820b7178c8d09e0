"""Everything proposals rest on, read from the database for lines that wait."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import timedelta

from sentra.ledger.chart import BANK
from sentra.ledger.queries.bank import BankPosting, bank_postings
from sentra.payments.expecting import expected
from sentra.payments.matching import WINDOW_DAYS, Booked, Expected, Facts, Line, Rule
from sentra.payments.models import BankLine, MatchPart, NotThis, TextRule
from sentra.payments.rules import USUAL

SENT_AS_ONE = frozenset({"slip", "advance"})
"""Kinds of events that leave the bank in one file: the bank may show one sum for many."""


def as_line(line: BankLine) -> Line:
    return Line(line.pk, line.booked_on, int(line.amount_idr), f"{line.text} {line.reference}".strip())


def open_postings(ledger: str, lines: Sequence[BankLine]) -> list[BankPosting]:
    """Postings near these lines that no line has, without those that were reversed. Two queries."""
    if not lines:
        return []
    days = [line.booked_on for line in lines]
    window = timedelta(days=WINDOW_DAYS)
    found = bank_postings(
        ledger, since=min(days) - window, until=max(days) + window,
        without=MatchPart.objects.values("posting_id"),
    )  # fmt: skip
    return [one for one in found if not one.reversed and one.reverses_id is None]


def facts_of(ledger: str, lines: Sequence[BankLine], postings: Sequence[BankPosting]) -> Facts:
    """Six queries for any number of lines. Buyers pay into the bank account, never into the fund."""
    comes: list[Expected] = expected() if ledger == BANK else []
    return Facts([as_booked(one) for one in postings], comes, rules(), refused(lines))


def as_booked(one: BankPosting) -> Booked:
    kind = one.cause.partition(":")[0]
    return Booked(one.id, one.booked_on, one.amount_idr, one.names, kind if kind in SENT_AS_ONE else "")


def rules() -> list[Rule]:
    """What a person chose before, then what banks usually mean. One query."""
    learned = [
        Rule(frozenset(one.words.split()), one.money_in, one.account_code, learned=True)
        for one in TextRule.objects.order_by("pk")
    ]
    return [*learned, *USUAL]


def refused(lines: Collection[BankLine]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = defaultdict(set)
    for line, key in NotThis.objects.filter(line__in=lines).values_list("line_id", "key"):
        found[line].add(key)
    return found
