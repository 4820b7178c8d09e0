"""Where a page of goods begins: after the last row of the page before, never at an offset."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from sentra.showroom.models import ShowroomListing
from sentra.showroom.queries.shapes import Order


@dataclass(frozen=True)
class Cursor:
    """After which row: its tier (0: its very words in the title), price and id.

    `any_idea`: nothing had all the words, so rows with any of them are shown.
    """

    any_idea: bool = False
    tier: int = 0
    price_idr: int = 0
    pk: int = 0

    def told(self) -> str:
        return f"{int(self.any_idea)}.{self.tier}.{self.price_idr}.{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        parts = text.split(".")
        if len(parts) != 4 or not all(one.isascii() and one.isdecimal() and len(one) <= 18 for one in parts):
            return None
        loose, tier, price, pk = map(int, parts)
        return cls(loose == 1, min(tier, 9), price, pk)


def after_row(
    rows: QuerySet[ShowroomListing], order: Order, cursor: Cursor | None
) -> QuerySet[ShowroomListing]:
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
