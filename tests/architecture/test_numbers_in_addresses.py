"""A number in an attribute or an address is for machines: never localised, or 1000 becomes 1.000 there."""

import re
from pathlib import Path

import pytest
from django.template import Context, Template

ROOT = Path(__file__).resolve().parents[2] / "src" / "sentra"
ATTRIBUTE = re.compile(r"""\b(?:value|href|action|src|id|for|name|min|max|data-[\w-]+)="([^"]*)\"""")
FOR_PEOPLE = re.compile(r"\|(?:angka|rupiah|rupiah_short|intcomma|localize)\b")
TEMPLATES = sorted(ROOT.rglob("*.html"))


def localised(text):
    plain = re.sub(r"\{%.*?%\}", "", text, flags=re.S)  # a url tag gets Python's number, not a text
    return [each for each in ATTRIBUTE.findall(plain) if FOR_PEOPLE.search(each)]


def test_a_bare_number_is_written_without_dots():
    assert Template("{{ pk }}").render(Context({"pk": 1234567})) == "1234567"


def test_no_number_for_machines_is_written_for_people():
    found = {str(path.relative_to(ROOT)): localised(path.read_text("utf-8")) for path in TEMPLATES}
    assert {path: bad for path, bad in found.items() if bad} == {}


@pytest.mark.parametrize(
    "text",
    [
        '<input value="{{ row.idr|rupiah }}">',
        '<a href="?no={{ total|angka }}">',
        '<i id="line-{{ n|angka }}">',
    ],
)
def test_the_search_bites(text):
    assert localised(text)
