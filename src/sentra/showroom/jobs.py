"""Work for later: the catalogue to print, and by night how long one piece would take."""

from datetime import datetime

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import reading
from sentra.people.roles import Permission
from sentra.production.rules import Rules
from sentra.showroom.building import build
from sentra.showroom.operations import state_lead_times
from sentra.showroom.operations.catalogue import BUILD
from sentra.showroom.queries.leadtimes import lead_times


@app.task(name=BUILD, retry=3)
def build_catalogue(*, tenant_id: int, catalogue_id: int) -> None:
    """Run again it builds nothing twice."""
    tenant = Tenant.objects.get(pk=tenant_id)
    by = system(tenant_id, frozenset({Permission.MANAGE_PRODUCTS}), tenant.zone)
    build(catalogue_id, by=by, clock=timezone.now)


@app.periodic(cron="40 17 * * *")  # 01:40 in Amuntai
@app.task(queueing_lock="reckon_lead_times")
def reckon_all(timestamp: int) -> None:
    """A job for each house, so that one that fails leaves the others alone."""
    for tenant in Tenant.objects.exclude(kind=Tenant.Kind.OFFICE):
        reckon_one.defer(tenant_id=tenant.pk)


@app.task(retry=3)
def reckon_one(*, tenant_id: int) -> None:
    reckon_lead_times(Tenant.objects.get(pk=tenant_id), at=timezone.now())


def reckon_lead_times(tenant: Tenant, *, at: datetime) -> None:
    """The plans are made outside the transaction that keeps their answers."""
    by = system(tenant.pk, frozenset({Permission.MANAGE_PRODUCTS}), tenant.zone)
    with reading(by):
        told = lead_times(rules=Rules.of(tenant.settings), today=by.today(at))
    state_lead_times(told, by=by, at=at)
