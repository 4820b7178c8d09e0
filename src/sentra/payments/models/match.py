"""A line of the bank and what it is in the books, as a person said; and what she said it is not."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.payments.models.statement import BankLine


class Match(TenantModel):
    """A person's yes. Its parts add up to the line; undone, it is gone and the audit keeps it."""

    line = Within(BankLine, related_name="matches")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "line"], name="bank_line_matched_once")]


class MatchPart(TenantModel):
    """One posting of the books that is this line, or part of it; the amounts always agree.

    `did` says what the yes itself booked, and so what undoing it takes back.
    """

    class Did(models.TextChoices):
        FOUND = "found", _("Already in the books")
        BOOKED = "booked", _("Booked from the bank line")
        PAYMENT = "payment", _("Recorded as a payment")

    match = Within(Match, related_name="parts")
    position = models.PositiveSmallIntegerField()
    posting = Within("ledger.Posting", related_name="+")
    posted_on = models.DateField()
    amount_idr = Rupiah()
    did = models.CharField(max_length=10, choices=Did)
    account_code = models.CharField(max_length=10, blank=True)  # what it was booked on
    payment = Within("orders.Payment", null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "posting"], name="bank_posting_matched_once"),
            models.UniqueConstraint(fields=["tenant", "match", "position"], name="match_part_position"),
            models.CheckConstraint(condition=~models.Q(amount_idr=0), name="match_part_not_zero"),
            models.CheckConstraint(
                condition=models.Q(did="payment") ^ models.Q(payment__isnull=True),
                name="match_part_names_its_payment",
            ),
        ]


class NotThis(TenantModel):
    """A proposal a person refused for a line: not asked again."""

    line = Within(BankLine, related_name="refused")
    key = models.CharField(max_length=200)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "line", "key"], name="not_this_once")]


class TextRule(TenantModel):
    """What lines with these words were booked on last time."""

    words = models.CharField(max_length=200)
    money_in = models.BooleanField()
    account_code = models.CharField(max_length=10)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "words", "money_in"], name="text_rule_once")]
