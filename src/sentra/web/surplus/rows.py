"""The parts of a surplus as the tables and charts of its pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sentra.cooperative.surplus.queries import RunPart
from sentra.cooperative.surplus.scheme import Part, percent_words
from sentra.cooperative.surplus.sharing import SharedPart
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


def rows_of(parts: Sequence[RunPart] | Sequence[SharedPart], measure: str) -> list[Row]:
    """Of a reckoning that is kept, or of one that is only tried."""
    names = {one.part.key: one.part.name for one in parts}
    return [
        Row(
            one.part, percent_words(one.part.hundredths), one.pool_idr,
            base_words(one.part, one.whole, measure), one.rest_idr, names.get(one.part.rest_to, ""),
        )
        for one in parts
    ]  # fmt: skip


def chart_of(rows: Sequence[Row]) -> list[dict[str, Any]]:
    return [{"label": one.part.name, "value": one.pool_idr, "text": rupiah(one.pool_idr)} for one in rows]
