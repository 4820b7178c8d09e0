"""Why the bank and the books differ at the end of a day: every rupiah has a line or a posting. Pure.

Statement − books = (opening − what the books held before the first statement)
                  + lines not (or not yet) in the books − postings not (or not yet) on the statement.
It holds by arithmetic; a test proves it for any matches. Whole rupiah, money in is positive.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A line up to the day; `text` for people."""

    id: int
    on: date
    amount_idr: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class SeenPosting:
    """A posting up to the day that no line up to the day has."""

    id: int
    entry_id: int
    on: date
    amount_idr: int
    text: str = ""
    reverses_id: int | None = None  # the entry it cancels


@dataclass(frozen=True, slots=True)
class SeenPart:
    """One tie of a line to a posting, whenever either was."""

    line_id: int
    line_on: date
    posting_id: int
    posted_on: date
    amount_idr: int


@dataclass(frozen=True)
class Reconciliation:
    """One account of the books at the end of `until`."""

    until: date
    opening_idr: int  # by the first statements
    before_idr: int  # in the books before them, without what came to the bank later
    statement_idr: int
    books_idr: int
    lines: tuple[SeenLine, ...]  # not in the books yet; amounts as far as they are not
    postings: tuple[SeenPosting, ...]  # not on the statement yet
    gap_idr: int = 0  # the newest statement's closing − what its lines add up to: lines are missing

    @property
    def difference_idr(self) -> int:
        return self.statement_idr - self.books_idr

    @property
    def opening_difference_idr(self) -> int:
        return self.opening_idr - self.before_idr

    @property
    def lines_idr(self) -> int:
        return sum(one.amount_idr for one in self.lines)

    @property
    def postings_idr(self) -> int:
        return sum(one.amount_idr for one in self.postings)

    @property
    def explained_idr(self) -> int:
        return self.opening_difference_idr + self.lines_idr - self.postings_idr

    @property
    def agrees(self) -> bool:
        """Bank and books say the same, and nothing waits."""
        return not (self.difference_idr or self.gap_idr or self.lines or self.postings)


@dataclass(frozen=True)
class Sums:
    """What the day rests on. `start` is the first day a statement covers."""

    start: date
    opening_idr: int  # by the first statements
    books_before_idr: int  # the books at the end of the day before `start`
    books_idr: int  # at the end of the day
    early_idr: int = 0  # of what the books held before, what a line has
    settled_idr: int = 0  # lines left out here: all of each is in the books by the day
    gap_idr: int = 0


def reconciled(
    until: date,
    sums: Sums,
    *,
    lines: Iterable[SeenLine],
    postings: Iterable[SeenPosting],
    parts: Iterable[SeenPart],
) -> Reconciliation:
    """Lines up to `until`. `postings` must hold those since the start and those before it that a line has,
    none that a line up to `until` has.
    """
    held = list(lines)
    before = sums.books_before_idr - sums.early_idr
    statement = sums.opening_idr + sums.settled_idr + sum(line.amount_idr for line in held)
    waiting = _without_cancelled(list(postings))
    left, carried = _without_opening(waiting, sums.opening_idr - before, sums.start)
    return Reconciliation(
        until, sums.opening_idr, before + carried, statement, sums.books_idr,
        tuple(_open_lines(held, parts, until)), tuple(left), sums.gap_idr,
    )  # fmt: skip


def _open_lines(lines: Sequence[SeenLine], ties: Iterable[SeenPart], until: date) -> list[SeenLine]:
    booked: dict[int, int] = defaultdict(int)
    for tie in ties:
        if tie.posted_on <= until:
            booked[tie.line_id] += tie.amount_idr
    left = ((line, line.amount_idr - booked[line.id]) for line in lines)
    return [SeenLine(line.id, line.on, idr, line.text) for line, idr in left if idr]


def _without_cancelled(postings: Sequence[SeenPosting]) -> list[SeenPosting]:
    """An entry and its mirror image that both never reached the bank are nothing together.

    The newest mirror first: what was turned twice stands again.
    """
    sums: dict[int, int] = defaultdict(int)
    for one in postings:
        sums[one.entry_id] += one.amount_idr
    mirrors = sorted({(one.entry_id, one.reverses_id) for one in postings if one.reverses_id}, reverse=True)
    for mirror, first in mirrors:
        if mirror in sums and first in sums and sums[mirror] + sums[first] == 0:
            del sums[mirror], sums[first]
    return [one for one in postings if one.entry_id in sums]


def _without_opening(
    postings: list[SeenPosting], lacking_idr: int, start: date
) -> tuple[list[SeenPosting], int]:
    """The books' own opening entry, written on the first statement's day, is what the statement brought
    in."""
    for one in postings if lacking_idr else ():
        if one.on == start and one.amount_idr == lacking_idr:
            return [other for other in postings if other is not one], one.amount_idr
    return postings, 0
