"""The choices beside the goods; the chips above them, each with its way out."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from sentra.crafts.models import Stage
from sentra.showroom.queries import Choice, Facets, Order
from sentra.showroom.spelling import words_of
from sentra.web.showroom import asked as a
from sentra.web.showroom.asked import Asked
from sentra.web.showroom.house import House
from sentra.web.templatetags.formats import angka, rupiah

MOST_HITS = 6


@dataclass(frozen=True)
class Select:
    """One filter: `choices` are (value, words), the chosen one is `chosen`; "" is no filter."""

    name: str
    label: str
    anything: str
    chosen: str
    choices: tuple[tuple[str, str], ...]


def selects(wanted: Asked, found: Facets) -> list[Select]:
    """Filters with something to choose from. One that is chosen stays, also when nothing has it."""
    listed = {
        a.CRAFT: (_("Craft"), _("all crafts"), _counted(found.crafts)),
        a.MOTIF: (_("Motif"), _("all motifs"), _counted(found.motifs)),
        a.MAKER: (_("Maker"), _("all makers"), _counted(found.makers)),
        a.VILLAGE: (_("Village"), _("all villages"), _counted(found.villages)),
        a.READY: (_("When"), _("ready or made to order"), _when()),
        a.FINISH: (_("Made in stages"), _("all stages"), _finishes(found)),
    }
    return [
        Select(name, label, anything, wanted.said.get(name, ""), tuple(choices))
        for name, (label, anything, choices) in listed.items()
        if choices or name in wanted.said
    ]


@dataclass(frozen=True)
class Hit:
    """A page that is named by the very words of the search: a maker's, a village's, a motif's."""

    label: str
    kind: str
    url: str


def hits(text: str, found: Facets, house: House) -> list[Hit]:
    """At most MOST_HITS; nothing is asked of the database."""
    typed = set(words_of(text))
    listed = (
        ("maker", _("Maker"), found.makers),
        ("village", _("Village"), found.villages),
        ("motif", _("Motif"), found.motifs),
    )
    named = [
        Hit(one.label, kind, house.url(page, one.value))
        for page, kind, choices in listed
        for one in choices
        if typed and typed <= set(words_of(one.label.partition(" · ")[0]))
    ]
    return named[:MOST_HITS]


def order_select(wanted: Asked) -> Select:
    words = {
        Order.NEWEST: _("newest first"),
        Order.CHEAPEST: _("lowest price"),
        Order.DEAREST: _("highest price"),
    }
    choices = tuple((str(one), word) for one, word in words.items() if one is not Order.NEWEST)
    return Select(a.ORDER, _("Sorted by"), words[Order.NEWEST], wanted.said.get(a.ORDER, ""), choices)


def _counted(choices: tuple[Choice, ...]) -> list[tuple[str, str]]:
    written = {n: angka(n) for n in {one.listings for one in choices}}
    return [(one.value, f"{one.label} ({written[one.listings]})") for one in choices]


def _when() -> list[tuple[str, str]]:
    return [("siap", _("ready now")), ("pesan", _("made to order"))]


def _finishes(found: Facets) -> list[tuple[str, str]]:
    return [(one.value, str(Stage.Finish(one.value).label)) for one in found.finishes]


def chips(wanted: Asked, found: Facets | None) -> list[dict[str, Any]]:
    """What the goods are narrowed by, each with the address without it."""
    told = {a.LEAST: _from, a.MOST: _to, a.READY: _ready, a.FINISH: _finish}
    return [
        {
            "label": told[name](wanted.said[name])
            if name in told
            else _named(name, wanted.said[name], found),
            "url": wanted.query(name),
        }
        for name in wanted.narrowed
    ]


def _from(value: str) -> str:
    return _("from %(price)s") % {"price": rupiah(int(value))}


def _to(value: str) -> str:
    return _("up to %(price)s") % {"price": rupiah(int(value))}


def _ready(value: str) -> str:
    return dict(_when())[value]


def _finish(value: str) -> str:
    return str(Stage.Finish(value).label)


def _named(name: str, value: str, found: Facets | None) -> str:
    """The words of a choice; only what kind it is where the choices were not looked up."""
    kinds = {a.CRAFT: _("Craft"), a.MOTIF: _("Motif"), a.MAKER: _("Maker"), a.VILLAGE: _("Village")}
    if found is None:
        return kinds[name]
    places = {
        a.CRAFT: found.crafts, a.MOTIF: found.motifs, a.MAKER: found.makers, a.VILLAGE: found.villages,
    }  # fmt: skip
    words = next((one.label for one in places[name] if one.value == value), _("none of ours"))
    return f"{kinds[name]}: {words}"
