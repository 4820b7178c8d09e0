"""The places of Indonesia as plain values, read from the files in `data/`: what the regions table is
filled from.

The key is the Kemendagri code, never the name: names repeat, even inside one district (domain.md §1.7,
item 20). Villages are known for the pilot districts only; elsewhere a district ends at its
sub-districts.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

Level = Literal["province", "district", "subdistrict", "village"]
LEVELS: tuple[Level, ...] = ("province", "district", "subdistrict", "village")

DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Place:
    """`kind` is the Indonesian word of the law: provinsi, kabupaten, kota, kecamatan, desa, kelurahan."""

    code: str
    name: str
    level: Level
    parent: str
    kind: str
    postal_code: str = ""


@dataclass(frozen=True)
class OfficeRegions:
    """What a district office can check places against."""

    district: Place
    subdistricts: tuple[Place, ...]
    villages: tuple[Place, ...]
    elsewhere: Mapping[str, tuple[Place, ...]]  # sub-districts of other districts by their name in lower case
    districts: Mapping[str, Place]  # all districts by code, to say where "elsewhere" is

    @property
    def villages_known(self) -> bool:
        return bool(self.villages)


@dataclass(frozen=True)
class Regions:
    """All places by code."""

    places: Mapping[str, Place]
    _parts: Mapping[str, tuple[Place, ...]] = field(repr=False)

    def parts(self, code: str) -> tuple[Place, ...]:
        """The places directly under this one, in the order of their codes."""
        return self._parts.get(code, ())

    def office(self, district_code: str) -> OfficeRegions:
        """The view of one district's office. KeyError if there is no such district."""
        district = self.places[district_code]
        if district.level != "district":
            raise KeyError(district_code)
        subdistricts = self.parts(district_code)
        elsewhere: dict[str, list[Place]] = {}
        for place in self.places.values():
            if place.level == "subdistrict" and place.parent != district_code:
                elsewhere.setdefault(place.name.casefold(), []).append(place)
        return OfficeRegions(
            district=district,
            subdistricts=subdistricts,
            villages=tuple(village for sub in subdistricts for village in self.parts(sub.code)),
            elsewhere={name: tuple(places) for name, places in elsewhere.items()},
            districts={place.code: place for place in self.places.values() if place.level == "district"},
        )


def read_regions(folder: Path = DATA) -> Regions:
    """All provinces, districts and sub-districts, and the villages of the pilot districts."""
    places = {place.code: place for place in (*_listed(folder), *_villages(folder))}
    parts: dict[str, list[Place]] = {}
    for code in sorted(places):
        parts.setdefault(places[code].parent, []).append(places[code])
    return Regions(places, {code: tuple(under) for code, under in parts.items()})


@cache
def all_regions() -> Regions:
    """`read_regions()` once a process: 8,000 places, about 5 MB."""
    return read_regions()


def _listed(folder: Path) -> Iterator[Place]:
    with (folder / "regions_districts.csv").open(encoding="utf-8", newline="") as lines:
        for line in csv.DictReader(lines):
            yield _place(line["kode"], line["nama"].strip())


def _villages(folder: Path) -> Iterator[Place]:
    pilots = json.loads((folder / "regions_pilot.json").read_text(encoding="utf-8"))["pilots"]
    for village in _under(pilots):
        code = village["kode"]
        parent = code.rpartition(".")[0]
        name, postal_code = village["nama"].strip(), village["kodepos"] or ""
        yield Place(code, name, "village", parent, village["jenis"], postal_code)


def _under(pilots: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    return (village for pilot in pilots for sub in pilot["kecamatan"] for village in sub["desa_kelurahan"])


def _place(code: str, name: str) -> Place:
    level = LEVELS[code.count(".")]
    if level == "district":
        kind = "kota" if name.startswith("Kota ") else "kabupaten"
    else:
        kind = {"province": "provinsi", "subdistrict": "kecamatan", "village": "desa"}[level]
    return Place(code, name, level, code.rpartition(".")[0], kind)
