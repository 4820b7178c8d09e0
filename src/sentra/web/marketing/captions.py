"""Texts to paste into a chat or a post, in Indonesian and English, whoever reads the page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from sentra.showroom.models import ShortLink
from sentra.showroom.queries import Listing
from sentra.web.templatetags.formats import angka, rupiah, satuan

Channel = ShortLink.Channel
WRITTEN = (Channel.WHATSAPP, Channel.INSTAGRAM, Channel.FACEBOOK)
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}


@dataclass(frozen=True)
class Caption:
    channel: str
    label: str
    language: str
    language_label: str
    text: str


def captions(found: Listing, links: Mapping[str, str]) -> list[Caption]:
    """For each channel and language. `links`: channel → whole address."""
    return [
        Caption(one.value, str(one.label), language, label, _text(found, one, links[one], language))
        for one in WRITTEN
        for language, label in LANGUAGES.items()
    ]


def _text(found: Listing, channel: str, link: str, language: str) -> str:
    card = found.card
    with override(language):
        price = {"price": rupiah(card.price_idr), "unit": satuan(card.unit)}
        lines = [
            f"*{card.name}*" if channel == Channel.WHATSAPP else card.name,
            _("%(price)s for one %(unit)s") % price,
            Truncator(" ".join(found.description.split())).chars(280),
            _("Motif: %(motif)s") % {"motif": card.motif} if card.motif else "",
            _("%(n)s ready now") % {"n": angka(card.ready)} if card.ready else _("Made to order."),
            _("Made by hand by the makers of %(house)s.") % {"house": card.cooperative},
            _("See it and order: %(link)s") % {"link": link},
        ]
        tags = " ".join(_tags(found)) if channel == Channel.INSTAGRAM else ""
    return "\n".join([line for line in lines if line]) + (f"\n\n{tags}" if tags else "")


def _tags(found: Listing) -> list[str]:
    card = found.card
    words = [card.craft, card.motif, card.cooperative, _("handmade"), _("crafts of Indonesia")]
    return list(dict.fromkeys("#" + re.sub(r"[^\w]", "", one).lower() for one in words if one))
