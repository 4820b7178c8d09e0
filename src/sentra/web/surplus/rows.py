"""The parts of a surplus as the tables and charts of its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sentra.cooperative.surplus.scheme import Part, percent_words
from sentra.cooperative.surplus.usual import FUNDS
from sentra.cooperative.surplus.words import base_words
from sentra.web.templatetags.formats import rupiah


@dataclass(frozen=True)
class Row:
    """One part on screen."""

    part: Part
    percent: str
    pool_idr: int
    base: str
    rest_idr: int
    rest_name: str


def row_of(part: Part, pool_idr: int, rest_idr: int, whole: int, measure: str) -> Row:
    key = part.rest_to.removesuffix("_lain")
    rest = FUNDS[key][0] if key else ""
    percent, base = percent_words(part.hundredths), base_words(part, whole, measure)
    return Row(part, percent, pool_idr, base, rest_idr, rest)


def chart_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"label": one.part.name, "value": one.pool_idr, "text": rupiah(one.pool_idr)} for one in rows]
