"""What visitors ask of the showroom: pages of goods, one product, and what one may choose from.

No scope is needed: listings are for everybody. Nothing is paged by offset and nothing counts all: a page
is found after the last row of the one before, choices are looked up among at most MOST_LOOKED_AT rows.
"""

from collections import Counter
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.db.models import F, Q, QuerySet

from sentra.people.models import Region
from sentra.showroom.models import ShowroomListing
from sentra.showroom.search import Meant, understood

PAGE = 24
MOST_LOOKED_AT = 1_000
MOST_CHOICES = 60


class Order(StrEnum):
    NEWEST = "terbaru"
    CHEAPEST = "termurah"
    DEAREST = "termahal"


@dataclass(frozen=True)
class Filters:
    """What a visitor chose. `slug` or `district` is the house she stands in; the rest she may leave out."""

    slug: str = ""
    district: str = ""
    text: str = ""
    craft: str = ""
    motif: int | None = None
    maker: UUID | None = None
    village: str = ""
    least_idr: int | None = None
    most_idr: int | None = None
    ready: bool | None = None  # True: lies ready; False: made to order
    finish: str = ""
    order: Order = Order.NEWEST


@dataclass(frozen=True)
class Picture:
    path: str
    mime: str
    width: int
    height: int


@dataclass(frozen=True)
class Card:
    """One product in a list. `ready`: pieces free now; `weeks`: made to order, None while not promised."""

    product_id: int
    slug: str
    cooperative: str
    code: str
    name: str
    craft: str
    motif: str
    price_idr: int
    unit: str
    ready: int
    weeks: int | None
    pictures: tuple[Picture, ...]


@dataclass(frozen=True)
class Maker:
    uid: UUID
    name: str
    village: str
    village_code: str | None


@dataclass(frozen=True)
class Step:
    """A stage: what a piece is after it, and the rupiah its maker is paid for it."""

    position: int
    name: str
    finish: str
    adds_idr: int


@dataclass(frozen=True)
class Listing:
    """All that everybody may know of a product."""

    card: Card
    description: str
    craft_code: str
    craft_en: str
    techniques: tuple[str, ...]
    motif_id: int | None
    motif_story: str
    motif_by: str
    makers: tuple[Maker, ...]
    sizes: tuple[str, ...]
    steps: tuple[Step, ...]


@dataclass(frozen=True)
class Page:
    """`after` asks for the next page, "" on the last. `meant`: how a search was understood."""

    cards: tuple[Card, ...]
    after: str
    meant: Meant | None


@dataclass(frozen=True)
class Choice:
    """One thing to filter by. `listings` counts up to MOST_LOOKED_AT rows of the house."""

    value: str
    label: str
    listings: int


@dataclass(frozen=True)
class Facets:
    """`capped`: the house has more rows than were looked at, so counts say "at least"."""

    crafts: tuple[Choice, ...]
    motifs: tuple[Choice, ...]
    villages: tuple[Choice, ...]
    makers: tuple[Choice, ...]
    finishes: tuple[Choice, ...]
    ready: int
    least_idr: int
    most_idr: int
    capped: bool


# ---- pages ---------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Cursor:
    """After which row: its tier (0: found in the title), price and id. `any_idea`: nothing had all words."""

    any_idea: bool = False
    tier: int = 0
    price_idr: int = 0
    pk: int = 0

    def told(self) -> str:
        return f"{int(self.any_idea)}.{self.tier}.{self.price_idr}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "_Cursor | None":
        parts = text.split(".")
        if len(parts) != 4 or not all(one.isascii() and one.isdecimal() and len(one) <= 18 for one in parts):
            return None
        loose, tier, price, pk = map(int, parts)
        return cls(loose == 1, min(tier, 1), price, pk)


def catalogue(wanted: Filters, after: str = "", size: int = PAGE) -> Page:
    """A page of goods, those with the words in their title first. At most six queries.

    `after` is what the page before said; one that cannot be read starts at the beginning.
    """
    meant = understood(wanted.text) if wanted.text.strip() else None
    cursor = _Cursor.read(after)
    found = (
        _searched(wanted, meant, cursor, size + 1)
        if meant and meant.ideas
        else _listed(wanted, cursor, size + 1)
    )
    rows = [row for _told, row in found[:size]]
    more = found[size - 1][0].told() if len(found) > size else ""
    return Page(tuple(map(_card, rows)), more, meant)


