"""A list of places made ready for finding one by a name as people write it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from sentra.crafts.registry.spelling import at_odds, most_alike, plain_place, written_out
from sentra.people.regions import Place

How = Literal["exact", "spelling", "alike"]

ALIKE = 84  # rapidfuzz ratio from which a name is proposed; "amuntay" and "amuntai" are 86
CLEARLY = 4  # points ahead of the next best, or it is ambiguous
NEAR = 65  # worth mentioning when nothing fits


@dataclass(frozen=True, slots=True)
class Match:
    place: Place
    how: How
    score: int = 100


class Gazetteer:
    """Names of some places made ready for matching; answers are remembered by the text."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.exact: dict[str, list[Place]] = {}
        self.spelt: dict[str, list[Place]] = {}
        for place in places:
            self.exact.setdefault(plain_place(place.name), []).append(place)
            self.spelt.setdefault(written_out(place.name), []).append(place)
        self._answers: dict[str, tuple[Match, ...]] = {}

    def matches(self, text: str) -> tuple[Match, ...]:
        """All places the text may mean, equally good ones only."""
        if text not in self._answers:
            self._answers[text] = tuple(self._look_up(text))
        return self._answers[text]

    def _look_up(self, text: str) -> list[Match]:
        if found := self.exact.get(plain_place(text)):
            return [Match(place, "exact") for place in _of_kind(text, found)]
        if found := self.spelt.get(written_out(text)):
            return [Match(place, "spelling") for place in _of_kind(text, found)]
        if len(written_out(text)) < 4:  # too short to be like anything
            return []
        alike = [
            (name, score)
            for name, score in most_alike(text, self.spelt, least=ALIKE)
            if not at_odds(text, self.spelt[name][0].name)
        ]
        best = [name for name, score in alike if score > alike[0][1] - CLEARLY]
        return [Match(place, "alike", dict(alike)[name]) for name in best for place in self.spelt[name]]

    def near(self, text: str) -> list[str]:
        """Names to mention to somebody who has to choose."""
        return [self.spelt[name][0].name for name, _ in most_alike(text, self.spelt, least=NEAR, limit=3)]


def _of_kind(text: str, places: list[Place]) -> list[Place]:
    """ "Kel. Murung Sari" is the kelurahan of that name, "Desa Murung Sari" the desa."""
    first = re.match(r"\W*(desa|ds|kelurahan|kel)\b", text, re.I)
    kind = {"d": "desa", "k": "kelurahan"}[first[1][0].lower()] if first else ""
    return [place for place in places if place.kind == kind] or places
