"""The seal of a run: what it was reckoned from, as one SHA-256. Any figure altered afterwards breaks it."""

import hashlib
import json
from collections.abc import Iterable
from datetime import date
from typing import Any

Row = tuple[int, list[int], list[int]]
"""Member number, her bases, her shares."""


def seal(year_end: date, facts: dict[str, Any], rows: Iterable[Row]) -> str:
    """64 hexadecimal digits of the canonical text: the facts as sorted JSON, then a line per member."""
    made = hashlib.sha256(f"{year_end:%Y-%m-%d} {json.dumps(facts, sort_keys=True)}\n".encode())
    lines = (f"{number} {bases} {shares}\n" for number, bases, shares in sorted(rows))
    made.update("".join(lines).encode())
    return made.hexdigest()
