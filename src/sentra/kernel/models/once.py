"""What makes a repeated request harmless, and what hands out numbers."""

from django.db import models

from sentra.kernel.tenancy import TenantModel


class Tried(models.Model):
    """How often somebody without an account tried something, until when it counts. `key` is a digest."""

    key = models.CharField(max_length=80, primary_key=True)
    times = models.PositiveIntegerField()
    until = models.DateTimeField(db_index=True)


class Once(TenantModel):
    """An idempotency key and what came of it: the ids of the result, never a response body."""

    key = models.CharField(max_length=255)
    actor = models.CharField(max_length=60)
    operation = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    outcome = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "actor", "key"], name="once_key_per_actor")]


class Received(TenantModel):
    """The receipt for one row a device made offline: the same uid is accepted once, whatever the order."""

    uid = models.UUIDField()
    device = models.CharField(max_length=60)
    seq = models.BigIntegerField()
    kind = models.CharField(max_length=40)
    version = models.PositiveSmallIntegerField(default=1)
    claimed_at = models.DateTimeField()  # the device's clock: a claim, nothing decides by it
    received_at = models.DateTimeField()
    outcome = models.JSONField(default=dict)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tenant", "uid"], name="received_once_per_uid")]


class Counter(TenantModel):
    """The last number given per kind and year. Taken last in a transaction: it locks others out."""

    kind = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "kind", "year"], name="counter_per_kind_and_year")
        ]
