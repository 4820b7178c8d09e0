"""What a visitor may choose from in a house. People and stories: among its MOST_LOOKED_AT newest rows."""

from collections import Counter

from django.db.models import F, Max, Min

from sentra.showroom.models import ShowroomChoice
from sentra.showroom.queries.rows import filtered, maker_of
from sentra.showroom.queries.shapes import Choice, Facets, Filters, Maker, MotifStory

MOST_LOOKED_AT = 1_000
MOST_CHOICES = 60


def facets(house: Filters) -> Facets:
    """What goods of this house can be filtered by, the most frequent first. Two queries.

    The choices are counted when a listing changes (0005_choices_kept_true), prices are read from their index.
    """
    counted: dict[str, Counter[tuple[str, str]]] = {kind: Counter() for kind in ShowroomChoice.Kind}
    for one in ShowroomChoice.objects.filter(**_stands_in(house)):
        counted[one.kind][one.value, one.label] += one.listings
    prices = filtered(Filters(slug=house.slug, district=house.district)).aggregate(
        least=Min("price_idr"), most=Max("price_idr")
    )
    return Facets(
        crafts=_choices(counted[ShowroomChoice.Kind.CRAFT]),
        motifs=_choices(counted[ShowroomChoice.Kind.MOTIF]),
        villages=_choices(counted[ShowroomChoice.Kind.VILLAGE]),
        makers=_choices(counted[ShowroomChoice.Kind.MAKER]),
        finishes=_choices(counted[ShowroomChoice.Kind.FINISH]),
        least_idr=prices["least"] or 0,
        most_idr=prices["most"] or 0,
    )


def _stands_in(house: Filters) -> dict[str, str]:
    said = {"slug": house.slug, "district_code": house.district}
    return {name: value for name, value in said.items() if value}


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
