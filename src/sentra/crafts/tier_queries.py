"""What screens and orders ask about tiers: products with their prices, and what is kept."""

from collections.abc import Iterable, Mapping

from django.db.models import F, Q

from sentra.crafts.materials import recipes
from sentra.crafts.models import PriceTier, Product, Stage
from sentra.crafts.prices import newest_materials
from sentra.crafts.tiers import Priced, Tier


def price_tiers() -> list[PriceTier]:
    """All tiers: those for every product first, then product by product. One query."""
    found = PriceTier.objects.select_related("product")
    return list(
        found.order_by(F("product__name").asc(nulls_first=True), "product", "shops_only", "from_pieces")
    )


def priced(products: Iterable[Product]) -> dict[int, Priced]:
    """Product id → its price with every tier that speaks of it. One query; four where a tier is kept."""
    wanted = {one.pk: one for one in products}
    kept = list(PriceTier.objects.filter(Q(product__in=wanted) | Q(product=None)).order_by("from_pieces"))
    floors = floors_of(wanted) if kept else {}
    return {
        pk: Priced(
            one.price_idr, floors.get(pk, 0),
            tuple(as_tier(tier) for tier in kept if tier.product_id in (pk, None)),
        )
        for pk, one in wanted.items()
    }  # fmt: skip


def as_tier(kept: PriceTier) -> Tier:
    return Tier(kept.from_pieces, kept.off_permille, kept.price_idr, kept.shops_only)


def floors_of(product_ids: Iterable[int]) -> Mapping[int, int]:
    """Product → what makers are paid for a piece and what its materials cost, as far as known. Three queries.

    Materials as the newest cost sheet counts them; where nobody counted, by the recipes of the stages.
    """
    wanted = list(product_ids)
    stages = list(Stage.objects.filter(product__in=wanted).values_list("product", "pk", "rate_idr"))
    counted, used = newest_materials(wanted), recipes([stage for _product, stage, _idr in stages])
    floors = {pk: sum(one.idr for one in counted.get(pk, ())) for pk in wanted}
    for product, stage, rate_idr in stages:
        floors[product] += rate_idr
        if product not in counted:
            floors[product] += sum(need.piece_idr for need in used.get(stage, ()))
    return floors
