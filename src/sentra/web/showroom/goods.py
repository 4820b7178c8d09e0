"""Goods as a page shows them: where each leads, its picture in all widths, whether it lies ready."""

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.files.storage import storages
from django.urls import reverse

from sentra.showroom.queries import Card, Picture

MIDDLE = 640  # pixels: the width for browsers that read no srcset
LIGHTEST = ("image/webp", "image/jpeg")  # one kind for all widths, the lighter one where there are both


@dataclass(frozen=True)
class Photo:
    """What the `photo` tag needs."""

    url: str
    srcset: str
    width: int
    height: int


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
    """The address of the widest one, for readers elsewhere: of the kind that everything can show."""
    kinds = {one.mime for one in pictures}
    kind = next((one for one in reversed(LIGHTEST) if one in kinds), None)
    widths = [one for one in pictures if one.mime == kind]
    return [storages["default"].url(widths[-1].path)] if widths else []


def photo_of(pictures: tuple[Picture, ...]) -> Photo | None:
    """From a listing's pictures, narrow first; None without any."""
    kinds = {one.mime for one in pictures}
    kind = next((one for one in LIGHTEST if one in kinds), None)
    widths = [one for one in pictures if one.mime == kind]
    if not widths:
        return None
    address = storages["default"].url
    middle = next((one for one in widths if one.width >= MIDDLE), widths[-1])
    srcset = ", ".join(f"{address(one.path)} {one.width}w" for one in widths)
    return Photo(address(middle.path), srcset, middle.width, middle.height)


def shown_of(goods_: Iterable[Good]) -> tuple[str, int, int] | None:
    """The picture that stands for a page of goods where a chat draws a card of it."""
    photo = next((one.photo for one in goods_ if one.photo), None)
    return (photo.url, photo.width, photo.height) if photo else None
