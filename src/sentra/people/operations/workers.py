"""Workers of a workshop: named, with the wage its owner has promised, so that plans can count it."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.models import Worker, Workshop
from sentra.people.roles import Permission


@operation(needs=Permission.MANAGE_PEOPLE)
def add_worker(workshop_id: int, *, name: str, weekly_wage_idr: int, by: Actor, at: datetime) -> Worker:
    """Somebody works in this workshop for a promised weekly wage in rupiah (0: family, shares the income)."""
    workshop = Workshop.objects.select_for_update().get(pk=workshop_id, active=True)
    if not name.strip():
        raise Refused(_("Give a name."), field="name")
    if weekly_wage_idr < 0:
        raise Refused(_("A wage cannot be negative."), field="weekly_wage_idr")
    worker: Worker = Worker.objects.create(
        workshop=workshop, name=name.strip()[:120], weekly_wage_idr=weekly_wage_idr
    )
    return worker


@operation(needs=Permission.MANAGE_PEOPLE)
def remove_worker(worker_id: int, *, by: Actor, at: datetime) -> Worker:
    """She no longer works there. The row stays: earlier plans counted her."""
    worker: Worker = Worker.objects.select_for_update().get(pk=worker_id, active=True)
    worker.active = False
    worker.save(update_fields=["active"])
    return worker
