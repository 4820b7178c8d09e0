"""National holidays, read once from `data/holidays.json`. What is not listed there is no holiday to us."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

DATA = Path(__file__).with_name("data") / "holidays.json"


@dataclass(frozen=True)
class Holiday:
    """`estimated`: the decree is not out yet, the day can still move by one."""

    name: str
    estimated: bool = False


@cache
def national() -> Mapping[date, Holiday]:
    """Every national holiday we know of, without cuti bersama."""
    told = json.loads(DATA.read_text(encoding="utf-8"))["days"]
    return {date.fromisoformat(one["on"]): Holiday(one["name"], one.get("estimated", False)) for one in told}
