"""What a person consents to: Indonesian texts with a version, kept as they were when she agreed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from sentra.kernel.errors import Refused

FILE = Path(__file__).parents[1] / "data" / "consents.json"


@dataclass(frozen=True)
class ConsentText:
    """One version of the words for one purpose. `stops` says what no longer happens when it is taken back."""

    purpose: str
    version: str
    needed: bool  # there is no membership without it
    title: str
    text: str
    stops: str


@cache
def _all() -> tuple[ConsentText, ...]:
    return tuple(ConsentText(**one) for one in json.loads(FILE.read_text())["texts"])


@cache
def newest() -> Mapping[str, ConsentText]:
    """Purpose → the words asked today: the last ones in the file."""
    return {one.purpose: one for one in _all()}


def words(purpose: str, version: str) -> ConsentText:
    """What she agreed to then. Refuses a version the file does not hold."""
    found = next((one for one in _all() if (one.purpose, one.version) == (purpose, version)), None)
    if found is None:
        raise Refused(f"No text {purpose} {version}.")
    return found