_Found = list[tuple[_Cursor, ShowroomListing]]


def _listed(wanted: Filters, cursor: _Cursor | None, most: int) -> _Found:
    rows = _next(_filtered(wanted), wanted.order, cursor)[:most]
    return [(_Cursor(price_idr=row.price_idr, pk=row.pk), row) for row in rows]


def _searched(wanted: Filters, meant: Meant, cursor: _Cursor | None, most: int) -> _Found:
    """Rows with all ideas; where there are none at all, rows with any."""
    found = _tiers(wanted, meant, cursor or _Cursor(), started=cursor is not None, most=most)
    if not found and cursor is None and len(meant.ideas) > 1:
        return _tiers(wanted, meant, _Cursor(any_idea=True), started=False, most=most)
    return found


def _tiers(wanted: Filters, meant: Meant, cursor: _Cursor, *, started: bool, most: int) -> _Found:
    """First what has the words in its title, then the rest; the second is not asked before it is needed."""
    found: _Found = []
    titles, all_words = (
        _matching(meant.query(by_name=by_name, any_idea=cursor.any_idea)) for by_name in (True, False)
    )
    for tier, rows in enumerate(
        (_filtered(wanted).filter(titles), _filtered(wanted).filter(all_words).exclude(titles))
    ):
        if tier >= cursor.tier and len(found) < most:
            here = cursor if started and tier == cursor.tier else None
            found += [
                (replace(cursor, tier=tier, price_idr=row.price_idr, pk=row.pk), row)
                for row in _next(rows, wanted.order, here)[: most - len(found)]
            ]
    return found


def _matching(query: str) -> Q:
    return Q(words=SearchQuery(query, config="showroom", search_type="raw"))


def _next(rows: QuerySet[ShowroomListing], order: Order, cursor: _Cursor | None) -> QuerySet[ShowroomListing]:
    """The rows after the cursor, in their order; the id makes it one that no two rows share."""
    if order is Order.NEWEST:
        return (rows.filter(pk__lt=cursor.pk) if cursor else rows).order_by("-pk")
    if order is Order.CHEAPEST:
        beyond = cursor and Q(price_idr__gte=cursor.price_idr) & (
            Q(price_idr__gt=cursor.price_idr) | Q(pk__gt=cursor.pk)
        )
        return (rows.filter(beyond) if beyond else rows).order_by("price_idr", "pk")
    beyond = cursor and Q(price_idr__lte=cursor.price_idr) & (
        Q(price_idr__lt=cursor.price_idr) | Q(pk__lt=cursor.pk)
    )
    return (rows.filter(beyond) if beyond else rows).order_by("-price_idr", "-pk")


def _filtered(wanted: Filters) -> QuerySet[ShowroomListing]:
    said: dict[str, Any] = {
        "slug": wanted.slug or None,
        "district_code": wanted.district or None,
        "craft_code": wanted.craft or None,
        "motif_id": wanted.motif,
        "maker_uids__contains": [wanted.maker] if wanted.maker else None,
        "villages__contains": [wanted.village] if wanted.village else None,
        "finishes__contains": [wanted.finish] if wanted.finish else None,
        "price_idr__gte": wanted.least_idr,
        "price_idr__lte": wanted.most_idr,
    }
    found = ShowroomListing.objects.filter(
        **{name: value for name, value in said.items() if value is not None}
    )
    if wanted.ready is not None:
        found = found.filter(ready__gt=0) if wanted.ready else found.filter(ready=0)
    return found.defer("description", "motif_story", "makers", "maker_uids", "spoken", "words", "stages")


def listing(slug: str, code: str) -> Listing | None:
    """One product by its address; None when it is not (or no longer) published. One query."""
    row = ShowroomListing.objects.defer("spoken", "words").filter(slug=slug, code=code).first()
    return _whole(row) if row else None


