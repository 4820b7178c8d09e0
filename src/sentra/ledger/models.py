"""Double entry: an entry's postings sum to zero, are never edited, and a correction is a reversal."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel, writer
from sentra.ledger.asset_models import Asset, AssetLine, AssetMonth

__all__ = ["Account", "Asset", "AssetLine", "AssetMonth", "Entry", "Period", "Posting", "Snapshot"]


class Account(models.Model):
    """One account of the shared chart (`ledger/data/chart.json`). Codes such as 1-1330."""

    class Group(models.TextChoices):
        ASSET = "asset", _("Asset")
        LIABILITY = "liability", _("Liability")
        EQUITY = "equity", _("Equity")
        INCOME = "income", _("Income")
        COST = "cost", _("Cost")

    code = models.CharField(max_length=10, primary_key=True)
    name = models.CharField(max_length=120)  # Indonesian, as in the books
    name_en = models.CharField(max_length=120)
    group = models.CharField(max_length=20, choices=Group)
    section = models.CharField(max_length=60)  # "aset lancar", "kewajiban", …
    debit_normal = models.BooleanField()
    by_party = models.BooleanField(default=False)  # every posting names whose it is

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class Entry(TenantModel):
    """One event in the books. `cause` is unique: the same event posts once."""

    booked_on = models.DateField()
    memo = models.CharField(max_length=200)
    cause = models.CharField(max_length=80)  # "advance:15:paid"
    source = models.CharField(max_length=80)  # "order:12": where the figure opens to
    reverses = Within("self", null=True, related_name="reversals")
    by_user = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "cause"], name="entry_one_per_cause"),
            models.UniqueConstraint(
                fields=["tenant", "reverses"],
                condition=models.Q(reverses__isnull=False),
                name="entry_reversed_once",
            ),
        ]
        indexes = [
            models.Index(fields=["tenant", "booked_on", "id"], name="entry_by_day"),
            models.Index(fields=["tenant", "source"], name="entry_by_source"),
            models.Index(
                fields=["tenant", "booked_on"],
                condition=models.Q(source__startswith="opening:")
                | models.Q(cause__startswith="asset:", cause__contains=":owned"),
                name="entry_opening",
            ),
        ]


class Posting(TenantModel):
    """One line: debit positive, credit negative, whole rupiah, never zero."""

    # The most written table: it carries no index that another one covers.
    tenant = models.ForeignKey(
        "kernel.Tenant", models.PROTECT, default=writer, related_name="+", editable=False, db_index=False
    )
    entry = Within(Entry, related_name="postings", db_index=False)
    booked_on = models.DateField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    party = Within("people.Party", null=True, related_name="+", db_index=False)
    amount_idr = Rupiah()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(amount_idr=0), name="posting_not_zero")]
        indexes = [
            models.Index(fields=["tenant", "account", "booked_on", "id"], name="posting_by_account"),
            models.Index(
                fields=["tenant", "booked_on"], include=["account", "amount_idr"], name="posting_by_day"
            ),
            models.Index(
                fields=["tenant", "party", "account"],
                condition=models.Q(party__isnull=False),
                name="posting_by_party",
            ),
        ]


class Period(TenantModel):
    """A closed month. Postings dated inside are refused by the database."""

    month = models.DateField()  # its first day
    closed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "month"], name="period_closed_once")]


class Snapshot(TenantModel):
    """An account's total up to the end of a closed month, so that a trial balance need not read all."""

    month = models.DateField()
    account = models.ForeignKey(Account, models.PROTECT, related_name="+")
    debit_idr = Rupiah()
    credit_idr = Rupiah()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "month", "account"], name="snapshot_per_account")
        ]


class TaxCheck(TenantModel):
    """A person of this organisation has compared one dated tax row with the law. Never edited.

    `words` is the row's print on that day: once the row says something else, the check no longer counts.
    """

    row = models.CharField(max_length=60)  # kind and first day: "vat:2025-01-01"
    words = models.CharField(max_length=16)
    checked_by = models.CharField(max_length=120)
    checked_on = models.DateField()
    written_by = models.BigIntegerField(null=True)  # user id
    at = models.DateTimeField()
