"""Savings: every receipt and every withdrawal; the balance is the ledger's, never kept here."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class CollectionSheet(TenantModel):
    """Everybody's dues taken at one meeting: who paid what, and the money counted at its end."""

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    held_on = models.DateField()
    place = models.CharField(max_length=160, blank=True)
    meeting = Within("cooperative.Meeting", null=True, related_name="sheets")
    opened_at = models.DateTimeField()
    opened_by = models.BigIntegerField(null=True)  # user id
    closed_at = models.DateTimeField(null=True)
    closed_by = models.BigIntegerField(null=True)  # user id
    counted_idr = Rupiah(null=True)  # notes and coins in the box; the difference is booked when it is closed

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="sheet_number_in_year"),
            models.CheckConstraint(
                condition=models.Q(closed_at__isnull=True, counted_idr__isnull=True)
                | models.Q(closed_at__isnull=False, counted_idr__isnull=False, counted_idr__gte=0),
                name="sheet_closed_when_counted",
            ),
        ]


class SavingsMove(TenantModel):
    """Money into a member's savings, or out of her voluntary ones. `uid` comes from the device: once only.

    Pokok and wajib are equity and stay while she is a member (UU 25/1992 art. 41); sukarela is owed to her.
    When she leaves, one closing row of each kind takes out what her leaving was settled with.
    """

    class Kind(models.TextChoices):
        PRINCIPAL = "pokok", _("Principal savings")
        MANDATORY = "wajib", _("Mandatory savings")
        VOLUNTARY = "sukarela", _("Voluntary savings")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()  # of the receipt
    year = models.PositiveSmallIntegerField()
    member = Within("cooperative.Member", related_name="savings")
    payer = Within("people.Party", related_name="+")  # who brought it: a daughter may pay for her mother
    kind = models.CharField(max_length=20, choices=Kind)
    amount_idr = Rupiah()  # in +, out −
    method = models.CharField(max_length=20)  # bank, cash, interest, leaving
    moved_on = models.DateField()
    sheet = Within(CollectionSheet, null=True, related_name="moves")
    written_by = models.BigIntegerField(null=True)  # user id
    taken_back_at = models.DateTimeField(null=True)  # written down wrongly: reversed in the books
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "uid"], name="savings_move_once"),
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="savings_receipt_number"),
            models.UniqueConstraint(
                fields=["tenant", "sheet", "member", "kind"],
                condition=models.Q(sheet__isnull=False, taken_back_at=None),
                name="savings_once_on_a_sheet",
            ),
            models.CheckConstraint(
                condition=models.Q(amount_idr__gt=0)
                | models.Q(kind="sukarela", amount_idr__lt=0)
                | models.Q(method="leaving", amount_idr__lt=0),
                name="savings_only_voluntary_go_out",
            ),
            models.CheckConstraint(
                condition=~models.Q(method="leaving")
                | models.Q(amount_idr__lt=0, taken_back_at__isnull=True),
                name="savings_closing_row_stays",
            ),
            models.UniqueConstraint(
                fields=["tenant", "member", "kind"],
                condition=models.Q(method="leaving"),
                name="savings_closed_once",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="savings_taken_back_says_why",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "member", "kind", "moved_on"], name="savings_by_member")]


class SavingsInterest(TenantModel):
    """A month's interest on a member's voluntary savings, with what it was reckoned from. Once a month."""

    member = Within("cooperative.Member", related_name="savings_interest")
    month = models.DateField()  # its first day
    base_idr = Rupiah()  # the least that lay there on any day of the month
    rate_bp_year = models.PositiveIntegerField()
    interest_idr = Rupiah()  # before tax
    tax_idr = Rupiah()
    move = Within(SavingsMove, related_name="interest")  # what reached her savings

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "member", "month"], name="interest_once_a_month"),
            models.CheckConstraint(
                condition=models.Q(
                    base_idr__gt=0, interest_idr__gt=0, tax_idr__gte=0, tax_idr__lt=models.F("interest_idr")
                ),
                name="interest_after_tax",
            ),
        ]
