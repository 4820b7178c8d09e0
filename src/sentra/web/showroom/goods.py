"""Goods as a page shows them: where each leads, its picture in all widths, whether it lies ready."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.core.files.storage import storages
from django.urls import reverse

from sentra.showroom.queries import Card, Picture

MIDDLE = 640  # pixels: the width for browsers that read no srcset
EVERYWHERE = ("image/jpeg", "image/webp")  # the kind every browser shows, else the one nearly all do
LIGHTER = ("image/avif", "image/webp")  # offered before it, the lightest first


@dataclass(frozen=True)
class Photo:
    """What the `photo` tag needs."""

    url: str
    srcset: str
    width: int
    height: int
    sources: tuple[tuple[str, str], ...] = ()  # (MIME type, srcset): lighter kinds, the lightest first
    large: str = ""  # the widest, to be looked at alone


@dataclass(frozen=True)
class Good:
    card: Card
    url: str
    photo: Photo | None


@functools.lru_cache(4_000)
def good_of(card: Card) -> Good:
    """A product has one address: its cooperative's, also when a district shows it."""
    return Good(card, reverse("public-product", args=[card.slug, card.code]), photo_of(card.pictures))


def goods(cards: Iterable[Card]) -> list[Good]:
    return [good_of(card) for card in cards]


def pictures_of(pictures: tuple[Picture, ...]) -> list[str]:
    """The widest of each photograph, for readers elsewhere: of the kind that everything can show."""
    widest = [_of_kind(photo, EVERYWHERE)[-1] for photo in _photographs(pictures)]
    return [storages["default"].url(one.path) for one in widest]


def widest_of(pictures: tuple[Picture, ...]) -> Picture | None:
    """The first photograph as wide as there is, of the kind that everything can show; None without any."""
    return next((_of_kind(photo, EVERYWHERE)[-1] for photo in _photographs(pictures)), None)


def photo_of(pictures: tuple[Picture, ...]) -> Photo | None:
    """The first photograph; None without any."""
    return next(iter(photos_of(pictures)), None)


def photos_of(pictures: tuple[Picture, ...]) -> list[Photo]:
    """From a listing's pictures, in their order, narrow first."""
    return [_photo(widths) for widths in _photographs(pictures)]


def _photographs(pictures: tuple[Picture, ...]) -> list[list[Picture]]:
    """What everything can show of each photograph, and what is lighter. One not drawn yet is left out."""
    found = [list(group) for _place, group in groupby(pictures, lambda one: one.photo)]
    return [group for group in found if _of_kind(group, EVERYWHERE)]


def _of_kind(widths: list[Picture], kinds: tuple[str, ...]) -> list[Picture]:
    """The widths in the first of these kinds that is there."""
    kind = next((one for one in kinds if any(each.mime == one for each in widths)), None)
    return [one for one in widths if one.mime == kind]


def _photo(widths: list[Picture]) -> Photo:
    shown = _of_kind(widths, EVERYWHERE)
    middle = next((one for one in shown if one.width >= MIDDLE), shown[-1])
    lighter = [(kind, _of_kind(widths, (kind,))) for kind in LIGHTER if kind != middle.mime]
    sources = tuple((kind, _srcset(found)) for kind, found in lighter if found)
    srcset = "" if sources else _srcset(shown)  # who reads neither of the lighter kinds gets one width
    address = storages["default"].url
    large = address(shown[-1].path)
    return Photo(address(middle.path), srcset, middle.width, middle.height, sources, large)


def _srcset(widths: list[Picture]) -> str:
    address = storages["default"].url
    return ", ".join(f"{address(one.path)} {one.width}w" for one in widths)


def shown_of(goods_: Iterable[Good]) -> tuple[str, int, int] | None:
    """The picture that stands for a page of goods where a chat draws a card of it."""
    photo = next((one.photo for one in goods_ if one.photo), None)
    return (photo.url, photo.width, photo.height) if photo else None
