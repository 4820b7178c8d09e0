"""Who is twice in a list, or already known: a careful rule, for two people may share a name in one village.

1. The same NIK is the same person. Two different well-formed NIKs are two people, whatever else agrees.
2. Otherwise the same name in the same village is the same person if a strong fact agrees (phone,
   business, the digits typed for the NIK), or if nothing at all speaks against it (phone, business,
   address, craft, product). Where no village is given, these details must be the same.
3. The same name and village with details that differ are kept as two people, with a warning.

The first counts; the rest are duplicates of it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Generic, Literal, TypeVar

from sentra.crafts.registry.clean import name_key
from sentra.crafts.registry.entries import Entry, KnownMaker
from sentra.crafts.registry.spelling import written_out
from sentra.crafts.registry.words import key

R = TypeVar("R")
Verdict = Literal["same_nik", "same_nik_other_name", "same_person", "perhaps"]

VAGUE = ":"  # ends a place without a village
ENOUGH_DIGITS = 10  # of a NIK that is not well formed, to say two rows typed the same one


@dataclass(frozen=True, slots=True)
class Facts:
    """What tells two people apart. Blank facts say nothing."""

    name: str
    place: str
    nik_key: str = ""
    digits: str = field(default="", repr=False)
    phones: frozenset[str] = field(default=frozenset(), repr=False)
    business: str = ""
    details: tuple[str, ...] = ()  # address, craft, product


@dataclass
class Register(Generic[R]):
    """Remembers people by NIK and by name and place; `R` is what a person is called here (a row, an
    entry).
    """

    _by_nik: dict[str, tuple[Facts, R]] = field(default_factory=dict)
    _by_name: dict[tuple[str, str], list[tuple[Facts, R]]] = field(default_factory=dict)

    def add(self, facts: Facts, who: R) -> None:
        if facts.nik_key:
            self._by_nik.setdefault(facts.nik_key, (facts, who))
        self._by_name.setdefault((facts.name, facts.place), []).append((facts, who))

    def find(self, facts: Facts) -> tuple[Verdict, R] | None:
        """The first person these facts repeat, or may repeat; None if there is none."""
        if facts.nik_key and facts.nik_key in self._by_nik:
            other, who = self._by_nik[facts.nik_key]
            return ("same_nik" if other.name == facts.name else "same_nik_other_name"), who
        perhaps: tuple[Verdict, R] | None = None
        for other, who in self._by_name.get((facts.name, facts.place), ()):
            verdict = compare(facts, other)
            if verdict == "same_person":
                return verdict, who
            if verdict and perhaps is None:
                perhaps = verdict, who
        return perhaps


def compare(one: Facts, other: Facts) -> Verdict | None:
    """For two people of one name in one place: the same, perhaps the same, or None for two people."""
    if one.nik_key and other.nik_key:
        strong = bool(one.phones & other.phones) or bool(one.business and one.business == other.business)
        return "perhaps" if strong and not _told_apart(one, other) else None
    typed = one.digits if one.digits == other.digits and len(one.digits) >= ENOUGH_DIGITS else ""
    if typed or one.phones & other.phones or (one.business and one.business == other.business):
        return "same_person"
    if _niks_differ(one.digits, other.digits) or _told_apart(one, other):
        return "perhaps"
    if one.place.endswith(VAGUE) and one.details != other.details:
        return "perhaps"
    return "same_person"


def _told_apart(one: Facts, other: Facts) -> bool:
    """Some fact both give, and give differently."""
    if one.phones and other.phones and not one.phones & other.phones:
        return True
    pairs = ((one.business, other.business), *zip(one.details, other.details, strict=True))
    return any(a and b and a != b for a, b in pairs)


def _niks_differ(one: str, other: str) -> bool:
    """Digits that cannot be one NIK with a digit lost: the shorter is not the longer with gaps."""
    if min(len(one), len(other)) < ENOUGH_DIGITS:
        return False
    short, rest = sorted((one, other), key=len)[0], iter(sorted((one, other), key=len)[1])
    return not all(digit in rest for digit in short)


def facts_of_entry(entry: Entry, digest: Callable[[str], str]) -> Facts:
    place = entry.place
    return Facts(
        name=name_key(entry.name.text),
        place=place.village or f"{place.subdistrict}{VAGUE}{written_out(place.village_text)}",
        nik_key=digest(entry.nik.nik) if entry.nik.nik else "",
        digits=entry.nik.digits,
        phones=frozenset(entry.phones.all),
        business=key(entry.business),
        details=(key(entry.address), key(entry.craft), key(entry.product)),
    )


def facts_of_known(known: KnownMaker) -> Facts:
    return Facts(
        name=name_key(known.name),
        place=known.village or f"{known.subdistrict}{VAGUE}{written_out(known.village_text)}",
        nik_key=known.nik_key,
        phones=frozenset(known.phones),
        business=key(known.business),
        details=(key(known.address), key(known.craft), key(known.product)),
    )


def register_of(known: Iterable[KnownMaker]) -> "Register[str]":
    register: Register[str] = Register()
    for maker in known:
        register.add(facts_of_known(maker), maker.ref)
    return register
