"""Rows of the listing: those a visitor chose, and the values made of them."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from sentra.showroom.models import ShowroomListing
from sentra.showroom.queries.shapes import Card, Filters, Listing, Maker, Picture, Step


def filtered(wanted: Filters) -> QuerySet[ShowroomListing]:
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
    return found.defer(
        "description", "care", "motif_story", "makers", "maker_uids", "spoken", "words", "stages"
    )


def card_of(row: ShowroomListing) -> Card:
    return Card(
        product_id=row.product_id, slug=row.slug, cooperative=row.cooperative, code=row.code, name=row.name,
        craft=row.craft, motif=row.motif, price_idr=row.price_idr, unit=row.unit, ready=row.ready,
        weeks=row.weeks, pictures=tuple(Picture(**one) for one in row.pictures),
    )  # fmt: skip


def whole_of(row: ShowroomListing) -> Listing:
    return Listing(
        card=card_of(row), description=row.description, care=row.care, craft_code=row.craft_code,
        craft_en=row.craft_en, techniques=tuple(row.techniques), motif_id=row.motif_id,
        motif_story=row.motif_story, motif_by=row.motif_by, makers=tuple(map(maker_of, row.makers)),
        sizes=tuple(row.sizes),
        steps=tuple(Step(**one) for one in row.stages),
    )  # fmt: skip


def maker_of(said: dict[str, Any]) -> Maker:
    return Maker(UUID(said["uid"]), said["name"], said["village"], said["village_code"])
