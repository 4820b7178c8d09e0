"""A long list of makers: every row has a fate. `./sentra bench registry` measures 45,000 of them."""

import json
import random
import subprocess
import sys
from pathlib import Path

import openpyxl
import xlsxwriter

ROWS = 3_000

MEASURE = """
import json, resource, sys, time
from datetime import date
from pathlib import Path
from sentra.crafts.registry.check import check_workbook
from sentra.kernel.tables import read_table_file
from sentra.people.regions import all_regions
started = time.monotonic()
sheets = read_table_file(Path(sys.argv[1]))
report = check_workbook(sheets, office=all_regions().office("63.08"), today=date(2026, 11, 22))
both = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
most = sum(resource.getrusage(who).ru_maxrss for who in both) // 1024
print(json.dumps({"seconds": time.monotonic() - started, "mb": most, **report.counts()}))
"""


def large_workbook(path: Path) -> None:
    """The office's own rows again and again, each with a name, NIK, phone and spelling of its own."""
    chance = random.Random(1)
    source = Path(__file__).parents[2] / "data" / "registry" / "pengrajin-hulu-sungai-utara-a.xlsx"
    rows = list(openpyxl.load_workbook(source, read_only=True).active.iter_rows(values_only=True))
    people = [row for row in rows if isinstance(row[0], int)]
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_numbers": False})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, [value or "" for value in rows[4]])
    for at in range(1, ROWS + 1):
        row = list(chance.choice(people))
        row[0], row[1] = at, f"{row[1]} {''.join(chance.choices('aeioulmnrst', k=6))}"
        if row[2]:
            row[2] = str(row[2]).strip("'")[:-4] + f"{chance.randrange(1, 9999):04d}"
        if at % 5 == 0:
            place = chance.randrange(len(row[5]))
            row[5] = row[5][:place] + chance.choice("aiueon") + row[5][place + 1 :]
        for column, value in enumerate(row):
            if value is not None:
                sheet.write(at, column, value)
    book.close()


def test_a_long_list_is_read_whole(tmp_path):
    path = tmp_path / "large.xlsx"
    large_workbook(path)
    run = [sys.executable, "-c", MEASURE, str(path)]
    source = str(Path(__file__).parents[3] / "src")
    answer = subprocess.run(run, capture_output=True, text=True, check=True, env={"PYTHONPATH": source})
    measured = json.loads(answer.stdout)
    assert (
        measured["rows_seen"] == ROWS == measured["accepted"] + measured["rejected"] + measured["duplicates"]
    )
