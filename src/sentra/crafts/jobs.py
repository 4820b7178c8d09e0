"""Work for later: the check of a large list."""

from dataclasses import replace

from django.conf import settings
from django.utils import timezone, translation
from procrastinate.contrib.django import app

from sentra.crafts.registry.later import JOB, check_received
from sentra.kernel.actor import system
from sentra.kernel.models import Tenant
from sentra.people.nik import Sealer
from sentra.people.roles import Permission


@app.task(name=JOB, retry=3)
def check_received_file(*, tenant_id: int, batch_id: int, user_id: int | None) -> None:
    """Check one received file for the office, in the name of whoever sent it."""
    tenant, at = Tenant.objects.get(pk=tenant_id), timezone.now()
    actor = replace(system(tenant_id, frozenset({Permission.IMPORT_REGISTRY}), tenant.zone), user_id=user_id)
    with translation.override("id"):  # a refusal is kept as a sentence
        check_received(batch_id, seal=Sealer.of(settings.NIK_KEY), by=actor, at=at, today=actor.today(at))
