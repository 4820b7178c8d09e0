"""A statement as rows: every figure knows the accounts it consists of, and both years stand beside it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language

from sentra.ledger.chart import Charted, charted
from sentra.ledger.statements.spans import Span

HEAD, LINE, SUM, TOTAL = "head", "line", "sum", "total"


def in_indonesian() -> bool:
    return (get_language() or "id").startswith("id")


@dataclass(frozen=True)
class Part:
    """What one account gives to a figure. `share`: only the members' or the others' part of the account.

    `left_out_idr`: on the account's own side, what opening entries brought onto it;
    the figure leaves it out.
    """

    code: str
    now_idr: int
    before_idr: int
    share: str = ""
    left_out_idr: int = 0

    @property
    def account(self) -> Charted:
        return charted()[self.code]

    @property
    def title(self) -> str:
        return self.account.name if in_indonesian() else self.account.name_en


@dataclass(frozen=True)
class Row:
    """One line. Amounts are signed so that lines add up to their sums. `of_surplus`: opens the PHU."""

    key: str
    name: str
    name_en: str
    level: str
    now_idr: int = 0
    before_idr: int = 0
    parts: tuple[Part, ...] = ()
    of_surplus: bool = False

    @property
    def title(self) -> str:
        """In the reader's language; papers take `name`."""
        return self.name if in_indonesian() else self.name_en

    @property
    def code(self) -> str:
        """The one account that is the figure; empty when there are none or several, or only a part of one."""
        alone = self.level == LINE and len(self.parts) == 1
        whole = alone and not self.parts[0].share and not self.parts[0].left_out_idr
        return self.parts[0].code if whole else ""


@dataclass(frozen=True)
class Statement:
    """One of the five. `key` names it in addresses and papers."""

    key: str
    rows: tuple[Row, ...]

    def row(self, key: str) -> Row:
        """Raises KeyError for a row that is not there."""
        found = {row.key: row for row in self.rows}
        return found[key]


def head(key: str, name: str, name_en: str) -> Row:
    return Row(key, name, name_en, HEAD)


def summed(key: str, name: str, name_en: str, rows: Iterable[Row], *, level: str = SUM) -> Row:
    """The sum of these lines; it consists of what they consist of."""
    kept = list(rows)
    return Row(
        key,
        name,
        name_en,
        level,
        sum(row.now_idr for row in kept),
        sum(row.before_idr for row in kept),
        tuple(part for row in kept for part in row.parts),
    )


def of_account(code: str, now_idr: int, before_idr: int) -> Row:
    one = charted()[code]
    return Row(code, one.name, one.name_en, LINE, now_idr, before_idr, (Part(code, now_idr, before_idr),))


def used(codes: Iterable[str], spans: Sequence[Span]) -> list[str]:
    """Of these accounts, those that were ever booked on in one of the spans."""
    return [code for code in codes if any(code in span.end for span in spans)]
