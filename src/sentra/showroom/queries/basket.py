"""Goods somebody has put into a basket, as they are offered now."""

from collections.abc import Collection
from dataclasses import dataclass

from sentra.showroom.models import ShowroomListing
from sentra.showroom.queries.rows import card_of
from sentra.showroom.queries.shapes import Card, Filters


@dataclass(frozen=True)
class Ware:
    """`sized`: it comes in sizes, so it is made to order."""

    card: Card
    tenant_id: int
    district: str
    sized: bool


def wares(product_ids: Collection[int]) -> dict[int, Ware]:
    """Product → what is offered of it, in the order of cooperative and name; what is gone is left out.

    One query.
    """
    found = ShowroomListing.objects.filter(product_id__in=product_ids).defer("spoken", "words", "stages")
    return {
        row.product_id: Ware(card_of(row), row.tenant_id, row.district_code, bool(row.sizes))
        for row in found.order_by("cooperative", "tenant_id", "name", "product_id")
    }


def belongs(ware: Ware, house: Filters) -> bool:
    """Is it offered in this house, a cooperative's or a district's?"""
    return ware.card.slug == house.slug if house.slug else ware.district == house.district
