"""What can be ordered, and the stages it goes through."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models.craft import Craft, Technique
from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Motif(TenantModel):
    name = models.CharField(max_length=80)
    story = models.TextField(blank=True)
    maker = Within("people.Party", null=True, blank=True, related_name="motifs")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "name"], name="motif_name_in_tenant")]

    def __str__(self) -> str:
        return self.name


class Product(TenantModel):
    """A design that can be ordered. `price_idr` is the finished piece for one buyer, before tiers."""

    code = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)
    description = models.TextField(blank=True)
    care = models.TextField(blank=True, default="", db_default="")  # how it is washed, dried, kept
    craft = models.ForeignKey(Craft, models.PROTECT, related_name="+")
    motif = Within(Motif, null=True, blank=True, related_name="products")
    unit = models.CharField(max_length=20, default="buah")
    price_idr = Rupiah()
    sizes = models.JSONField(default=list, blank=True)  # ["S", "M", …]; empty: one size
    minimum_lot = models.PositiveIntegerField(default=1)  # pieces per maker worth starting
    weight_g = models.PositiveIntegerField(null=True, blank=True)  # one piece as it is sent
    length_cm = models.PositiveSmallIntegerField(null=True, blank=True)
    width_cm = models.PositiveSmallIntegerField(null=True, blank=True)
    height_cm = models.PositiveSmallIntegerField(null=True, blank=True)
    published = models.BooleanField(default=False)
    picture = Within("kernel.StoredFile", null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "code"], name="product_code_in_tenant"),
            models.CheckConstraint(condition=models.Q(price_idr__gt=0), name="product_price_positive"),
            *(
                models.CheckConstraint(
                    condition=models.Q(**{f"{field}__isnull": True}) | models.Q(**{f"{field}__gt": 0}),
                    name=f"product_{field}_positive",
                )
                for field in ("weight_g", "length_cm", "width_cm", "height_cm")
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stage(TenantModel):
    """One step of a product's route: raw → half-finished → finished. Ordered by `position` from 1."""

    class Finish(models.TextChoices):
        RAW = "raw", _("Raw")
        HALF = "half_finished", _("Half-finished")
        FINISHED = "finished", _("Finished")

    product = Within(Product, related_name="stages")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    finish = models.CharField(max_length=20, choices=Finish)  # what a piece is after this stage
    technique = models.ForeignKey(Technique, models.PROTECT, related_name="+")
    rate_idr = Rupiah()  # ongkos borongan for one accepted piece of grade A
    pieces_a_week = models.PositiveIntegerField()  # what a practised maker does in a week
    minimum_level = models.PositiveSmallIntegerField(default=1)
    handover_weeks = models.PositiveSmallIntegerField(default=0)
    picture = Within("kernel.StoredFile", null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["product", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "product", "position"], name="stage_position_in_product"
            ),
            models.CheckConstraint(condition=models.Q(rate_idr__gte=0), name="stage_rate_not_negative"),
            models.CheckConstraint(
                condition=models.Q(pieces_a_week__gt=0), name="stage_pieces_a_week_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.name
