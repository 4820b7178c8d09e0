"""A book year's budget (RAPB): drawn up, decided by the members' meeting, and then never edited."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Budget(TenantModel):
    """One version of one book year. A change of a decided one is a new version; the old one stays."""

    class Stage(models.TextChoices):
        DRAFT = "draft", _("Draft")
        DECIDED = "decided", _("Decided by the meeting")
        REPLACED = "replaced", _("Replaced by a new budget")
        DROPPED = "dropped", _("Dropped")

    year_end = models.DateField()  # last day of the book year it is for
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.DRAFT)
    reason = models.CharField(max_length=200, blank=True)  # why a decided budget is changed
    replaces = Within("self", null=True, related_name="replaced_by")
    resolution = Within("cooperative.Resolution", null=True, related_name="budgets")
    decided_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)  # user id

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["tenant", "year_end"],
                condition=models.Q(stage="decided"),
                name="budget_decided_once_a_year",
            ),
            models.UniqueConstraint(
                fields=["tenant", "year_end"],
                condition=models.Q(stage="draft"),
                name="budget_one_draft_a_year",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["draft", "dropped"], resolution__isnull=True, decided_on=None)
                | models.Q(
                    stage__in=["decided", "replaced"], resolution__isnull=False, decided_on__isnull=False
                ),
                name="budget_decided_by_a_resolution",
            ),
        ]


class BudgetLine(TenantModel):
    """What a year shall bring or cost on one account of income or cost; whole rupiah, above zero."""

    budget = Within(Budget, related_name="lines")
    account = models.CharField(max_length=10)
    year_idr = Rupiah()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "budget", "account"], name="budget_line_per_account"),
            models.CheckConstraint(condition=models.Q(year_idr__gt=0), name="budget_line_positive"),
            models.CheckConstraint(
                condition=models.Q(account__regex=r"^[4-9]-"), name="budget_line_income_or_cost"
            ),
        ]
