"""Photographs of goods that wait for their maker, or are shown."""

from sentra.crafts.models import Product, ProductPhoto
from sentra.people.models import Party

MOST_SHOWN = 60


def waiting_photos(*, maker_id: int | None = None) -> list[ProductPhoto]:
    """Drafts whose maker has not answered, oldest first; of one maker (a party) or of all. One query."""
    found = ProductPhoto.objects.filter(agreed_at=None).select_related("product", "source", "maker")
    if maker_id is not None:
        found = found.filter(maker_id=maker_id)
    return list(found.order_by("sent_at", "pk")[:MOST_SHOWN])


def agreed_photos(
    *, product_id: int | None = None, maker_id: int | None = None, before: int | None = None
) -> list[ProductPhoto]:
    """What is shown, or will be when it is drawn, newest first; of one product or of one maker. One query.

    At most MOST_SHOWN; `before`: older than the photograph with this id.
    """
    found = ProductPhoto.objects.filter(agreed_at__isnull=False).select_related("product", "source", "maker")
    if product_id is not None:
        found = found.filter(product_id=product_id)
    if maker_id is not None:
        found = found.filter(maker_id=maker_id)
    if before is not None:
        found = found.filter(pk__lt=before)
    return list(found.order_by("-pk")[:MOST_SHOWN])


def older_than(shown: list[ProductPhoto]) -> str:
    """Before which photograph the next page begins; "" where there is none."""
    return str(shown[-1].pk) if len(shown) == MOST_SHOWN else ""


def photographed_products() -> list[tuple[int, str]]:
    """Products a photograph may be of, by name."""
    return list(Product.objects.order_by("name", "pk").values_list("pk", "name"))


def photographed_makers() -> list[tuple[int, str]]:
    """Makers whose work may be shown, by name; the village tells namesakes apart."""
    makers = Party.objects.filter(active=True, workshops__active=True).order_by("name", "pk")
    rows = makers.values_list("pk", "name", "workshops__village__name")
    return [(pk, f"{name} · {village}" if village else name) for pk, name, village in rows]
