"""The two offices' own workbooks, as they are. Figures were counted from the rows with another library."""

import re
from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from sentra.kernel.tables import read_table_file
from tests.domain.registry.workbooks import check, counts

DATA = Path(__file__).parents[2] / "data" / "registry"
OFFICES = {
    "63.08": (DATA / "pengrajin-hulu-sungai-utara-a.xlsx", (436, 420, 0, 16)),
    "64.08": (DATA / "pengrajin-kutai-timur-b.xlsx", (66, 64, 0, 2)),
}


@pytest.fixture(scope="module", params=OFFICES)
def office(request):
    path, expected = OFFICES[request.param]
    rows = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    people = {
        at: row for at, row in enumerate(rows, 1) if isinstance(row[0], int) and isinstance(row[1], str)
    }
    return people, check(read_table_file(path), district=request.param), expected


def test_the_counts(office):
    people, report, expected = office
    assert counts(report) == expected
    assert report.rows_seen == len(people)
    assert report.about_file == ()  # the sheet's own total agrees, every column is used


def test_every_person_of_the_sheet_and_nobody_else(office):
    people, report, _ = office
    assert {row.row for row in report.rows} == set(people)
    assert {left.kind for left in report.left_out} <= {"total", "signature", "numbering"}


def test_duplicates_are_the_rows_that_repeat_another_in_everything(office):
    people, report, _ = office
    seen: dict[tuple[object, ...], int] = {}
    repeated = {at: seen.setdefault(row[1:], at) for at, row in people.items()}
    assert {row.row: row.first[1] for row in report.rows if row.first} == {
        at: to for at, to in repeated.items() if at != to
    }


def test_each_field_is_told_about_as_often_as_it_is_odd(office):
    people, report, _ = office
    told = Counter(one.code for row in report.rows if row.outcome == "accepted" for one in row.messages)
    accepted = {row.row for row in report.rows if row.outcome == "accepted"}
    kept = [row for at, row in people.items() if at in accepted]
    assert told["nik_apostrophe"] == sum(str(row[2]).startswith("'") for row in kept)
    assert told["nik_length"] == sum(len(re.sub(r"\D", "", str(row[2] or ""))) == 15 for row in kept)
    assert told["nik_as_number"] + told["nik_digits_lost"] == sum(isinstance(row[2], int) for row in kept)
    assert told["nik_missing"] == sum(row[2] is None for row in kept)
    assert told["capacity_unknown"] == sum(row[9] == "tdk tentu" for row in kept)
    assert told["capacity_missing"] == sum(row[9] is None for row in kept)
    assert told["capacity_converted"] == sum("per minggu" in str(row[9]) for row in kept)
    assert told["phone_second"] == sum(len(set(str(row[12]).split(" / "))) == 2 for row in kept)
    for code, word in (("deceased", "meninggal 2025"), ("moved", "pindah"), ("stopped", "tdk aktif")):
        assert told[f"proposed_{code}"] == sum(row[15] == word for row in kept)


def test_every_village_is_found(office):
    _, report, _ = office
    assert all(row.entry.place.village for row in report.rows)


def test_no_phone_is_lost(office):
    people, report, _ = office
    for row in report.rows:
        written = str(people[row.row][12] or "")
        assert bool(row.entry.phones.primary) == any(character.isdigit() for character in written)
        assert re.sub(r"\D", "", written.split("/", maxsplit=1)[0])[-9:] == row.entry.phones.primary[-9:]


def test_what_is_not_known_is_open_and_what_is_known_is_in_the_list(office):
    people, report, _ = office
    for row in report.rows:
        written, capacity = str(people[row.row][9] or ""), row.entry.capacity
        numbers = [int(number) for number in re.findall(r"\d+", written)]
        if not numbers:
            assert (capacity.low, capacity.high) == (None, None)
        elif "minggu" not in written:
            assert (capacity.low, capacity.high) == (numbers[0], numbers[-1])
        else:
            assert capacity.low == numbers[0] * 52 // 12


def test_sentences_can_be_said_and_never_carry_a_number_of_a_person(office):
    _, report, _ = office
    for reason in report.reasons(notes=True):
        assert not re.search(r"\d{9,}", reason.message.sentence())
