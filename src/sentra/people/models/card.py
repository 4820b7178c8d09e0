"""The member card: a QR and a PIN let an artisan in on a shared phone, without e-mail or SMS."""

from django.db import models

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel
from sentra.people.models.party import Party


class MemberCard(TenantModel):
    """The QR holds the tenant and a secret; only the secret's hash is kept. One live card per artisan."""

    party = Within(Party, related_name="cards")
    number = models.PositiveIntegerField()
    secret_hash = models.CharField(max_length=64, unique=True)
    pin_hash = models.CharField(max_length=128)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    revoked_reason = models.CharField(max_length=120, blank=True)
    failures = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "number"], name="card_number_in_tenant"),
            models.UniqueConstraint(
                fields=["tenant", "party"],
                condition=models.Q(revoked_at=None),
                name="card_one_live_per_party",
            ),
        ]
