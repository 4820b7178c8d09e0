"""How many must found a cooperative: dated rows with their source, in data/founding.json."""

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path


@dataclass(frozen=True)
class Least:
    """At least so many people (primary) or cooperatives (secondary) from this day on."""

    form: str
    least: int
    since: date
    source: str


@cache
def rows() -> tuple[Least, ...]:
    """Every row, the oldest first."""
    told = json.loads((Path(__file__).parents[1] / "data" / "founding.json").read_text())["founders"]
    made = (Least(one["form"], one["least"], date.fromisoformat(one["since"]), one["source"]) for one in told)
    return tuple(sorted(made, key=lambda one: one.since))


def founders_needed(form: str, day: date) -> Least:
    """The row that holds on this day. Raises LookupError for a day before the first law."""
    found = [one for one in rows() if one.form == form and one.since <= day]
    if not found:
        msg = f"No row for {form} on {day}."
        raise LookupError(msg)
    return found[-1]
