"""Village and sub-district as written → Kemendagri codes of the office's district, with every doubt said
aloud.

Exact spelling first, then abbreviations ("Sei", "Ds."), then likeness, which is only ever a proposal
shown with its score. The sub-district decides between villages of one name; what stays ambiguous is
asked, not guessed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from sentra.crafts.registry.gazetteer import Gazetteer, Match
from sentra.crafts.registry.line_kinds import Heading, heading_of
from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.spelling import plain_place, written_out
from sentra.crafts.registry.words import is_nothing
from sentra.people.regions import OfficeRegions, Place

NO_HEADING = Heading()


@dataclass(frozen=True, slots=True)
class Found:
    """Where a maker lives. Codes are "" where the text could not be matched; the texts are always kept."""

    subdistrict: str = ""
    village: str = ""
    subdistrict_text: str = ""
    village_text: str = ""
    messages: tuple[Message, ...] = ()
    other_district: str = ""  # the district's name, if the place lies in another one


@dataclass
class Places:
    """Matches the places of one office's list."""

    office: OfficeRegions
    _answers: dict[tuple[str, str, str, str, Heading], Found] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.subdistricts = Gazetteer(self.office.subdistricts)
        self.villages = Gazetteer(self.office.villages)
        self.inside = {
            place.code: Gazetteer(village for village in self.office.villages if village.parent == place.code)
            for place in self.office.subdistricts
        }
        self.name_of = {place.code: place.name for place in self.office.subdistricts}

    def find(
        self,
        village: str = "",
        subdistrict: str = "",
        *,
        district: str = "",
        address: str = "",
        heading: Heading = NO_HEADING,
    ) -> Found:
        """Codes for what a row says; `heading` and `address` only fill what the row itself leaves blank."""
        asked = (village, subdistrict, district, address if is_nothing(village) else "", heading)
        if asked not in self._answers:
            self._answers[asked] = self._find(*asked)
        return self._answers[asked]

    def _find(self, village: str, subdistrict: str, district: str, address: str, heading: Heading) -> Found:
        village, subdistrict = ("" if is_nothing(text) else text for text in (village, subdistrict))
        said: list[Message] = []
        if not subdistrict and (split := _both(village)):
            village, subdistrict = split
        village_from = subdistrict_from = ""
        if not village and address:
            told = heading_of(address, Heading())
            village = _first_place(told.village) or self._named_in(address)
            village_from = "address" if village else ""
            if not subdistrict and told.subdistrict:
                subdistrict, subdistrict_from = told.subdistrict, "address"
        if not subdistrict and (above := self._heading(heading, self.subdistricts, heading.subdistrict)):
            subdistrict, subdistrict_from = above, "heading"
        if not village and (above := self._heading(heading, self.villages, heading.village)):
            village, village_from = above, "heading"
        sub, other = self._subdistrict(subdistrict, village, district, said, subdistrict_from)
        if other:
            return Found("", "", subdistrict, village, tuple(said), other)
        lies_abroad = any(one.code == "subdistrict_elsewhere" for one in said)
        place = None if lies_abroad else self._village(village, sub, said, village_from)
        code = place.code if place else ""
        if place and not sub and not subdistrict:
            said.append(message("subdistrict_from_village", "subdistrict"))
        parent = place.parent if place else (sub.code if sub else "")
        return Found(parent, code, subdistrict, village, tuple(said))

    def _heading(self, heading: Heading, names: Gazetteer, told: str) -> str:
        """A heading counts only if it is the name of a place; a bare one must be spelt exactly."""
        if told and names.matches(told):
            return told
        wider = self.subdistricts.exact if names is self.villages else {}
        bare = (text for text in reversed(heading.bare) if plain_place(text) in names.exact)
        return next((text for text in bare if plain_place(text) not in wider), "")

    def _subdistrict(
        self, text: str, village: str, district: str, said: list[Message], taken_from: str
    ) -> tuple[Place | None, str]:
        """The sub-district, or the name of the other district in which it lies."""
        other = self._other(district, self.office.district.name)
        if not text:
            return None, other
        found = self.subdistricts.matches(text)
        if len(found) == 1 and not other:
            if taken_from:
                said.append(
                    message(
                        f"subdistrict_from_{taken_from}", "subdistrict", text=text, place=found[0].place.name
                    )
                )
            if found[0].how != "exact":
                said.append(_shown(found[0], text, "subdistrict"))
            return found[0].place, ""
        abroad = self.office.elsewhere.get(plain_place(text), ())
        if other or abroad:
            name = other or " / ".join(
                dict.fromkeys(self.office.districts[place.parent].name for place in abroad[:4])
            )
            if other or not village or not self.villages.matches(village):
                return None, name
            said.append(message("subdistrict_elsewhere", "subdistrict", text=text, district=name))
        else:
            said.append(message("subdistrict_unknown", "subdistrict", text=text))
        return None, ""

    def _other(self, district: str, own: str) -> str:
        """The district column, if there is one and it names another district that exists."""
        if is_nothing(district) or written_out(district) == written_out(own):
            return ""
        named = [
            place.name
            for place in self.office.districts.values()
            if written_out(place.name) == written_out(district)
        ]
        return named[0] if named else ""

    def _village(self, text: str, sub: Place | None, said: list[Message], taken_from: str) -> Place | None:
        if not text:
            said.append(message("place_missing", "village"))
            return None
        if not self.office.villages_known:
            said.append(message("village_unchecked", "village", text=text))
            return None
        found = (self.inside[sub.code] if sub else self.villages).matches(text)
        if len(found) == 1:
            if taken_from:
                said.append(
                    message(f"village_from_{taken_from}", "village", text=text, place=found[0].place.name)
                )
            if found[0].how != "exact":
                said.append(_shown(found[0], text, "village"))
            elif sub and len(self.villages.matches(text)) > 1:
                said.append(message("village_qualified", "village", text=text))
            return found[0].place
        said.append(self._open(text, sub, [match.place for match in found]))
        return None

    def _open(self, text: str, sub: Place | None, found: Sequence[Place]) -> Message:
        if found:
            return message("village_ambiguous", "village", text=text, candidates=self._listed(found))
        others = [match.place for match in self.villages.matches(text)]
        if sub and others:
            return message(
                "village_elsewhere",
                "village",
                text=text,
                subdistrict=sub.name,
                candidates=self._listed(others),
            )
        near = (self.inside[sub.code] if sub else self.villages).near(text)
        if near:
            return message("village_unknown_near", "village", text=text, candidates=", ".join(near))
        return message("village_unknown", "village", text=text)

    def _listed(self, places: Sequence[Place]) -> str:
        return ", ".join(f"{place.name} ({self.name_of[place.parent]})" for place in places[:4])

    def _named_in(self, address: str) -> str:
        """The longest village name that stands whole in an address such as "Jl. Raya Babirik Hulu RT 3".

        A name of one word counts only if nothing else stands there: many are streets and common words too.
        """
        words = re.sub(r"\b(?:rt|rw|no|jl|jln|jalan|gg|gang)\b|\d+", " ", plain_place(address)).split()
        runs = (" ".join(words[at : at + size]) for size in (4, 3, 2) for at in range(len(words) - size + 1))
        alone = words if len(words) == 1 else []
        return next((run for run in (*runs, *alone) if run in self.villages.exact), "")


def _both(village: str) -> tuple[str, str] | None:
    """ "Babirik Hulu, Kec. Babirik" in one cell."""
    told = heading_of(village, Heading())
    if told.subdistrict:
        before = re.split(r"[,;/(-]*\s*\bkec(?:amatan)?\b", village, maxsplit=1, flags=re.I)[0].strip(
            " ,;/(-"
        )
        return (told.village or before), told.subdistrict
    return None


def _first_place(text: str) -> str:
    return re.split(r"\s*(?:,|;|\brt\b|\brw\b|\bno\b|\d)", text, maxsplit=1, flags=re.I)[0].strip()


def _shown(match: Match, text: str, name: str) -> Message:
    if match.how == "spelling":
        return message(f"{name}_spelling", name, text=text, place=match.place.name)
    return message(f"{name}_alike", name, text=text, place=match.place.name, score=match.score)
