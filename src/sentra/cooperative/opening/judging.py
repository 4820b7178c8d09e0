"""What a file means for the books, row by row, and everything that speaks against booking it. No database."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from sentra.cooperative.loans.brought import Running
from sentra.cooperative.loans.schedule import called
from sentra.cooperative.loans.terms import Terms
from sentra.cooperative.opening.layout import (
    CLAIMS,
    LENT,
    OF_SAVINGS,
    OF_THINGS,
    REFUSED,
    SAVED,
    THINGS,
    TRIAL,
    by_person,
    is_money,
)
from sentra.cooperative.opening.reading import Problem, Told, problem
from sentra.kernel.dates import months_later
from sentra.ledger.assets.straight import lives_on
from sentra.ledger.chart import LOANS_TO_MEMBERS, SAVINGS, charted
from sentra.ledger.statements.spans import nominal

MOST_MONTHS = 600
"""Fifty years: beyond it a slipped finger is likelier than the truth."""


@dataclass(frozen=True)
class Saver:
    """A member of today as the file may name her."""

    member_id: int
    party_id: int
    name: str
    joined_on: date


@dataclass(frozen=True)
class Known:
    """What this cooperative has: members by number, people by code (party id), the day, the book year."""

    on: date
    ends_year: bool
    members: Mapping[int, Saver]
    people: Mapping[int, str]
    borrowers: Collection[int]  # members by number who have a loan or a wish
    terms: Terms  # of loans, in force on the day
    objections: tuple[str, ...] = ()  # codes of what speaks against the day itself


@dataclass(frozen=True)
class Thing:
    name: str
    life: str
    bought_on: date
    cost_idr: int
    residual_idr: int
    lost_idr: int


@dataclass
class Judged:
    """`trial`: account → rupiah, debit positive. `savings`: (member number, kind) → rupiah, above zero.
    `loans`: what is left of each. `claims`: (account, party) → rupiah, debit positive. Bookable when there
    is no problem."""

    trial: dict[str, int] = field(default_factory=dict)
    savings: dict[tuple[int, str], int] = field(default_factory=dict)
    claims: dict[tuple[str, int], int] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    loans: list[Running] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    rows: Counter[str] = field(default_factory=Counter)

    @property
    def debit_idr(self) -> int:
        return sum(idr for idr in self.trial.values() if idr > 0)

    @property
    def credit_idr(self) -> int:
        return -sum(idr for idr in self.trial.values() if idr < 0)


def judge(rows: list[Told], unread: list[Problem], known: Known) -> Judged:
    """All rows against what is known. Problems stand in the order of the file, the day's own first."""
    found = Judged()
    for told in rows:
        found.rows[told.sheet] += 1
        JUDGES[told.sheet](told, found, known)
    _controls(found, {one.sheet for one in (*unread, *found.problems)})
    day = [Problem("", 0, code) for code in known.objections]
    order = {name: at for at, name in enumerate(("", *JUDGES))}
    in_order = sorted([*unread, *found.problems], key=lambda one: (order[one.sheet], one.row))
    found.problems = [*day, *in_order]
    return found


def _trial(told: Told, found: Judged, known: Known) -> None:
    code, debit, credit = told.cells["code"] or "", told.cells["debit"] or 0, told.cells["credit"] or 0
    if code not in charted():
        found.problems.append(problem(told, "unknown_account", text=code))
    elif code in found.trial:
        found.problems.append(problem(told, "account_twice", text=code))
    elif debit and credit:
        found.problems.append(problem(told, "both_sides"))
    elif code in REFUSED:
        found.problems.append(problem(told, REFUSED[code], text=code))
    elif nominal(code) and known.ends_year:
        found.problems.append(problem(told, "nominal", text=code))
    elif is_money(code) and credit:
        found.problems.append(problem(told, "money_below_zero", text=code))
    else:
        found.trial[code] = debit - credit


def _saved(told: Told, found: Judged, known: Known) -> None:
    number = told.cells["number"]
    wrong = _not_hers(number, {one for one, _kind in found.savings}, known)
    if wrong:
        found.problems.append(problem(told, wrong, text=number or ""))
    else:
        found.savings |= {(number, kind): told.cells[kind] for kind in SAVINGS if told.cells[kind]}


def _not_hers(number: int | None, before: Collection[int], known: Known) -> str:
    """What speaks against a member's number in a row, else nothing; `before`: named in a row above."""
    her = known.members.get(number) if number else None
    if her is None:
        return "unknown_member"
    if number in before:
        return "member_twice"
    return "joined_later" if her.joined_on > known.on else ""


