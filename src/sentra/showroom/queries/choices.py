"""What a visitor may choose from in a house: among its MOST_LOOKED_AT newest rows."""

from collections import Counter
from collections.abc import Iterable
from typing import Any

from django.db.models import F

from sentra.showroom.queries.rows import filtered, maker_of
from sentra.showroom.queries.shapes import Choice, Facets, Filters, Maker, MotifStory

MOST_LOOKED_AT = 1_000
MOST_CHOICES = 60


def facets(house: Filters) -> Facets:
    """What goods of this house can be filtered by, the most frequent first. One query."""
    rows = list(filtered(Filters(slug=house.slug, district=house.district)).order_by("-pk").values(
        "craft_code", "craft", "motif_id", "motif", "makers", "finishes", "ready", "price_idr",
    )[: MOST_LOOKED_AT + 1])  # fmt: skip
    capped, rows = len(rows) > MOST_LOOKED_AT, rows[:MOST_LOOKED_AT]
    prices = [row["price_idr"] for row in rows]
    hands = Counter((one["uid"], one["name"]) for row in rows for one in row["makers"])
    return Facets(
        crafts=_choices(Counter((row["craft_code"], row["craft"]) for row in rows)),
        motifs=_choices(Counter((str(row["motif_id"]), row["motif"]) for row in rows if row["motif_id"])),
        villages=_choices(_places(row["makers"] for row in rows)),
        makers=_choices(hands),
        finishes=_choices(Counter((one, one) for row in rows for one in row["finishes"])),
        ready=sum(row["ready"] > 0 for row in rows),
        least_idr=min(prices, default=0),
        most_idr=max(prices, default=0),
        capped=capped,
    )


def _places(makers_of: Iterable[list[dict[str, Any]]]) -> Counter[tuple[str, str]]:
    """Each village once a listing, however many of its makers live there."""
    return Counter(
        place
        for makers_ in makers_of
        for place in {(one["village_code"], one["village"]) for one in makers_ if one["village_code"]}
    )


def _choices(counted: Counter[tuple[str, str]]) -> tuple[Choice, ...]:
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0][1], one[0][0]))
    return tuple(Choice(value, label, count) for (value, label), count in ranked[:MOST_CHOICES])


def makers(house: Filters) -> tuple[Maker, ...]:
    """Who makes the goods of this house and agreed to be shown, by name. One query."""
    rows = filtered(house).order_by("-pk").values_list("makers", flat=True)[:MOST_LOOKED_AT]
    found = {one["uid"]: maker_of(one) for makers_ in rows for one in makers_}
    return tuple(sorted(found.values(), key=lambda one: (one.name, str(one.uid))))


def motifs(house: Filters) -> tuple[MotifStory, ...]:
    """The motifs of this house's goods with their stories, by name. One query."""
    rows = filtered(house).filter(motif_id__isnull=False).order_by("-pk")
    told = rows.values_list(F("motif_id"), "motif", "motif_story", "motif_by")[:MOST_LOOKED_AT]
    found = {row[0]: MotifStory(*row) for row in told}
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.motif_id)))


def villages(house: Filters) -> tuple[Choice, ...]:
    """Where its goods are made, the village with most goods first. One query."""
    rows = filtered(house).order_by("-pk").values_list("makers", flat=True)[:MOST_LOOKED_AT]
    return _choices(_places(rows))
