"""A year's surplus (SHU): what it was reckoned from, each member's share, its payment, questions."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel, writer


class SurplusRun(TenantModel):
    """One reckoning of one book year, frozen when it is made: a correction is a new run, never an edit.

    `scheme`: the parts in their order, as `surplus.scheme.told` writes them; `pools` in the same order.
    `seal`: SHA-256 of all that was frozen, the members' rows included (`surplus.sealing`).
    """

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Draft")
        APPROVED = "approved", _("Approved by the annual meeting")
        POSTED = "posted", _("In the books")
        DROPPED = "dropped", _("Dropped")
        REPLACED = "replaced", _("Replaced by a new run")

    class Who(models.TextChoices):
        AT_END = "at_end", _("Members on the last day")
        IN_YEAR = "in_year", _("Everybody who was a member in the year")

    class Measure(models.TextChoices):
        AT_END = "at_end", _("What lies there on the last day")
        AVERAGE = "average", _("The average of the twelve month ends")

    year_end = models.DateField()  # the cut-off: last day of the book year
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    members_idr = Rupiah()
    others_idr = Rupiah()
    scheme = models.JSONField()
    who = models.CharField(max_length=20, choices=Who, default=Who.AT_END)
    measure = models.CharField(max_length=20, choices=Measure, default=Measure.AT_END)
    counted = ArrayField(models.CharField(max_length=20))  # kinds of savings that count
    outside = models.JSONField()  # base → what non-members hold of it
    pools = ArrayField(models.BigIntegerField())
    rests = ArrayField(models.BigIntegerField())  # of each pool, what no member holds
    seal = models.CharField(max_length=64)
    reason = models.CharField(max_length=200, blank=True)  # why a posted run is reckoned anew
    replaces = Within("self", null=True, related_name="replaced_by")
    resolution = Within("cooperative.Resolution", null=True, related_name="surplus_runs")
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)  # user id
    posted_on = models.DateField(null=True)
    posted_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "year_end"],
                condition=models.Q(stage="posted"),
                name="surplus_posted_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["tenant", "year_end"],
                condition=models.Q(stage__in=["draft", "approved"]),
                name="surplus_one_open_run_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "dropped"])
                | models.Q(resolution__isnull=False),
                name="surplus_approved_by_a_resolution",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["posted", "replaced"]) | models.Q(posted_on__isnull=False),
                name="surplus_posted_on_a_day",
            ),
        ]  # fmt: skip


class SurplusShare(TenantModel):
    """What one member's share was reckoned from, and it. Arrays stand in the order of the shared parts."""

    # Written by the hundred thousand: no index that the key of run and member covers.
    tenant = models.ForeignKey(
        "kernel.Tenant", models.PROTECT, default=writer, related_name="+", editable=False, db_index=False
    )
    run = Within(SurplusRun, related_name="shares", db_index=False)
    member = Within("cooperative.Member", related_name="surplus_shares")
    number = models.PositiveIntegerField()  # of the member, as it decides ties
    bases = ArrayField(models.BigIntegerField())
    shares = ArrayField(models.BigIntegerField())
    total_idr = Rupiah()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "run", "member"], name="surplus_share_once"),
            models.CheckConstraint(condition=models.Q(total_idr__gte=0), name="surplus_share_not_negative"),
        ]


class SurplusPayment(TenantModel):
    """A member takes her share, or part of it. She may save it again: that is a receipt of its own."""

    class Method(models.TextChoices):
        CASH = "cash", _("Cash")
        BANK = "bank", _("Bank")

    uid = models.UUIDField(default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()  # of the receipt
    year = models.PositiveSmallIntegerField()
    member = Within("cooperative.Member", related_name="surplus_payments")
    amount_idr = Rupiah()
    method = models.CharField(max_length=20, choices=Method)
    paid_on = models.DateField()
    written_by = models.BigIntegerField(null=True)  # user id
    taken_back_at = models.DateTimeField(null=True)
    taken_back_reason = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="surplus_receipt_number"),
            models.CheckConstraint(condition=models.Q(amount_idr__gt=0), name="surplus_payment_positive"),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="surplus_payment_taken_back_says_why",
            ),
        ]


class ShareQuestion(TenantModel):
    """A member does not understand her share or holds it for wrong; the treasurer or the chair answers."""

    share = Within(SurplusShare, related_name="questions")
    text = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answered_at__isnull=True, answer="")
                | (models.Q(answered_at__isnull=False) & ~models.Q(answer="")),
                name="share_question_answered_in_words",
            )
        ]
        indexes = [models.Index(fields=["tenant", "share"], name="share_question_by_share")]
