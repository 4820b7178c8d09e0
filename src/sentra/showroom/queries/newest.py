"""The newest goods of several districts at once, for the front page of an installation."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import connection
from django.db.models import Sum

from sentra.showroom.models import ShowroomChoice, ShowroomListing
from sentra.showroom.queries.rows import card_of
from sentra.showroom.queries.shapes import Card, Choice

NEWEST = """
SELECT found.id FROM unnest(%s::text[]) district(code) CROSS JOIN LATERAL (
  SELECT l.id FROM showroom_listing l WHERE l.district_code = district.code ORDER BY l.id DESC LIMIT %s) found
"""


def newest(districts: Sequence[str], *, each: int) -> dict[str, list[Card]]:
    """District → its `each` newest goods. Two queries, both by index however many goods there are."""
    with connection.cursor() as cursor:
        cursor.execute(NEWEST, [list(districts), each])
        ids = [row[0] for row in cursor.fetchall()]
    found: dict[str, list[Card]] = defaultdict(list)
    wide = ("description", "care", "motif_story", "makers", "maker_uids", "spoken", "words", "stages")
    for row in ShowroomListing.objects.filter(pk__in=ids).defer(*wide).order_by("-pk"):
        found[row.district_code].append(card_of(row))
    return dict(found)


def crafts_by_house() -> dict[str, list[Choice]]:
    """Cooperative (slug) → its crafts with how many goods each has, the most first. One query."""
    counted = ShowroomChoice.objects.filter(kind=ShowroomChoice.Kind.CRAFT)
    rows = counted.values("slug", "value", "label").annotate(n=Sum("listings")).order_by("-n", "label")
    found: dict[str, list[Choice]] = defaultdict(list)
    for row in rows:
        found[row["slug"]].append(Choice(row["value"], row["label"], row["n"]))
    return dict(found)
