"""The widths a product's picture is kept in: a phone on 3G loads the small one."""

from django.db import models

from sentra.crafts.models.product import Product
from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class ProductPicture(TenantModel):
    """One width of a product's picture (WebP). `Product.picture` is the one shown where only one fits."""

    product = Within(Product, related_name="pictures")
    file = Within("kernel.StoredFile", related_name="+")
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["product", "width"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "product", "width"], name="product_picture_width_once")
        ]
