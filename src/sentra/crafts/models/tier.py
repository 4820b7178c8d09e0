"""What is taken off the price of one piece for those who take several."""

from django.db import models

from sentra.crafts.models.product import Product
from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class PriceTier(TenantModel):
    """From so many pieces of a product (none: of any) thousandths off, or a price; for all or for shops."""

    product = Within(Product, null=True, related_name="price_tiers")
    from_pieces = models.PositiveIntegerField()
    off_permille = models.PositiveSmallIntegerField(default=0)
    price_idr = Rupiah(null=True)
    shops_only = models.BooleanField(default=False)

    class Meta:
        ordering = ["product", "shops_only", "from_pieces"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "shops_only", "from_pieces"], name="price_tier_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(off_permille__range=(1, 999), price_idr__isnull=True)
                | models.Q(off_permille=0, price_idr__isnull=False, price_idr__gt=0, product__isnull=False),
                name="price_tier_says_one_thing",
            ),
            models.CheckConstraint(condition=models.Q(from_pieces__gt=0), name="price_tier_from_a_piece"),
        ]  # fmt: skip
