"""Claims of the registry in the demo: a candidate asks the office, and the office hands one entry over."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from sentra.console.demo.settle import House, cast_of
from sentra.cooperative.claims.operations import claim_entry, hand_over
from sentra.cooperative.membership.queries import candidates
from sentra.crafts.models import RegistryEntry
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within

DAY = timedelta(days=1)


def claims(house: House, office: Tenant, *, now: datetime) -> Iterator[str]:
    """One question waits at the office, one entry at the cooperative."""
    with transaction.atomic(), within(house.tenant.pk):
        asking = candidates()
    with transaction.atomic(), within(office.pk):
        known = RegistryEntry.objects.filter(active=True, village__isnull=False).order_by("-pk").first()
    if not asking or known is None:
        return
    claim_entry(
        asking[0].party_id, about="Anyaman untuk tas dan tikar", agreed=True, by=house.cast["coordinator"],
        at=now - DAY,
    )  # fmt: skip
    hand_over(
        known.pk, cooperative_uid=house.tenant.uid, agreed=True, by=cast_of(office)["officer"], at=now - DAY
    )
    yield f"{asking[0].party.name} ditanyakan ke dinas; {known.name} dikirim dinas"
