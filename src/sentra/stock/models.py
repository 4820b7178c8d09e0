"""Goods between places. A level is a sum of moves, kept by a trigger, never below zero.

A piece lies at a place, for an order or free, and belongs to the cooperative or to the maker who left it
there to be sold (consignment). A move changes the place, or for whom the pieces are; never whose they are.
"""

from django.db import models
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.stock.consigned_models import Batch, ConsignedReturn, ConsignedSale, Consignment

__all__ = [
    "Batch", "ConsignedReturn", "ConsignedSale", "Consignment", "Level", "MaterialLevel", "MaterialMove",
    "MaterialPurchase", "Move", "Place",
]  # fmt: skip

NAMED = ("exhibition", "stall", "transit")
"""Kinds of place of which there are many, told apart by their names."""


class Place(TenantModel):
    """Where goods can be. Making, buyer, scrap, supplier, hers and difference may go below zero: the world.

    A workshop has its own place; stalls, exhibitions and transports have one for each name.
    """

    class Kind(models.TextChoices):
        MAKING = "making", _("Being made")  # pieces come into being here
        STORE = "store", _("Cooperative's store")
        WORKSHOP = "workshop", _("Workshop")
        BUYER = "buyer", _("Buyer")
        SCRAP = "scrap", _("Written off")
        SUPPLIER = "supplier", _("Supplier")  # materials come into being here
        STALL = "stall", _("Stall")
        EXHIBITION = "exhibition", _("Exhibition")
        TRANSIT = "transit", _("On the way")
        HERS = "hers", _("With the maker herself")  # goods left to be sold come from here and go back
        DIFFERENCE = "difference", _("Difference of a count")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    workshop = Within("people.Workshop", null=True, related_name="places")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "workshop"],
                condition=~models.Q(kind__in=NAMED),
                name="place_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["tenant", "kind", "name"],
                condition=models.Q(kind__in=NAMED),
                name="named_place_once",
            ),
        ]


class Move(TenantModel):
    """`pieces` of a product, as finished as `stage` leaves them, go somewhere else or to somebody else.

    Append-only. With `from_order_id` they were for that order before (0: free): setting aside is a move from
    free to an order at the same place.
    """

    source = Within(Place, related_name="+")
    target = Within(Place, related_name="+")
    stage = Within("crafts.Stage", related_name="+")
    pieces = models.PositiveIntegerField()
    cause = models.CharField(max_length=80)  # "lot:7:accepted"
    order_id = models.BigIntegerField(null=True)  # reserved for this order; orders lie above stock
    from_order_id = models.BigIntegerField(null=True)  # null: the same order as after it
    owner = Within("people.Workshop", null=True, related_name="+")  # null: the cooperative's own
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "cause", "stage"], name="move_one_per_cause"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="move_pieces_positive"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target"))
                | models.Q(from_order_id__isnull=False) & ~models.Q(from_order_id=Coalesce("order_id", 0)),
                name="move_changes_something",
            ),
        ]


class Level(TenantModel):
    """What lies where now. Written only by the trigger on moves."""

    place = Within(Place, related_name="levels")
    stage = Within("crafts.Stage", related_name="+")
    order_id = models.BigIntegerField(default=0)  # 0: free stock
    owner = Within("people.Workshop", null=True, related_name="+")  # null: the cooperative's own
    pieces = models.IntegerField()
    bounded = models.BooleanField()  # a place of ours, not the world: never below zero

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "place", "stage", "order_id", "owner"],
                name="level_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=models.Q(pieces__gte=0) | models.Q(bounded=False), name="level_not_negative"
            ),
        ]


class MaterialMove(TenantModel):
    """`units` of a material, worth `value_idr`, from one place to another. Append-only.

    Material at a workshop is there for an order's work; in the store it belongs to no order.
    """

    source = Within(Place, related_name="+")
    target = Within(Place, related_name="+")
    material = Within("crafts.Material", related_name="moves")
    units = models.PositiveIntegerField()
    value_idr = Rupiah()
    order_id = models.BigIntegerField(null=True)  # the work it is for; orders lie above stock
    cause = models.CharField(max_length=80)  # "purchase:3", "inspection:7:used", "hand_out:<uid>"
    note = models.CharField(max_length=160, blank=True)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "cause", "material"], name="material_move_once_per_cause"
            ),
            models.CheckConstraint(
                condition=models.Q(units__gt=0, value_idr__gte=0), name="material_move_positive"
            ),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="material_move_goes_somewhere"
            ),
        ]
        indexes = [models.Index(fields=["tenant", "material", "-at"], name="material_moves_latest")]


class MaterialLevel(TenantModel):
    """What material lies where now, and what it cost. Written only by the trigger on its moves."""

    place = Within(Place, related_name="material_levels")
    material = Within("crafts.Material", related_name="levels")
    order_id = models.BigIntegerField(default=0)  # at a workshop: the order it is for; elsewhere 0
    units = models.IntegerField()
    value_idr = Rupiah()
    bounded = models.BooleanField()  # store and workshop: never below zero

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "place", "material", "order_id"], name="material_level_once"
            ),
            models.CheckConstraint(
                condition=models.Q(bounded=False) | models.Q(units__gte=0, value_idr__gte=0),
                name="material_level_not_negative",
            ),
            models.CheckConstraint(
                condition=models.Q(bounded=False) | models.Q(units__gt=0) | models.Q(value_idr=0),
                name="material_level_nothing_is_worth_nothing",
            ),
        ]


class MaterialPurchase(TenantModel):
    """Material bought: paid at once, or owed to the supplier until `due_on`. A wrong one is taken back."""

    material = Within("crafts.Material", related_name="purchases")
    units = models.PositiveIntegerField()
    total_idr = Rupiah()
    supplier = models.CharField(max_length=120, blank=True)
    bought_on = models.DateField()
    due_on = models.DateField(null=True)  # null: paid at once
    paid_on = models.DateField(null=True)
    method = models.CharField(max_length=20)  # bank, cash; "later" until it is paid
    taken_back_at = models.DateTimeField(null=True)  # written down wrongly: reversed in the books
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="purchase_taken_back_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(units__gt=0, total_idr__gt=0), name="purchase_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(method="later", paid_on__isnull=True, due_on__isnull=False)
                | models.Q(method__in=["bank", "cash"], paid_on__isnull=False),
                name="purchase_is_paid_or_owed",
            ),
        ]
