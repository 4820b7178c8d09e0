"""Work for later: the catalogue to print."""

from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.people.roles import Permission
from sentra.showroom.building import build
from sentra.showroom.operations.catalogue import BUILD


@app.task(name=BUILD, retry=3)
def build_catalogue(*, tenant_id: int, catalogue_id: int) -> None:
    """Run again it builds nothing twice."""
    tenant = Tenant.objects.get(pk=tenant_id)
    by = system(tenant_id, frozenset({Permission.MANAGE_PRODUCTS}), tenant.zone)
    build(catalogue_id, by=by, clock=timezone.now)
