"""Goods between places. A level is a sum of moves, kept by a trigger, never below zero."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel


class Place(TenantModel):
    """Where goods can be. `outside` places (making, buyer, scrap) may go below zero: they are the world."""

    class Kind(models.TextChoices):
        MAKING = "making", _("Being made")  # pieces come into being here
        STORE = "store", _("Cooperative's store")
        WORKSHOP = "workshop", _("Workshop")
        BUYER = "buyer", _("Buyer")
        SCRAP = "scrap", _("Written off")

    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=120)
    workshop = Within("people.Workshop", null=True, related_name="places")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "kind", "workshop"], name="place_once", nulls_distinct=False
            )
        ]


class Move(TenantModel):
    """`pieces` of a product, as finished as `stage` leaves them, from one place to another. Append-only."""

    source = Within(Place, related_name="+")
    target = Within(Place, related_name="+")
    stage = Within("crafts.Stage", related_name="+")
    pieces = models.PositiveIntegerField()
    cause = models.CharField(max_length=80)  # "lot:7:accepted"
    order_id = models.BigIntegerField(null=True)  # reserved for this order; orders lie above stock
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "cause", "stage"], name="move_one_per_cause"),
            models.CheckConstraint(condition=models.Q(pieces__gt=0), name="move_pieces_positive"),
            models.CheckConstraint(
                condition=~models.Q(source=models.F("target")), name="move_goes_somewhere"
            ),
        ]


class Level(TenantModel):
    """What lies where now. Written only by the trigger on moves."""

    place = Within(Place, related_name="levels")
    stage = Within("crafts.Stage", related_name="+")
    order_id = models.BigIntegerField(default=0)  # 0: free stock
    pieces = models.IntegerField()
    bounded = models.BooleanField()  # store and workshop: never below zero

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "place", "stage", "order_id"], name="level_once"),
            models.CheckConstraint(
                condition=models.Q(pieces__gte=0) | models.Q(bounded=False), name="level_not_negative"
            ),
        ]
