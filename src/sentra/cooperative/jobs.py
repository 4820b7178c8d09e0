"""Work for later: the board is reminded of the annual meeting."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.cooperative.meetings.operations import remind_annual_meeting
from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.people.roles import Permission


@app.periodic(cron="20 1 * * *")
@app.task(queueing_lock="remind_annual_meeting")
def remind_all(timestamp: int) -> None:  # the queue says when it was due
    """Once a day, cooperative by cooperative, by each one's own day."""
    now = timezone.now()
    for tenant in Tenant.objects.filter(kind=Tenant.Kind.COOPERATIVE):
        actor = system(tenant.pk, frozenset({Permission.RUN_MEETING}), tenant.zone)
        remind_annual_meeting(today=actor.today(now), by=actor, at=now)
