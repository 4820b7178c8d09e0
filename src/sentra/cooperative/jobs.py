"""Work for later: reminders of the annual meeting, its pack of papers, entries given back."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.cooperative.annual.building import build
from sentra.cooperative.annual.operations import BUILD
from sentra.cooperative.claims.operations import return_entry
from sentra.cooperative.claims.steps import RETURN
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


@app.task(name=RETURN, retry=3)
def give_entry_back(*, tenant_id: int, answer_uid: str) -> None:
    """The office of the district was wrong: what this cooperative took over of its answer goes."""
    tenant = Tenant.objects.get(pk=tenant_id)
    actor = system(tenant_id, frozenset({Permission.SPEAK_AS_MEMBER}), tenant.zone)
    return_entry(UUID(answer_uid), by=actor, at=timezone.now())


@app.task(name=BUILD, retry=3)
def build_annual_pack(*, tenant_id: int, pack_id: int) -> None:
    """Every paper of a book year in one file; run again it builds nothing twice."""
    tenant = Tenant.objects.get(pk=tenant_id)
    build(
        pack_id, by=system(tenant_id, frozenset({Permission.SHARE_SURPLUS}), tenant.zone), clock=timezone.now
    )
