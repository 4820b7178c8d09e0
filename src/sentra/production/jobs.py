"""Work for later: offers whose time is over, and what “why not her” costs."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.production.operations import expire_offers, keep_reasons
from sentra.production.plans import SEARCH
from sentra.production.whynot import searched


@app.periodic(cron="*/10 * * * *")
@app.task(queueing_lock="expire_offers")
def expire_all(timestamp: int) -> None:
    """Close late offers, tenant by tenant."""
    for tenant in Tenant.objects.exclude(kind=Tenant.Kind.OFFICE):
        expire_offers(by=system(tenant.pk, frozenset({Permission.PLAN_WORK}), tenant.zone), at=timezone.now())


@app.task(name=SEARCH, retry=3)
def search_prices(*, tenant_id: int, plan_id: int) -> None:
    """Search for the prices of one plan's “why not her” sentences, outside any lock, then keep them."""
    tenant = Tenant.objects.get(pk=tenant_id)
    actor, at = system(tenant_id, frozenset({Permission.PLAN_WORK}), tenant.zone), timezone.now()
    with reading(actor):
        told = searched(plan_id, today=actor.today(at))
    if told is not None:
        keep_reasons(plan_id, reasons=told, by=actor, at=timezone.now())
