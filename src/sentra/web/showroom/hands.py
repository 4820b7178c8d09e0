"""Makers as a page names them, each with the addresses of her own page and of her village's."""

from collections.abc import Iterable
from dataclasses import dataclass

from sentra.showroom.queries import Choice, Maker
from sentra.web.showroom.house import House


@dataclass(frozen=True)
class Hand:
    """`village_url` is "" where her village is not known."""

    name: str
    url: str
    village: str
    village_url: str


@dataclass(frozen=True)
class Place:
    name: str
    url: str
    listings: int


def hands(house: House, makers: Iterable[Maker]) -> list[Hand]:
    return [
        Hand(
            one.name,
            house.url("maker", one.uid),
            one.village,
            house.url("village", one.village_code) if one.village_code else "",
        )
        for one in makers
    ]


def places(house: House, villages: Iterable[Choice]) -> list[Place]:
    return [Place(one.label, house.url("village", one.value), one.listings) for one in villages]
