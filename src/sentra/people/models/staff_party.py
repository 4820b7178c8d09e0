"""A member of staff who is also a maker here: nobody judges her own work or forgives her own debt."""

from django.db import models

from sentra.kernel.fields import Within
from sentra.kernel.tenancy import TenantModel
from sentra.people.models.party import Party
from sentra.people.models.user import User


class StaffParty(TenantModel):
    """Which maker of this cooperative a login belongs to. It gives no rights: it only takes some away."""

    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    party = Within(Party, related_name="+")
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tenant", "user"], name="staff_party_one_per_user"),
            models.UniqueConstraint(fields=["tenant", "party"], name="staff_party_one_per_party"),
        ]
