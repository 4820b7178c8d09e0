"""Which line of the bank is what: proposals with a score and reasons, never a decision.

Plain data in and out, no database: bank statements use it, and the showroom's payments. Whole rupiah;
money in is positive. The same facts in any order give the same proposals. A line is proposed at most one
thing, a posting and an expected payment are proposed for at most one line, and amounts always agree.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from sentra.payments.texts import tokens, without_dates, words_of

WINDOW_DAYS = 7
"""A transfer shows at most so many days before or after it stands in the books."""

SAME_AMOUNT, A_DAY, A_NAME, NAMES_AT_MOST = 70, 6, 10, 20
TOGETHER = 62  # several postings that only together are the line
EXPECTED, ITS_CODE, ITS_NAME, ONE_OF_MANY = 40, 45, 25, 15
LEARNED, USUAL = 65, 50


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the bank that is not matched yet."""

    id: int
    on: date
    amount_idr: int
    text: str


@dataclass(frozen=True, slots=True)
class Booked:
    """A posting of the bank account that no line has yet. `group`: what went to the bank as one."""

    id: int
    on: date
    amount_idr: int
    names: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True)
class Expected:
    """Money somebody owes us and may send. `codes` are what she would write: order, invoice, matching
    code."""

    key: str
    amount_idr: int
    since: date
    names: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """Lines with all of these words are booked on the account. `learned`: a person chose it before."""

    words: frozenset[str]
    money_in: bool
    account: str
    learned: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """`key` is what it would be: "p:12,13" postings, "e:order:5:settlement" expected, "a:6-1300" an account.

    `reasons` are codes in order of weight: amount, same_day, days, together, code, name, only_amount,
    learned, usual.
    """

    line_id: int
    key: str
    amount_idr: int
    score: int
    reasons: tuple[str, ...]
    days: int = 0


@dataclass(frozen=True)
class Facts:
    """Everything a proposal may rest on. `refused`: line → keys a person said no to."""

    booked: Sequence[Booked] = ()
    expected: Sequence[Expected] = ()
    rules: Sequence[Rule] = ()
    refused: Mapping[int, Collection[str]] = field(default_factory=dict)


def propose(lines: Iterable[Line], facts: Facts) -> dict[int, Proposal]:
    """Line → the best proposal left for it; a line without one is absent.

    The best pair of all is taken first, then the next of those still free (ties by day, then by id).
    """
    held = list(lines)
    on = {line.id: line.on for line in held}
    every = [one for line in held for one in options(line, facts)]
    every.sort(key=lambda one: (-one.score, abs(one.days), on[one.line_id], one.line_id, one.key))
    taken: set[str] = set()
    found: dict[int, Proposal] = {}
    for one in every:
        uses = things_of(one.key)
        if one.line_id in found or taken & uses:
            continue
        found[one.line_id] = one
        taken |= uses
    return found


def things_of(key: str) -> set[str]:
    """What a proposal uses up: its postings, or what was expected. An account is never used up."""
    kind, _colon, rest = key.partition(":")
    if kind == "p":
        return {f"p:{pk}" for pk in rest.split(",")}
    return {key} if kind == "e" else set()


def options(line: Line, facts: Facts) -> list[Proposal]:
    """Everything this line could be, the likeliest first, without what a person refused."""
    no = facts.refused.get(line.id, ())
    found = [*_booked(line, facts.booked), *_together(line, facts.booked), *_expected(line, facts.expected),
             *_ruled(line, facts.rules)]  # fmt: skip
    best: dict[str, Proposal] = {}
    for one in found:
        if one.key not in no and (one.key not in best or best[one.key].score < one.score):
            best[one.key] = one
    return sorted(best.values(), key=lambda one: (-one.score, abs(one.days), one.key))


def _booked(line: Line, booked: Iterable[Booked]) -> Iterator[Proposal]:
    for one in booked:
        days = (line.on - one.on).days
        if one.amount_idr != line.amount_idr or abs(days) > WINDOW_DAYS:
            continue
        named = min(NAMES_AT_MOST, A_NAME * _named(line.text, one.names))
        reasons = ("amount", "same_day" if not days else "days", *(("name",) if named else ()))
        score = SAME_AMOUNT - A_DAY * abs(days) + named
        yield Proposal(line.id, f"p:{one.id}", line.amount_idr, score, reasons, days)


def _together(line: Line, booked: Iterable[Booked]) -> Iterator[Proposal]:
    """A payout file leaves the bank as one sum: its slips together are the line."""
    groups: dict[tuple[str, date], list[Booked]] = defaultdict(list)
    for one in booked:
        if one.group and abs((line.on - one.on).days) <= WINDOW_DAYS:
            groups[one.group, one.on].append(one)
    for (_group, on), members in groups.items():
        if len(members) < 2 or sum(one.amount_idr for one in members) != line.amount_idr:
            continue
        days = (line.on - on).days
        key = "p:" + ",".join(str(pk) for pk in sorted(one.id for one in members))
        yield Proposal(
            line.id, key, line.amount_idr, TOGETHER - A_DAY * abs(days), ("together", "days"), days
        )


def _expected(line: Line, expected: Iterable[Expected]) -> Iterator[Proposal]:
    same = [one for one in expected if one.amount_idr == line.amount_idr and one.since <= line.on]
    for one in same:
        code = any(says_code(line.text, word) for word in one.codes)
        name = bool(_named(line.text, one.names))
        score = EXPECTED + (ITS_CODE if code else 0) + (ITS_NAME if name else 0)
        if not code and not name and len(same) > 1:
            score -= ONE_OF_MANY
        told = ("amount", *(("code",) if code else ()), *(("name",) if name else ()))
        reasons = told if len(told) > 1 else ("only_amount",)
        yield Proposal(line.id, f"e:{one.key}", line.amount_idr, min(score, 100), reasons)


def _ruled(line: Line, rules: Iterable[Rule]) -> Iterator[Proposal]:
    said = frozenset(words_of(line.text))
    for one in rules:
        if one.money_in != (line.amount_idr > 0) or not one.words or not one.words <= said:
            continue
        score, why = (LEARNED, "learned") if one.learned else (USUAL, "usual")
        yield Proposal(line.id, f"a:{one.account}", line.amount_idr, score, (why,))


def _named(text: str, names: Iterable[str]) -> int:
    """How many words of the names stand in the text; words of one or two letters tell nothing."""
    said = set(tokens(text))
    return len({word for name in names for word in tokens(name) if len(word) > 2 and word in said})


def says_code(text: str, code: str) -> bool:
    """Does the text name this code? "7/2026" also as 007-2026; a date in the text is no order's number."""
    bare = without_dates(text)
    numbered = re.fullmatch(r"(\d+)/(\d{4})", code)
    if numbered:
        pattern = rf"(?<!\d)0*{int(numbered[1])}\D{{1,12}}{numbered[2]}(?!\d)"
        return re.search(pattern, bare) is not None
    wanted = "".join(tokens(code))
    return bool(wanted) and wanted in tokens(bare)
