"""Work for later: the check of a large list, taking it over, the sizes of a photograph."""

from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from procrastinate.contrib.django import app

from sentra.crafts.operations import draw_photo
from sentra.crafts.operations.photos import DRAW
from sentra.crafts.registry.later import JOB, check_received
from sentra.crafts.registry.operations import TAKE_OVER, commit_asked
from sentra.kernel.actor import Actor, system
from sentra.kernel.models import Tenant
from sentra.people.nik import Sealer
from sentra.people.roles import Permission


@app.task(name=JOB, retry=3)
def check_received_file(*, tenant_id: int, batch_id: int, user_id: int | None) -> None:
    """Check one received file for the office, in the name of whoever sent it."""
    actor, at = _officer(tenant_id, user_id)
    check_received(batch_id, seal=Sealer.of(settings.NIK_KEY), by=actor, at=at, today=actor.today(at))


@app.task(name=TAKE_OVER, retry=3)
def take_over_list(*, tenant_id: int, batch_id: int, user_id: int | None) -> None:
    """Take one checked list over for the office, in the name of whoever asked for it."""
    actor, at = _officer(tenant_id, user_id)
    commit_asked(batch_id, seal=Sealer.of(settings.NIK_KEY), by=actor, at=at, today=actor.today(at))


@app.task(name=DRAW, retry=3)
def draw_one(*, tenant_id: int, photo_id: int) -> None:
    """AVIF, WebP and JPEG in all widths of a photograph its maker agreed to."""
    tenant = Tenant.objects.get(pk=tenant_id)
    actor = system(tenant_id, frozenset({Permission.MANAGE_PRODUCTS}), tenant.zone)
    draw_photo(photo_id, by=actor, at=timezone.now())


def _officer(tenant_id: int, user_id: int | None) -> tuple[Actor, datetime]:
    tenant = Tenant.objects.get(pk=tenant_id)
    actor = system(tenant_id, frozenset({Permission.IMPORT_REGISTRY}), tenant.zone)
    return replace(actor, user_id=user_id), timezone.now()
