"""What comes out of the check: entries ready to store, the fate of each row, and the counts that add up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from sentra.crafts.registry.clean import Capacity, CleanName, CleanNik, Phones, SellingForm, Status
from sentra.crafts.registry.columns import Column
from sentra.crafts.registry.places import Found
from sentra.crafts.registry.reasons import Message
from sentra.crafts.registry.rows import LeftOut

Outcome = Literal["accepted", "rejected", "duplicate"]


@dataclass(frozen=True, slots=True)
class Entry:
    """One maker as the list has her, cleaned. Codes and numbers are left empty where the list does not
    say.
    """

    name: CleanName
    nik: CleanNik = field(repr=False)
    phones: Phones = field(repr=False)
    place: Found
    capacity: Capacity
    status: Status
    selling: SellingForm
    business: str = ""
    address: str = ""
    craft: str = ""
    product: str = ""
    sold_to: str = ""
    workers: int | None = None


@dataclass(frozen=True, slots=True)
class KnownMaker:
    """An entry the office already has. `nik_key` as `digest` makes it (see `check_workbook`), "" if
    unknown.
    """

    ref: str
    name: str
    nik_key: str = ""
    village: str = ""
    subdistrict: str = ""
    village_text: str = ""
    phones: tuple[str, ...] = field(default=(), repr=False)
    business: str = ""
    address: str = ""
    craft: str = ""
    product: str = ""


@dataclass(frozen=True, slots=True)
class RowResult:
    """The fate of one person's row. `known_ref` names the entry she already has; `first` the row she
    repeats.
    """

    sheet: str
    row: int
    outcome: Outcome
    entry: Entry
    messages: tuple[Message, ...]
    first: tuple[str, int] | None = None
    known_ref: str = ""

    @property
    def warnings(self) -> tuple[Message, ...]:
        return tuple(one for one in self.messages if one.severity == "warning")


@dataclass(frozen=True, slots=True)
class SheetRead:
    """Which table was read: Excel's numbers of the header lines and what each column was taken for."""

    name: str
    header_top: int
    header_bottom: int
    columns: tuple[Column, ...]
    people: int


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of the report: a message with the row it is about."""

    sheet: str
    row: int
    outcome: Outcome
    message: Message


@dataclass(frozen=True)
class Report:
    """accepted + rejected + duplicates = rows_seen, always. Warnings are counted on accepted rows only."""

    rows: tuple[RowResult, ...]
    left_out: tuple[LeftOut, ...]
    sheets: tuple[SheetRead, ...]
    about_file: tuple[Message, ...] = ()

    @property
    def rows_seen(self) -> int:
        return len(self.rows)

    @property
    def accepted(self) -> int:
        return self._count("accepted")

    @property
    def rejected(self) -> int:
        return self._count("rejected")

    @property
    def duplicates(self) -> int:
        return self._count("duplicate")

    @property
    def already_known(self) -> int:
        """Part of accepted."""
        return sum(1 for row in self.rows if row.outcome == "accepted" and row.known_ref)

    @property
    def warnings(self) -> int:
        """All warnings on accepted rows; one row may have several."""
        return sum(len(row.warnings) for row in self.rows if row.outcome == "accepted")

    @property
    def rows_with_warnings(self) -> int:
        return sum(1 for row in self.rows if row.outcome == "accepted" and row.warnings)

    def reasons(self, *, notes: bool = False) -> Iterator[Reason]:
        """Why rows were rejected or called duplicates, and the warnings of accepted rows; notes if asked
        for.
        """
        for row in self.rows:
            for one in row.messages:
                wanted = one.severity in ("rejected", "duplicate") or row.outcome == "accepted"
                if wanted and (notes or one.severity != "note"):
                    yield Reason(row.sheet, row.row, row.outcome, one)

    def counts(self) -> Mapping[str, int]:
        names = ("rows_seen", "accepted", "already_known", "rejected", "duplicates", "warnings")
        return {name: getattr(self, name) for name in (*names, "rows_with_warnings")}

    def _count(self, outcome: Outcome) -> int:
        return sum(1 for row in self.rows if row.outcome == outcome)
