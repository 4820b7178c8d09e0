"""Work for later: offers whose time is over."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.people.roles import Permission
from sentra.production.operations import expire_offers


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="expire_offers")
def expire_all(timestamp: int) -> None:
    """Close late offers, tenant by tenant."""
    for tenant in Tenant.objects.exclude(kind=Tenant.Kind.OFFICE):
        expire_offers(by=system(tenant.pk, frozenset({Permission.PLAN_WORK}), tenant.zone), at=timezone.now())
