"""What the bank says: its accounts, its statements as they were imported, and their lines."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class BankAccount(TenantModel):
    """One account at a bank. `columns` is how its table was read last, as a person confirmed it."""

    label = models.CharField(max_length=80)
    number = models.CharField(max_length=40, blank=True)
    ledger = models.CharField(max_length=10)  # the account of the books it belongs to, 1-1200 or 1-1220
    columns = models.JSONField(default=dict)  # {"headers": ["tanggal", …], "fields": ["date", "", …]}
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "label"], name="bank_account_label_once"),
            models.CheckConstraint(
                condition=models.Q(ledger__in=["1-1200", "1-1220"]), name="bank_account_in_the_books"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Statement(TenantModel):
    """One file of the bank. Until it is kept it is only looked at; opening + lines = closing.

    Sums are in sen (hundredths of a rupiah), as banks write interest: the lines are whole rupiah.
    """

    class State(models.TextChoices):
        CHECKED = "checked", _("Not taken over yet")
        KEPT = "kept", _("Taken over")
        UNDONE = "undone", _("Undone")

    class Shape(models.TextChoices):
        TABLE = "table", _("Table (CSV, Excel)")
        MT940 = "mt940", "MT940"
        CAMT = "camt", "CAMT.053"

    account = Within(BankAccount, related_name="statements")
    file = Within("kernel.StoredFile", null=True, related_name="+")
    file_name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    shape = models.CharField(max_length=10, choices=Shape)
    state = models.CharField(max_length=10, choices=State, default=State.CHECKED)
    columns = models.JSONField(default=dict)  # as `BankAccount.columns`, for this file
    typed_opening_sen = models.BigIntegerField(null=True)  # where the file tells none
    typed_closing_sen = models.BigIntegerField(null=True)
    opening_sen = models.BigIntegerField(null=True)
    closing_sen = models.BigIntegerField(null=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    lines_new = models.PositiveIntegerField(default=0)
    lines_known = models.PositiveIntegerField(default=0)  # another statement brought them before
    checked_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undone_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state="checked")
                | models.Q(
                    kept_at__isnull=False,
                    first_on__isnull=False,
                    last_on__isnull=False,
                    opening_sen__isnull=False,
                    closing_sen__isnull=False,
                ),
                name="statement_kept_is_whole",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="undone")
                | (models.Q(undone_at__isnull=False) & ~models.Q(undone_reason="")),
                name="statement_undone_for_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["tenant", "account", "last_on"], name="statement_by_day")]


class BankLine(TenantModel):
    """One line of the bank, never edited. In the bank's words, whole rupiah, money in is positive.

    `print` and `nth` tell it from every other: the same line in two files is one line.
    """

    statement = Within(Statement, related_name="lines")
    account = Within(BankAccount, related_name="lines")
    row = models.PositiveIntegerField()  # in the file, as a person counts
    booked_on = models.DateField()
    amount_idr = Rupiah()
    text = models.CharField(max_length=300, blank=True)
    reference = models.CharField(max_length=80, blank=True)
    print = models.CharField(max_length=64)
    nth = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "account", "print", "nth"], name="bank_line_once"),
            models.CheckConstraint(condition=~models.Q(amount_idr=0), name="bank_line_not_zero"),
        ]
        indexes = [models.Index(fields=["tenant", "account", "booked_on", "id"], name="bank_line_by_day")]
