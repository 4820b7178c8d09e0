"""What a visitor may choose from in a house. People and stories: among its MOST_LOOKED_AT newest rows."""

import functools
from collections import Counter

from django.db.models import F, Func, JSONField

from sentra.showroom.models import ShowroomChoice, ShowroomListing
from sentra.showroom.queries.rows import filtered, maker_of
from sentra.showroom.queries.shapes import Choice, Facets, Filters, Maker, MotifStory

MOST_LOOKED_AT = 1_000
MOST_CHOICES = 60
HOUSES_KEPT = 200


def facets(house: Filters) -> Facets:
    """What goods of this house can be filtered by, the most frequent first. One query.

    The choices are counted when a listing changes (0005_choices_kept_true).
    """
    counted = ShowroomChoice.objects.filter(**_stands_in(house))
    return _ranked(tuple(counted.values_list("kind", "value", "label", "listings")))


@functools.lru_cache(HOUSES_KEPT)
def _ranked(counted: tuple[tuple[str, str, str, int], ...]) -> Facets:
    """The same counts are put in order once; the rows themselves are the key."""
    kinds: dict[str, Counter[tuple[str, str]]] = {kind: Counter() for kind in ShowroomChoice.Kind}
    for kind, value, label, listings in counted:
        kinds[kind][value, label] += listings
    return Facets(
        crafts=_choices(kinds[ShowroomChoice.Kind.CRAFT]),
        motifs=_choices(kinds[ShowroomChoice.Kind.MOTIF]),
        villages=_choices(kinds[ShowroomChoice.Kind.VILLAGE]),
        makers=_choices(kinds[ShowroomChoice.Kind.MAKER]),
        finishes=_choices(kinds[ShowroomChoice.Kind.FINISH]),
    )


def _stands_in(house: Filters) -> dict[str, str]:
    said = {"slug": house.slug, "district_code": house.district}
    return {name: value for name, value in said.items() if value}


def _choices(counted: Counter[tuple[str, str]]) -> tuple[Choice, ...]:
    ranked = sorted(counted.items(), key=lambda one: (-one[1], one[0][1], one[0][0]))
    return tuple(Choice(value, label, count) for (value, label), count in ranked[:MOST_CHOICES])


def makers(house: Filters) -> tuple[Maker, ...]:
    """Who makes the goods of this house and agreed to be shown, by name. One query."""
    newest = filtered(house).order_by("-pk").values("pk")[:MOST_LOOKED_AT]
    each = Func("makers", function="jsonb_array_elements", output_field=JSONField())
    named = ShowroomListing.objects.filter(pk__in=newest).values_list(each, flat=True).distinct()
    return tuple(sorted(map(maker_of, named), key=lambda one: (one.name, str(one.uid))))


def motifs(house: Filters) -> tuple[MotifStory, ...]:
    """The motifs of this house's goods with their stories, by name. One query."""
    rows = filtered(house).filter(motif_id__isnull=False).order_by("-pk")
    told = rows.values_list(F("motif_id"), "motif", "motif_story", "motif_by")[:MOST_LOOKED_AT]
    found = {row[0]: MotifStory(*row) for row in told}
    return tuple(sorted(found.values(), key=lambda one: (one.name, one.motif_id)))
