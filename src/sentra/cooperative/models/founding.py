"""A group on its way to being a cooperative: what is there, what is missing, what the notary gets."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel


class Founding(TenantModel):
    """One per forming group. Approved, the group becomes the cooperative: same tenant, nothing lost."""

    class Form(models.TextChoices):
        PRIMARY = "primary", _("Primary: of people")
        SECONDARY = "secondary", _("Secondary: of cooperatives")

    class Stage(models.TextChoices):
        GATHERING = "gathering", _("Gathering founders")
        MET = "met", _("Founding meeting held")
        FILED = "filed", _("Papers with the notary")
        APPROVED = "approved", _("Approved")
        GIVEN_UP = "given_up", _("Given up")

    form = models.CharField(max_length=20, choices=Form, default=Form.PRIMARY)
    stage = models.CharField(max_length=20, choices=Stage, default=Stage.GATHERING)
    begun_on = models.DateField()
    meeting = Within("cooperative.Meeting", null=True, related_name="foundings")
    notary = models.CharField(max_length=160, blank=True)
    filed_on = models.DateField(null=True)
    deed = models.CharField(max_length=120, blank=True)  # number and day of the notary's deed
    approval = models.CharField(max_length=120, blank=True)  # number of the ministry's decision
    approved_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant"], name="founding_one_per_group"),
            models.CheckConstraint(
                condition=~models.Q(stage__in=["met", "filed", "approved"]) | models.Q(meeting__isnull=False),
                name="founding_met",
            ),
            models.CheckConstraint(
                condition=~models.Q(stage="approved")
                | (models.Q(approved_on__isnull=False) & ~models.Q(approval="") & ~models.Q(deed="")),
                name="founding_approved_has_its_papers",
            ),
        ]


class FounderPayment(TenantModel):
    """What a founder paid in before there is a cooperative: her principal savings once it is approved."""

    party = Within("people.Party", related_name="founder_payments")
    number = models.PositiveIntegerField()  # of the receipt
    year = models.PositiveSmallIntegerField()
    amount_idr = Rupiah()
    method = models.CharField(max_length=20)  # bank, cash
    paid_on = models.DateField()
    written_by = models.BigIntegerField(null=True)  # user id
    taken_back_at = models.DateTimeField(null=True)  # written down wrongly: reversed in the books
    taken_back_reason = models.CharField(max_length=160, blank=True)
    move = Within("cooperative.SavingsMove", null=True, related_name="founder_payments")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "year", "number"], name="founder_payment_number"),
            models.CheckConstraint(
                condition=models.Q(amount_idr__gt=0), name="founder_payment_pays_something"
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True) | models.Q(move__isnull=True),
                name="founder_payment_taken_back_is_no_saving",
            ),
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="founder_payment_taken_back_says_why",
            ),
        ]
