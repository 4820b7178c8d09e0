"""A good in a list: drawn once for the same facts, because every list shows the same ones again and again."""

import functools
from typing import Final

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from sentra.showroom.queries import Card
from sentra.web.showroom.choosing import Select
from sentra.web.showroom.goods import good_of

register = template.Library()
KEPT: Final = 4_000  # cards a process, about 1 kB each; the longest unused goes first


@register.simple_tag(takes_context=True)
def good(context: template.Context, card: Card) -> SafeString:
    """In its cooperative's showroom a card says the craft, elsewhere whose it is."""
    house = context.get("house")
    at_home = house is not None and house.host is not None
    return _drawn(card, get_language(), at_home=at_home, pictures=bool(context.get("pictures", True)))


@functools.lru_cache(KEPT)
def _drawn(card: Card, language: str, *, at_home: bool, pictures: bool) -> SafeString:  # noqa: ARG001 - part of the key
    """The key is all that is shown: a changed price is another card."""
    facts = vars(good_of(card)) | {"at_home": at_home, "pictures": pictures}
    return SafeString(render_to_string("showroom/_good.html", facts))


@register.simple_tag
@functools.lru_cache(KEPT)
def chooser(select: Select) -> SafeString:
    """A filter with up to a few hundred choices; their words are translated before they come here."""
    return SafeString(render_to_string("showroom/_select.html", {"one": select}))
