"""The showroom's projection: one row per published product, only columns that everybody may read.

No row security: full-text and trigram operators are not leak-proof, their indexes would stay unused
behind a policy. So nothing private may ever stand here, and only the database writes it (0002_kept_true).

Short links and their visits are the cooperative's own, fenced like everything else.
"""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.showroom.links import code_of


class ShowroomListing(models.Model):
    """Written by `showroom_refresh` alone. `product_id` is no key: the row outlives no product anyway."""

    tenant_id = models.BigIntegerField()
    product_id = models.BigIntegerField(unique=True)
    slug = models.CharField(max_length=60)  # of the cooperative
    cooperative = models.CharField(max_length=160)
    district_code = models.CharField(max_length=5)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    description = models.TextField()
    care = models.TextField(default="", db_default="")
    craft_code = models.CharField(max_length=40)
    craft = models.CharField(max_length=80)
    craft_en = models.CharField(max_length=80)
    craft_family = models.CharField(max_length=20)
    techniques = ArrayField(models.TextField())  # names, in the order of the stages
    motif_id = models.BigIntegerField(null=True)
    motif = models.CharField(max_length=80)
    motif_story = models.TextField()
    motif_by = models.CharField(max_length=160)  # while her consent is in force
    makers = models.JSONField()  # [{uid, name, village, village_code}]: active, able, consenting; by name
    maker_uids = ArrayField(models.UUIDField())
    villages = ArrayField(models.TextField())  # codes, of these makers
    price_idr = Rupiah()
    unit = models.CharField(max_length=20)
    sizes = models.JSONField()
    stages = models.JSONField()  # [{position, name, finish, adds_idr}]
    finishes = ArrayField(models.TextField())
    ready = models.IntegerField()  # pieces of the last stage, reserved for nobody, in store and workshops
    weeks = models.PositiveSmallIntegerField(null=True)  # till one piece could be ready; null: nobody can say
    pictures = models.JSONField()  # [{path, mime, width, height}], narrow first
    spoken = ArrayField(models.TextField())  # its words as written, for the vocabulary
    words = SearchVectorField()  # its words as searched
    changed_at = models.DateTimeField()

    class Meta:
        db_table = "showroom_listing"
        constraints = [models.UniqueConstraint(fields=["slug", "code"], name="listing_address")]
        indexes = [
            GinIndex(fields=["words"], name="listing_words"),
            GinIndex(fields=["maker_uids"], name="listing_makers"),
            GinIndex(fields=["villages"], name="listing_villages"),
            models.Index(fields=["tenant_id", "id"], name="listing_of_tenant"),
            models.Index(fields=["slug", "id"], name="listing_of_slug"),
            models.Index(fields=["district_code", "id"], name="listing_of_district"),
            models.Index(fields=["craft_code", "id"], name="listing_of_craft"),
            models.Index(fields=["motif_id", "id"], name="listing_of_motif"),
            models.Index(fields=["price_idr", "id"], name="listing_by_price"),
            models.Index(fields=["slug", "price_idr", "id"], name="listing_of_slug_by_price"),
            models.Index(fields=["district_code", "price_idr", "id"], name="listing_of_place_by_price"),
        ]

    def __str__(self) -> str:
        return self.name


class ShowroomWord(models.Model):
    """The vocabulary: every word that stands in some listing now. A mistyped word is looked for here."""

    word = models.CharField(max_length=40, primary_key=True)
    sound = models.CharField(max_length=40)  # as spelling.sound folds it
    bones = models.CharField(max_length=40)  # its consonants in alphabetical order: finds swapped letters
    stem = models.CharField(max_length=80)
    listings = models.PositiveIntegerField()

    class Meta:
        db_table = "showroom_word"
        indexes = [
            GinIndex(fields=["sound"], opclasses=["gin_trgm_ops"], name="word_sounds_like"),
            models.Index(fields=["bones"], name="word_bones"),
            models.Index(fields=["stem"], name="word_stem"),
        ]

    def __str__(self) -> str:
        return self.word


class ShowroomChoice(models.Model):
    """What the goods of a cooperative can be narrowed by, and how many have it. Counted by the listings."""

    class Kind(models.TextChoices):
        CRAFT = "craft"
        MOTIF = "motif"
        VILLAGE = "village"
        MAKER = "maker"
        FINISH = "finish"

    slug = models.CharField(max_length=60)  # of the cooperative
    district_code = models.CharField(max_length=5)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    value = models.CharField(max_length=40)
    label = models.CharField(max_length=160)
    listings = models.IntegerField()

    class Meta:
        db_table = "showroom_choice"
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "district_code", "kind", "value", "label"], name="choice_once"
            )
        ]
        indexes = [models.Index(fields=["district_code"], name="choice_of_district")]

    def __str__(self) -> str:
        return self.label


class LeadTime(TenantModel):
    """Weeks till one piece of a product could be ready, as the makers' free weeks said last night."""

    product = Within("crafts.Product", related_name="+")
    weeks = models.PositiveSmallIntegerField()
    reckoned_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "product"], name="lead_time_once")]


class ShortLink(TenantModel):
    """A short address for one product (or all goods) and one channel, so that visits can be told apart."""

    class Channel(models.TextChoices):
        WHATSAPP = "whatsapp", _("WhatsApp")
        INSTAGRAM = "instagram", _("Instagram")
        FACEBOOK = "facebook", _("Facebook")
        PRINT = "print", _("Printed (QR)")

    number = models.PositiveIntegerField()  # in the cooperative
    product = Within("crafts.Product", null=True, related_name="+")  # none: all goods
    channel = models.CharField(max_length=10, choices=Channel)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="short_link_number_in_tenant"),
            models.UniqueConstraint(
                fields=["tenant", "product", "channel"], nulls_distinct=False, name="short_link_once"
            ),
        ]

    @property
    def code(self) -> str:
        return code_of(self.tenant_id or 0, self.number)

    def __str__(self) -> str:
        return self.code


class LinkVisit(TenantModel):
    """How often a short link was followed on one day. Nobody who followed it is written down."""

    link = Within(ShortLink, related_name="visits")
    on = models.DateField()
    times = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "link", "on"], name="link_visit_one_row_a_day"),
            models.CheckConstraint(condition=models.Q(times__gt=0), name="link_visit_counts"),
        ]


class PrintedCatalogue(TenantModel):
    """One building of the catalogue to print, from the wish to the finished file."""

    class Stage(models.TextChoices):
        ASKED = "asked", _("Waiting")
        BUILDING = "building", _("Being built")
        READY = "ready", _("Ready")
        FAILED = "failed", _("Not built")

    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ASKED)
    done = models.PositiveIntegerField(default=0)  # goods laid out
    goods = models.PositiveIntegerField(default=0)  # to be laid out
    address = models.CharField(max_length=200)  # scheme and host for its QR codes, as it was asked for
    asked_at = models.DateTimeField()
    asked_by = models.BigIntegerField(null=True)  # user id
    built_at = models.DateTimeField(null=True)
    file = Within("kernel.StoredFile", null=True, related_name="+")
    trouble = models.CharField(max_length=300, blank=True)  # why it was not built

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant"],
                condition=models.Q(stage__in=["asked", "building"]),
                name="printed_catalogue_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="ready") | models.Q(built_at__isnull=False, file__isnull=False),
                name="printed_catalogue_ready_has_a_file",
            ),
        ]
