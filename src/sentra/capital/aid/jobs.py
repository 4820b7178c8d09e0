"""Work for the morning: instalments of revolving funds that are due."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.capital.aid.operations import remind_instalments
from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.people.roles import Permission


@app.periodic(cron="15 23 * * *")  # 07:15 in Amuntai
@app.task(queueing_lock="remind_instalments")
def remind_all(timestamp: int) -> None:
    """Tell each cooperative, tenant by tenant."""
    for tenant in Tenant.objects.exclude(kind=Tenant.Kind.OFFICE):
        by, at = system(tenant.pk, frozenset({Permission.PROPOSE_AID}), tenant.zone), timezone.now()
        remind_instalments(today=by.today(at), by=by, at=at)
