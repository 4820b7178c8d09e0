"""Loans to members: asked, decided by another, paid out, repaid by a schedule frozen at the start."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Loan(TenantModel):
    class Method(models.TextChoices):
        FLAT = "flat", _("Flat: interest on the first amount")
        DECLINING = "declining", _("Declining: equal principal, interest on the rest")
        ANNUITY = "annuity", _("Annuity: equal instalments")

    class Rounding(models.TextChoices):
        HALF_UP = "half_up", _("Half a rupiah up")
        DOWN = "down", _("Down")
        UP = "up", _("Up")

    class Stage(models.TextChoices):
        ASKED = "asked", _("Asked")
        APPROVED = "approved", _("Approved")
        REFUSED = "refused", _("Refused")
        RUNNING = "running", _("Running")
        REPAID = "repaid", _("Repaid")
        WRITTEN_OFF = "written_off", _("Written off")
        TAKEN_BACK = "taken_back", _("Taken back")

    number = models.PositiveIntegerField()
    year = models.PositiveSmallIntegerField()
    member = Within("cooperative.Member", related_name="loans")
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.ASKED)
    purpose = models.CharField(max_length=200)
    principal_idr = Rupiah()
    method = models.CharField(max_length=20, choices=Method)
    rounding = models.CharField(max_length=20, choices=Rounding, default=Rounding.HALF_UP)
    rate_bp_year = models.PositiveIntegerField()  # hundredths of a percent a year: 12 % is 1200
    months = models.PositiveSmallIntegerField()
    asked_on = models.DateField()
    asked_by = models.BigIntegerField(null=True)  # user id of who wrote it down; null: she herself
    decided_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)  # user id, another than who asked
    refused_reason = models.CharField(max_length=200, blank=True)
    paid_out_on = models.DateField(null=True)
    pay_method = models.CharField(max_length=20, blank=True)  # bank, cash, opening (lent before Sentra)
    paid_out_by = models.BigIntegerField(null=True)  # user id, another than who decided
    first_due_on = models.DateField(null=True)
    write_off_asked_by = models.BigIntegerField(null=True)  # user id
    write_off_reason = models.CharField(max_length=160, blank=True)
    written_off_on = models.DateField(null=True)
    written_off_by = models.BigIntegerField(null=True)  # user id, another than who asked for it
    written_off_idr = Rupiah(default=0)  # the principal nobody asks for any longer
    taken_back_at = models.DateTimeField(null=True)  # with the opening balances it came with
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="loan_number_in_year"),
            models.UniqueConstraint(
                fields=["tenant", "member"], condition=models.Q(stage__in=["asked", "approved", "running"]),
                name="loan_one_at_a_time",
            ),
            models.CheckConstraint(
                condition=models.Q(principal_idr__gt=0, months__gt=0, rate_bp_year__lte=10_000),
                name="loan_has_terms",
            ),
            models.CheckConstraint(
                condition=models.Q(decided_by__isnull=True) | models.Q(asked_by__isnull=True)
                | ~models.Q(decided_by=models.F("asked_by")),
                name="loan_decided_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["asked", "approved", "refused"], paid_out_on__isnull=True)
                | models.Q(
                    stage__in=["running", "repaid", "written_off", "taken_back"], paid_out_on__isnull=False,
                    first_due_on__isnull=False,
                ),
                name="loan_running_was_paid_out",
            ),
            models.CheckConstraint(
                condition=models.Q(paid_out_by__isnull=True) | models.Q(decided_by__isnull=True)
                | ~models.Q(paid_out_by=models.F("decided_by")),
                name="loan_paid_out_by_another",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="written_off")
                | (
                    models.Q(write_off_asked_by__isnull=False, written_off_by__isnull=False)
                    & models.Q(written_off_on__isnull=False, written_off_idr__gt=0)
                    & ~models.Q(write_off_reason="")
                    & ~models.Q(written_off_by=models.F("write_off_asked_by"))
                ),
                name="loan_written_off_by_two",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at=None, taken_back_reason="") & ~models.Q(stage="taken_back")
                | models.Q(stage="taken_back", pay_method="opening", taken_back_at__isnull=False)
                & ~models.Q(taken_back_reason=""),
                name="loan_taken_back_says_why",
            ),
        ]  # fmt: skip


class LoanInstalment(TenantModel):
    """One line of the schedule, written when the money is paid out; their principal sums to the loan's."""

    loan = Within(Loan, related_name="instalments")
    position = models.PositiveSmallIntegerField()
    due_on = models.DateField()
    principal_idr = Rupiah()
    interest_idr = Rupiah()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "loan", "position"], name="instalment_position"),
            models.CheckConstraint(
                condition=models.Q(principal_idr__gte=0, interest_idr__gte=0), name="instalment_not_negative"
            ),
        ]


class LoanPayment(TenantModel):
    """What she paid on a loan: interest due first, then principal. What is left is the ledger's balance."""

    uid = models.UUIDField(default=uuid.uuid4, editable=False)  # from the device: once only
    loan = Within(Loan, related_name="payments")
    number = models.PositiveIntegerField()  # of the receipt
    year = models.PositiveSmallIntegerField()
    payer = Within("people.Party", related_name="+")
    paid_on = models.DateField()
    method = models.CharField(max_length=20)  # bank, cash, savings (at leaving)
    principal_idr = Rupiah()
    interest_idr = Rupiah()
    sheet = Within("cooperative.CollectionSheet", null=True, related_name="loan_payments")
    written_by = models.BigIntegerField(null=True)  # user id
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "uid"], name="loan_payment_once"),
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="loan_payment_number"),
            models.UniqueConstraint(
                fields=["tenant", "sheet", "loan"],
                condition=models.Q(sheet__isnull=False, taken_back_at=None),
                name="loan_payment_once_on_a_sheet",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="loan_payment_taken_back_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(principal_idr__gte=0, interest_idr__gte=0)
                & (models.Q(principal_idr__gt=0) | models.Q(interest_idr__gt=0)),
                name="loan_payment_pays_something",
            ),
        ]
