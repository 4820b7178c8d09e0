"""Work for later: quotations nobody answered in time, goods nobody paid for in time."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.orders.operations import lapse_quotations, lapse_unpaid
from sentra.people.roles import Permission


@app.periodic(cron="15 * * * *")
@app.task(queueing_lock="lapse_quotations")
def lapse_all(timestamp: int) -> None:  # the queue says when it was due
    """Close what has expired, tenant by tenant, by each one's own day."""
    now = timezone.now()
    for tenant in Tenant.objects.exclude(kind=Tenant.Kind.OFFICE):
        actor = system(tenant.pk, frozenset({Permission.QUOTE}), tenant.zone)
        lapse_quotations(today=actor.today(now), by=actor, at=now)


@app.periodic(cron="*/5 * * * *")
@app.task(queueing_lock="lapse_unpaid")
def lapse_all_unpaid(timestamp: int) -> None:
    """What was bought and not paid in time is offered to others again."""
    now = timezone.now()
    for tenant in Tenant.objects.exclude(kind=Tenant.Kind.OFFICE):
        lapse_unpaid(by=system(tenant.pk, frozenset({Permission.QUOTE}), tenant.zone), at=now)
