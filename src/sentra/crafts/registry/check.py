"""The door of the registry import: sheets in, a report out that counts every person once. Changes
nothing.

A row is rejected only when it cannot become a usable entry: no name; nothing but a name; or a place that
lies in another district. Everything else is accepted with warnings.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from sentra.crafts.registry.duplicates import Register, facts_of_entry, register_of
from sentra.crafts.registry.entries import Entry, KnownMaker, Outcome, Report, RowResult, SheetRead
from sentra.crafts.registry.header import Header, find_header
from sentra.crafts.registry.people import read_person
from sentra.crafts.registry.places import Places
from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.rows import LeftOut, Line, Lines, read_lines
from sentra.crafts.registry.vocabulary import REGISTRY
from sentra.kernel.tables import Sheet, TableRefused
from sentra.people.regions import OfficeRegions

FIELDS: tuple[str, ...] = tuple(name for name in REGISTRY.fields if name)
"""What the officer may say a column is; "" leaves a column aside."""

Row = tuple[str, int]


def check_workbook(
    sheets: Sequence[Sheet], *, office: OfficeRegions, today: date, known: Iterable[KnownMaker] = (),
    mapping: Mapping[str, str] | None = None, digest: Callable[[str], str] = str,
) -> Report:  # fmt: skip
    """Read every sheet that holds a table of makers and decide each row.

    `mapping` (header text → field of `FIELDS`, "" to leave it aside) is the officer's correction and beats
    our reading. `known` are the office's entries; `digest` turns a NIK into the key they were stored under.
    Refuses (TableRefused "header_not_found") a file without any table of makers.
    """
    tables = [(sheet, _header(sheet, mapping)) for sheet in sheets]
    read = [(sheet, header, read_lines(sheet, header, REGISTRY)) for sheet, header in tables if header]
    if not read:
        raise TableRefused("header_not_found", sheets=len(sheets))
    decide = _Decisions(register_of(known), digest)
    places = Places(office)
    rows: list[RowResult] = []
    left_out: list[LeftOut] = []
    listed: list[SheetRead] = []
    for sheet, header, lines in read:
        rows.extend(_rows(lines.people, header, places, today, decide))
        left_out.extend(lines.left_out)
        columns = header.columns.all
        listed.append(SheetRead(sheet.name, header.top, header.bottom, columns, len(lines.people)))
    about = (*_about_sheets(tables, office), *_about_totals(read))
    return Report(tuple(rows), tuple(left_out), tuple(listed), about)


def _header(sheet: Sheet, mapping: Mapping[str, str] | None) -> Header | None:
    return None if sheet.hidden else find_header(sheet, REGISTRY, mapping=mapping)


def _rows(
    people: Iterable[Line], header: Header, places: Places, today: date, decide: "_Decisions"
) -> Iterator[RowResult]:
    for line in people:
        entry, said = read_person(line, header.columns, places, today=today)
        yield decide.row(line, entry, said)


class _Decisions:
    """The fate of each row, in the order of the file: the first of two is the one that counts."""

    def __init__(self, known: Register[str], digest: Callable[[str], str]) -> None:
        self.known, self.digest = known, digest
        self.seen: Register[Row] = Register()

    def row(self, line: Line, entry: Entry, said: tuple[Message, ...]) -> RowResult:
        result = RowResult(line.sheet, line.number, "accepted", entry, said)
        if refusal := _refusal(entry):
            return _decided(result, "rejected", refusal)
        facts = facts_of_entry(entry, self.digest)
        twice = self.seen.find(facts)
        if twice and twice[0] != "perhaps":
            verdict, (sheet, number) = twice
            code = {"same_nik": "duplicate_nik", "same_nik_other_name": "duplicate_nik_other_name"}
            told = message(code.get(verdict, "duplicate_person"), "name", sheet=sheet, row=number)
            return replace(_decided(result, "duplicate", told), first=(sheet, number))
        if twice:
            sheet, number = twice[1]
            told = message("possible_duplicate", "name", sheet=sheet, row=number)
            result = _decided(result, "accepted", told)
        self.seen.add(facts, (line.sheet, line.number))
        already = self.known.find(facts)
        if already and already[0] == "perhaps":
            return _decided(result, "accepted", message("possible_duplicate_known", "name"))
        return replace(result, known_ref=already[1]) if already else result


def _decided(result: RowResult, outcome: Outcome, told: Message) -> RowResult:
    return replace(result, outcome=outcome, messages=(told, *result.messages))


def _refusal(entry: Entry) -> Message | None:
    """Why this row cannot become an entry, if it cannot."""
    if not entry.name.text:
        return message("no_name", "name")
    if entry.place.other_district:
        text = entry.place.subdistrict_text or entry.place.village_text or entry.place.other_district
        return message("other_district", "subdistrict", text=text, district=entry.place.other_district)
    facts = (
        entry.nik.digits, entry.phones.text, entry.business, entry.address, entry.craft, entry.product,
        entry.place.village_text, entry.place.subdistrict_text, entry.capacity.text,
    )  # fmt: skip
    return None if any(facts) else message("nothing_but_name", "name")


def _about_sheets(tables: Sequence[tuple[Sheet, Header | None]], office: OfficeRegions) -> Iterator[Message]:
    for sheet, header in tables:
        if header:
            for text in header.columns.unnamed():
                yield message("column_unused", sheet=sheet.name, text=text[:80])
        elif sheet.hidden and sheet.rows:
            yield message("sheet_hidden", sheet=sheet.name)
        elif sheet.rows:
            yield message("sheet_without_table", sheet=sheet.name, rows=len(sheet.rows))
    if not office.villages_known:
        yield message("villages_not_checked", district=office.district.name)


def _about_totals(read: Sequence[tuple[Sheet, Header, Lines]]) -> Iterator[Message]:
    """The last total of a sheet that is neither all its people, nor all so far, nor those since the total
    before.
    """
    before = 0
    for sheet, _, lines in read:
        numbers = [line.number for line in lines.people]
        if lines.stated:
            row, _ = lines.stated[-1]
            last = {stated for at, stated in lines.stated if at == row}
            earlier = max((at for at, _ in lines.stated if at < row), default=0)
            section = sum(1 for number in numbers if earlier < number < row)
            if not last & {len(numbers), len(numbers) + before, section}:
                stated = min(last)
                yield message("total_differs", sheet=sheet.name, row=row, stated=stated, seen=len(numbers))
        before += len(numbers)
