"""What a figure opens to: "order:12" is the order's page."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

_PAGES = {"order": "order", "slip": "slip"}


@dataclass(frozen=True)
class Opened:
    label: str
    url: str


def opened(source: str) -> Opened:
    """The document behind an entry, with its address if it has a page."""
    kind, _colon, pk = source.partition(":")
    words = {"order": _("Order"), "slip": _("Slip"), "manual": _("Booked by hand")}
    label = f"{words.get(kind, kind)} {pk}".strip()
    try:
        return Opened(label, reverse(_PAGES[kind], args=[int(pk)]))
    except (KeyError, ValueError, NoReverseMatch):
        return Opened(label, "")
