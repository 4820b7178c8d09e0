"""A month is never looked up among the sentences: "May" is a verb there, and 26 May became 26 Boleh."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.utils.translation import override

from sentra.kernel.dates import ENGLISH_MONTHS, MONTHS
from sentra.web.templatetags.formats import tanggal

ROOT = Path(__file__).resolve().parents[2] / "src" / "sentra"
BY_WORD = re.compile(
    r"date_format|strftime\([^)]*%[aAbB]|\{[^}]*:[^}]*%[aAbB]"
    r"|\|date:\"[^\"]*[DFlMNbE][^\"]*\"|\|naturaltime|\{% now"
)
WATCHED = sorted([*ROOT.rglob("*.py"), *ROOT.rglob("*.html"), *ROOT.rglob("*.txt")])


def by_word(text):
    return [found[0] for found in BY_WORD.finditer(text)]


def test_no_date_is_written_through_the_catalogue():
    found = {str(path.relative_to(ROOT)): by_word(path.read_text("utf-8")) for path in WATCHED}
    assert {path: words for path, words in found.items() if words} == {}


@pytest.mark.parametrize(
    "text", ['{{ day|date:"j F Y" }}', "date_format(day)", 'day.strftime("%d %B")', 'f"{day:%d %b}"']
)
def test_the_search_bites(text):
    assert by_word(text)


@pytest.mark.parametrize(("language", "months"), [("id", MONTHS), ("en", ENGLISH_MONTHS)])
def test_every_month_in_both_languages(language, months):
    with override(language):
        for number, month in enumerate(months, start=1):
            day = date(2026, number, 26)
            assert tanggal(day) == f"26 {month} 2026"
            assert tanggal(day, "short") == f"26 {month[:3]}"
            assert tanggal(day, "month") == f"{month} 2026"
