"""Goods a maker left to be sold (titipan): hers until they are sold, at the price she and we agreed on."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Consignment(TenantModel):
    """One receipt (tanda terima titipan): what a maker left, and until when. Not in the books."""

    workshop = Within("people.Workshop", related_name="consignments")
    party = Within("people.Party", related_name="consignments")
    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    received_on = models.DateField()
    ends_on = models.DateField(null=True)  # null: until she or we end it
    note = models.CharField(max_length=160, blank=True)
    received_at = models.DateTimeField()
    received_by = models.BigIntegerField(null=True)  # user id
    received_by_name = models.CharField(max_length=120, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="consignment_number_in_year"),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("received_on")),
                name="consignment_ends_after_it_began",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.year}"


class Batch(TenantModel):
    """One line of the receipt. What is neither given back, sold nor lost still lies with us and is hers."""

    consignment = Within(Consignment, related_name="batches")
    workshop = Within("people.Workshop", related_name="+")  # of the receipt: how the oldest is found
    stage = Within("crafts.Stage", related_name="+")
    pieces = models.PositiveIntegerField()
    price_idr = Rupiah()  # what she is owed for one piece
    given_back = models.PositiveIntegerField(default=0)
    sold = models.PositiveIntegerField(default=0)
    lost = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(pieces__gt=0, price_idr__gt=0), name="batch_of_something"
            ),
            models.CheckConstraint(
                condition=models.Q(pieces__gte=models.F("given_back") + models.F("sold") + models.F("lost")),
                name="batch_gone_within_what_came",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "workshop", "stage", "id"],
                condition=models.Q(pieces__gt=models.F("given_back") + models.F("sold") + models.F("lost")),
                name="batch_oldest_first",
            )
        ]

    @property
    def left(self) -> int:
        """Pieces of it that lie with us, free or set aside for an order."""
        return self.pieces - self.given_back - self.sold - self.lost


class ConsignedSale(TenantModel):
    """Pieces of a batch we owe her for: delivered to a buyer, or lost while they were with us."""

    class Kind(models.TextChoices):
        SOLD = "sold", _("Sold")
        LOST = "lost", _("Lost with us")

    batch = Within(Batch, related_name="sales")
    party = Within("people.Party", related_name="+")
    kind = models.CharField(max_length=10, choices=Kind)
    order_id = models.BigIntegerField(null=True)  # orders lie above stock; null: lost
    pieces = models.PositiveIntegerField()
    price_idr = Rupiah()
    amount_idr = Rupiah()
    returned = models.PositiveIntegerField(default=0)  # of them, before they stood on a slip
    slip_id = models.BigIntegerField(null=True)  # the one slip that pays it; slips lie above stock
    cause = models.CharField(max_length=80)  # "delivery:7:line:9"
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "cause", "batch"], name="consigned_sale_once_per_cause"
            ),
            models.CheckConstraint(
                condition=models.Q(pieces__gt=0, amount_idr=models.F("pieces") * models.F("price_idr")),
                name="consigned_sale_adds_up",
            ),
            models.CheckConstraint(
                condition=models.Q(returned__lte=models.F("pieces")), name="consigned_sale_returned_within"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="sold", order_id__isnull=False)
                | models.Q(kind="lost", order_id__isnull=True),
                name="consigned_sale_names_its_order",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "party"],
                condition=models.Q(slip_id__isnull=True),
                name="consigned_sale_unpaid",
            ),
            models.Index(fields=["tenant", "order_id"], name="consigned_sale_of_order"),
        ]

    @property
    def owed(self) -> int:
        """Pieces a slip pays."""
        return self.pieces - self.returned

    @property
    def owed_idr(self) -> int:
        return int(self.owed * self.price_idr)


class ConsignedReturn(TenantModel):
    """Sold pieces of hers that the buyer brought back: they are hers again.

    `asked_idr`: what her next slips take back, because a slip had already named these pieces.
    """

    sale = Within(ConsignedSale, related_name="returns")
    party = Within("people.Party", related_name="+")
    pieces = models.PositiveIntegerField()
    amount_idr = Rupiah()
    asked_idr = Rupiah()
    taken_idr = Rupiah(default=0)  # by paid slips
    reserved_idr = Rupiah(default=0)  # on slips that are not paid yet
    cause = models.CharField(max_length=80)
    on = models.DateField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "cause", "sale"], name="consigned_return_once_per_cause"
            ),
            models.CheckConstraint(
                condition=models.Q(pieces__gt=0)
                & (models.Q(asked_idr=0) | models.Q(asked_idr=models.F("amount_idr"))),
                name="consigned_return_asks_all_or_nothing",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_idr__gte=0, reserved_idr__gte=0)
                & models.Q(asked_idr__gte=models.F("taken_idr") + models.F("reserved_idr")),
                name="consigned_return_taken_within_asked",
            ),
        ]
        indexes = [
            models.Index(
                fields=["tenant", "party"],
                condition=models.Q(asked_idr__gt=models.F("taken_idr")),
                name="consigned_return_open",
            )
        ]

    @property
    def open_idr(self) -> int:
        """What a new slip may still take."""
        return int(self.asked_idr - self.taken_idr - self.reserved_idr)
