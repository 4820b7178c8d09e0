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

    @property
    def correction(self) -> "TakenBack | None":
        """Why it no longer counts; None while it stands. Asks nothing where `taken_back` is prefetched."""
        return next(iter(self.taken_back.all()), None)


class TakenBack(TenantModel):
    """A payment that was written down wrongly: it stays to be read and counts no longer.

    A record of its own, since payments are append-only and this has its own facts: why, when, and what
    the invoice asks for again because the down payment it had taken off never came like that.
    """

    payment = Within(Payment, related_name="taken_back")
    reason = models.CharField(max_length=160)
    reopened_idr = Rupiah(default=0)
    taken_back_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "payment"], name="payment_taken_back_once"),
            models.CheckConstraint(condition=models.Q(reopened_idr__gte=0), name="reopened_not_negative"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="taken_back_for_a_reason"),
        ]


class PaymentProof(TenantModel):
    """A picture of her transfer that a buyer sends. It proves nothing to the books: the bank does."""

    order = Within(Order, related_name="proofs")
    picture = Within("kernel.StoredFile", related_name="+")
    sent_at = models.DateTimeField()

    class Meta:
        ordering = ["order", "pk"]
