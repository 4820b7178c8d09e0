"""Photographs of products, and the widths and kinds they are shown in: a phone on 3G loads the small one."""

from django.db import models

from sentra.crafts.models.product import Product
from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class ProductPhoto(TenantModel):
    """A photograph, cleaned (JPEG, only pixels). Shown to nobody before the maker of the piece has agreed.

    `place`: in which order they are shown. `maker` (a party): whose piece it is, None for the cooperative's
    own photograph. `by_staff`: who wrote down that she agreed by word of mouth; None: she did so herself.
    """

    product = Within(Product, related_name="photos")
    source = Within("kernel.StoredFile", related_name="+")
    maker = Within("people.Party", related_name="+", null=True)
    place = models.PositiveSmallIntegerField()
    sent_at = models.DateTimeField()
    sent_by = models.BigIntegerField(null=True)  # the user
    agreed_at = models.DateTimeField(null=True)
    by_staff = models.BigIntegerField(null=True)  # the user

    class Meta:
        ordering = ["product", "place"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "product", "place"], name="product_photo_place_once"),
            models.CheckConstraint(
                name="product_photo_agreed_before_said",
                condition=models.Q(by_staff=None) | models.Q(agreed_at__isnull=False),
            ),
        ]


class ProductPicture(TenantModel):
    """One width and kind of a photograph. `Product.picture` is the one shown where only one fits.

    `photo` is None for what was put there before a product could have several photographs.
    """

    product = Within(Product, related_name="pictures")
    photo = Within(ProductPhoto, related_name="widths", null=True)
    file = Within("kernel.StoredFile", related_name="+")
    kind = models.CharField(max_length=5, default="webp", db_default="webp")  # sentra.kernel.pictures.Kind
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()

    class Meta:
        ordering = ["product", "photo__place", "width"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "photo", "kind", "width"],
                name="product_picture_once",
                nulls_distinct=False,
            )
        ]

    @property
    def place(self) -> int:
        """In which order its photograph is shown."""
        return self.photo.place if self.photo else 0
