"""Who did what, when and why: written by `@operation`, chained by the sealer, edited by nobody."""

from django.db import models
from django.db.models import Func

from sentra.kernel.tenancy import TenantModel


class AuditRow(TenantModel):
    """One operation that took effect. `details` holds no personal field, so the chain survives erasure."""

    operation = models.CharField(max_length=120)
    at = models.DateTimeField()
    user_id = models.BigIntegerField(null=True)
    party_id = models.BigIntegerField(null=True)
    on_behalf_of = models.BigIntegerField(null=True)
    subject = models.CharField(max_length=80, blank=True)  # "orders.order:12"
    details = models.JSONField(default=dict)
    txid = models.BigIntegerField(
        editable=False, db_default=Func(function="txid_current")
    )  # the sealer's clock

    class Meta:
        indexes = [models.Index(fields=["tenant", "subject"], name="audit_by_subject")]


class Seal(models.Model):
    """A batch of committed audit rows, sealed together. Kept outside the tenants."""

    sealed_at = models.DateTimeField()
    upto_txid = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    head = models.CharField(max_length=64)  # digest of the last row: the chain's head


class SealedRow(models.Model):
    """The digest of one audit row, chained to the one before: names the first row that was touched."""

    audit_id = models.BigIntegerField(primary_key=True)
    seal = models.ForeignKey(Seal, models.PROTECT, related_name="sealed")
    digest = models.CharField(max_length=64)
