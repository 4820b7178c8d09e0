"""Money from a buyer, as the treasurer saw it arrive."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from sentra.kernel.fields import Rupiah, Within
from sentra.kernel.tenancy import TenantModel
from sentra.orders.models.order import Order


class Payment(TenantModel):
    class Kind(models.TextChoices):
        DOWN_PAYMENT = "down_payment", _("Down payment")
        SETTLEMENT = "settlement", _("Settlement")
        REFUND = "refund", _("Refund to the buyer")

    class Method(models.TextChoices):
        BANK = "bank", _("Bank transfer")
        CASH = "cash", _("Cash")

    order = Within(Order, related_name="payments")
    kind = models.CharField(max_length=20, choices=Kind)
    method = models.CharField(max_length=20, choices=Method)
    amount_idr = Rupiah()
    paid_on = models.DateField()
    reference = models.CharField(max_length=80, blank=True)
    receipt_number = models.PositiveIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(amount_idr__gt=0), name="payment_positive")]