def _lent(told: Told, found: Judged, known: Known) -> None:
    cells, terms = told.cells, known.terms
    number, months, due_on = cells["number"], cells["months"] or 0, cells["due_on"]
    method = _method(cells["method"], terms.method)
    wrong = _not_hers(number, {one.number for one in found.loans}, known)
    if wrong:
        found.problems.append(problem(told, wrong, text=number or ""))
    elif number in known.borrowers:
        found.problems.append(problem(told, "has_loan", text=number))
    elif not 0 < months <= MOST_MONTHS:
        found.problems.append(problem(told, "months"))
    elif due_on is None or not known.on < due_on <= months_later(known.on, 12):
        found.problems.append(problem(told, "due"))
    elif not method:
        found.problems.append(problem(told, "method", text=str(cells["method"])[:40]))
    else:
        rate = terms.rate_bp_year if cells["rate"] is None else cells["rate"]
        found.loans.append(Running(number, cells["idr"], months, due_on, method, rate, terms.rounding))


def _method(words: str | None, ours: str) -> str:
    """The method behind the words, the rules' own without any, "" for words that name none."""
    try:
        return called(words) if words else ours
    except ValueError:
        return ""


def _claim(told: Told, found: Judged, known: Known) -> None:
    code, person, idr = told.cells["code"] or "", told.cells["person"], told.cells["idr"]
    if code not in charted():
        found.problems.append(problem(told, "unknown_account", text=code))
    elif code in REFUSED:
        found.problems.append(problem(told, REFUSED[code], text=code))
    elif not by_person(code):
        found.problems.append(problem(told, "not_by_person", text=code))
    elif person not in known.people:
        found.problems.append(problem(told, "unknown_person", text=person or ""))
    elif (code, person) in found.claims:
        found.problems.append(problem(told, "person_twice", text=person))
    else:
        found.claims[code, person] = idr if charted()[code].debit_normal else -idr


def _thing(told: Told, found: Judged, known: Known) -> None:
    cells = told.cells
    cost, residual, lost = cells["cost"] or 0, cells["residual"] or 0, cells["lost"] or 0
    if not cells["name"]:
        found.problems.append(problem(told, "no_name"))
    elif cells["life"] not in lives_on(known.on + timedelta(days=1)):
        found.problems.append(problem(told, "unknown_life", text=cells["life"] or ""))
    elif cells["bought_on"] is None or cells["bought_on"] > known.on:
        found.problems.append(problem(told, "bought_later"))
    elif not cost > 0 or residual > cost or lost > cost - residual:
        found.problems.append(problem(told, "worth"))
    else:
        found.things.append(
            Thing(cells["name"][:120], cells["life"], cells["bought_on"], cost, residual, lost)
        )


JUDGES: Mapping[str, Callable[[Told, Judged, Known], None]] = {
    TRIAL: _trial, SAVED: _saved, LENT: _lent, CLAIMS: _claim, THINGS: _thing,
}  # fmt: skip


def _controls(found: Judged, wrong: Collection[str]) -> None:
    """The trial balance balances, and each account kept by person or thing is what its sheet sums to.

    Not asked of a sheet with a wrong row (`wrong`): its sum would name a difference that may be none.
    """
    if found.debit_idr != found.credit_idr and TRIAL not in wrong:
        more = (("debit", found.debit_idr), ("credit", found.credit_idr))
        found.problems.append(Problem(TRIAL, 0, "unbalanced", more))
    if not found.trial and not found.problems:
        found.problems.append(Problem(TRIAL, 0, "nothing"))
    for code, (sheet, idr) in sorted(_behind(found).items()):
        stated = found.trial.get(code, 0)
        if stated != idr and sheet not in wrong:
            sign = 1 if charted()[code].debit_normal else -1
            told: tuple[tuple[str, str | int], ...] = (
                ("code", code),
                ("stated", sign * stated),
                ("sum", sign * idr),
            )
            found.problems.append(Problem(sheet, 0, "control", told))


def _behind(found: Judged) -> dict[str, tuple[str, int]]:
    """Account → (sheet, what its rows sum to, debit positive), for every account that has a sheet behind."""
    sums: defaultdict[str, int] = defaultdict(int)
    for (_number, kind), idr in found.savings.items():
        sums[SAVINGS[kind]] -= idr
    for (code, _person), idr in found.claims.items():
        sums[code] += idr
    for thing in found.things:
        sums[OF_THINGS[0]] += thing.cost_idr
        sums[OF_THINGS[1]] -= thing.lost_idr
    behind = {code: (SAVED, sums[code]) for code in OF_SAVINGS}
    behind[LOANS_TO_MEMBERS] = (LENT, sum(one.idr for one in found.loans))
    behind |= {code: (THINGS, sums[code]) for code in OF_THINGS}
    return behind | {code: (CLAIMS, sums[code]) for code in charted() if by_person(code)}