def _card(row: ShowroomListing) -> Card:
    return Card(
        product_id=row.product_id, slug=row.slug, cooperative=row.cooperative, code=row.code, name=row.name,
        craft=row.craft, motif=row.motif, price_idr=row.price_idr, unit=row.unit, ready=row.ready,
        weeks=row.weeks, pictures=tuple(Picture(**one) for one in row.pictures),
    )  # fmt: skip


def _whole(row: ShowroomListing) -> Listing:
    return Listing(
        card=_card(row), description=row.description, craft_code=row.craft_code, craft_en=row.craft_en,
        techniques=tuple(row.techniques), motif_id=row.motif_id, motif_story=row.motif_story,
        motif_by=row.motif_by, makers=tuple(map(_maker, row.makers)), sizes=tuple(row.sizes),
        steps=tuple(Step(**one) for one in row.stages),
    )  # fmt: skip


def _maker(said: dict[str, Any]) -> Maker:
    return Maker(UUID(said["uid"]), said["name"], said["village"], said["village_code"])


# ---- what one may choose from --------------------------------------------------------------------


def facets(house: Filters) -> Facets:
    """What goods of this house can be filtered by, the most frequent first. Two queries."""
    rows = list(_filtered(Filters(slug=house.slug, district=house.district)).order_by("-pk").values(
        "craft_code", "craft", "motif_id", "motif", "makers", "villages", "finishes", "ready", "price_idr",
    )[: MOST_LOOKED_AT + 1])  # fmt: skip
    capped, rows = len(rows) > MOST_LOOKED_AT, rows[:MOST_LOOKED_AT]
    prices = [row["price_idr"] for row in rows]
    hands = Counter((one["uid"], one["name"]) for row in rows for one in row["makers"])
    return Facets(
        crafts=_choices(Counter((row["craft_code"], row["craft"]) for row in rows)),
        motifs=_choices(Counter((str(row["motif_id"]), row["motif"]) for row in rows if row["motif_id"])),
        villages=_choices(_named(Counter(code for row in rows for code in row["villages"]))),
        makers=_choices(hands),
        finishes=_choices(Counter((one, one) for row in rows for one in row["finishes"])),
        ready=sum(row["ready"] > 0 for row in rows),
        least_idr=min(prices, default=0),
        most_idr=max(prices, default=0),
        capped=capped,
    )


def _named(codes: Counter[str]) -> Counter[tuple[str, str]]:
    names = dict(Region.objects.filter(pk__in=codes).values_list("pk", "name"))
    return Counter({(code, names[code]): count for code, count in codes.items()})


def _choices(counted: Counter[tuple[str, str]]) -> tuple[Choice, ...]:
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0][1], one[0][0]))
    return tuple(Choice(value, label, count) for (value, label), count in ranked[:MOST_CHOICES])


def makers(house: Filters) -> tuple[Maker, ...]:
    """Who makes the goods of this house and agreed to be shown, by name. One query."""
    rows = _filtered(house).order_by("-pk").values_list("makers", flat=True)[:MOST_LOOKED_AT]
    found = {one["uid"]: _maker(one) for makers_ in rows for one in makers_}
    return tuple(sorted(found.values(), key=lambda one: (one.name, str(one.uid))))


@dataclass(frozen=True)
class MotifStory:
    motif_id: int
    name: str
    story: str
    by: str  # "" where she has not agreed to be named


def motifs(house: Filters) -> tuple[MotifStory, ...]:
    """The motifs of this house's goods with their stories, by name. One query."""
    rows = _filtered(house).filter(motif_id__isnull=False).order_by("-pk")
    told = rows.values_list(F("motif_id"), "motif", "motif_story", "motif_by")[:MOST_LOOKED_AT]
    found = {row[0]: MotifStory(*row) for row in told}
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.motif_id)))


def villages(house: Filters) -> tuple[Choice, ...]:
    """Where its goods are made, the village with most goods first. Two queries."""
    rows = _filtered(house).order_by("-pk").values_list("villages", flat=True)[:MOST_LOOKED_AT]
    return _choices(_named(Counter(code for codes in rows for code in codes)))
