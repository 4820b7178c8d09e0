"""Short links and how often each was followed. In the scope of their cooperative."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from sentra.kernel.tenancy import scope
from sentra.showroom.models import LinkVisit, ShortLink


@dataclass(frozen=True)
class LinkRow:
    """`product` is "" for all goods. `visits`: since the day asked."""

    link_id: int
    code: str
    channel: str
    channel_label: str
    product_id: int | None
    product: str
    visits: int


def links(*, since: date, product_id: int | None = None, whole_house: bool = False) -> list[LinkRow]:
    """Every link; those of one product; or those to all goods. One query."""
    found = ShortLink.objects.select_related("product").annotate(
        n=Coalesce(Sum("visits__times", filter=Q(visits__on__gte=since)), 0)
    )
    if product_id is not None:
        found = found.filter(product=product_id)
    if whole_house:
        found = found.filter(product=None)
    return [
        LinkRow(
            one.pk, one.code, one.channel, str(one.get_channel_display()),
            one.product_id, one.product.name if one.product else "", one.n,
        )
        for one in found.order_by("number")
    ]  # fmt: skip


def link_by_number(number: int) -> ShortLink | None:
    """With its product, published or not. One query."""
    return ShortLink.objects.select_related("product").filter(number=number, tenant=scope().reads[0]).first()


def visits_by_day(*, since: date) -> Iterable[tuple[date, int]]:
    """Days with visits, the oldest first. One query."""
    rows = LinkVisit.objects.filter(on__gte=since).values("on").annotate(n=Sum("times")).order_by("on")
    return [(row["on"], row["n"]) for row in rows]
