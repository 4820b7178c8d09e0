"""All goods of a house one after another, for feeds and site maps: many rows, little memory."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection
from django.db.models import Count, TextField, Value
from django.db.models.functions import MD5, Cast, Concat

from sentra.showroom.queries.rows import filtered
from sentra.showroom.queries.shapes import Filters, Picture

AT_ONCE = 500  # rows held in memory, and rows a query reads
MOST_IN_A_MAP = 40_000  # goods in one site map; the protocol allows 50,000 addresses

COLUMNS = (
    "pk", "product_id", "slug", "cooperative", "code", "name", "description", "craft", "motif", "price_idr",
    "ready", "weeks", "pictures", "changed_at",
)  # fmt: skip
PARTS = """
SELECT slug, min(id), max(changed_at)
  FROM (SELECT slug, id, changed_at, row_number() OVER (PARTITION BY slug ORDER BY id) AS place
          FROM showroom_listing) listed
 GROUP BY slug, (place - 1) / %s ORDER BY 1, 2
"""


@dataclass(frozen=True)
class Offered:
    """What a feed says of a product. `weeks`: made to order, None while not promised."""

    pk: int
    product_id: int
    slug: str
    cooperative: str
    code: str
    name: str
    description: str
    craft: str
    motif: str
    price_idr: int
    ready: int
    weeks: int | None
    pictures: tuple[Picture, ...]
    changed_at: datetime


@dataclass(frozen=True)
class State:
    """Two answers of the same `print_` list the same goods as they were."""

    listings: int
    print_: str


@dataclass(frozen=True)
class Part:
    """One site map of a cooperative: goods from the row `first` on, the newest change among them."""

    slug: str
    first: int
    changed_at: datetime


def every(wanted: Filters, *, first: int = 0, most: int | None = None) -> Iterator[Offered]:
    """The goods by id, from the row `first` on. One query for AT_ONCE of them, and the one that ends it."""
    left = most
    while left is None or left > 0:
        size = AT_ONCE if left is None else min(AT_ONCE, left)
        rows = list(filtered(wanted).filter(pk__gte=first).order_by("pk").values(*COLUMNS)[:size])
        yield from map(_offered, rows)
        if len(rows) < size:
            return
        first, left = rows[-1]["pk"] + 1, None if left is None else left - size


def _offered(row: dict[str, Any]) -> Offered:
    return Offered(**row | {"pictures": tuple(Picture(**one) for one in row["pictures"])})


def state(wanted: Filters) -> State:
    """Whether something changed since somebody asked last. One query."""
    parts = (Cast("product_id", TextField()), Value(":"), Cast("changed_at", TextField()))
    row = Concat(*parts, output_field=TextField())
    told = MD5(StringAgg(row, ",", order_by="pk", default=Value("")))
    found = filtered(wanted).aggregate(n=Count("pk"), told=told)
    return State(found["n"], found["told"])


def parts() -> list[Part]:
    """How the goods of all cooperatives are shared out among site maps. One query over an index."""
    with connection.cursor() as cursor:
        cursor.execute(PARTS, [MOST_IN_A_MAP])
        return [Part(*row) for row in cursor.fetchall()]
