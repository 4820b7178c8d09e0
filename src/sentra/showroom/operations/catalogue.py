"""Asking for the catalogue to print, and what its building writes down as it goes."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.files import store
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.showroom.models import PrintedCatalogue

BUILD = "sentra.showroom.jobs.build_catalogue"
LOST_AFTER = timedelta(minutes=10)
S = PrintedCatalogue.Stage
OPEN = (S.ASKED, S.BUILDING)


@operation(needs=Permission.MANAGE_PRODUCTS)
def ask_for_catalogue(address: str, *, by: Actor, at: datetime) -> PrintedCatalogue:
    """Have it built. `address`: scheme and host for its QR codes. Refuses a second one at a time.

    One that was not heard of for ten minutes counts as lost and makes room.
    """
    Tenant.objects.select_for_update(no_key=True).get(
        pk=by.tenant_id
    )  # two who ask at once: the second waits
    going = PrintedCatalogue.objects.select_for_update().filter(stage__in=OPEN).first()
    if going is not None:
        if going.asked_at > at - LOST_AFTER:
            raise Refused(_("The catalogue is being built already."))
        _failed(going, "")
    made: PrintedCatalogue = PrintedCatalogue.objects.create(
        address=address, asked_at=at, asked_by=by.user_id
    )
    app.configure_task(BUILD).defer(tenant_id=by.tenant_id, catalogue_id=made.pk)
    return made


@operation(needs=Permission.MANAGE_PRODUCTS)
def note_goods(catalogue_id: int, *, done: int, goods: int, by: Actor, at: datetime) -> PrintedCatalogue:
    """So many of its goods are laid out. Refuses one that is finished."""
    made = _open(catalogue_id)
    made.stage, made.done, made.goods = S.BUILDING, done, goods
    made.save(update_fields=["stage", "done", "goods"])
    return made


@operation(needs=Permission.MANAGE_PRODUCTS)
def finish_catalogue(catalogue_id: int, *, content: bytes, by: Actor, at: datetime) -> PrintedCatalogue:
    """Keep the file. Refuses one that is finished."""
    made = _open(catalogue_id)
    name = f"katalog-{by.today(at):%Y-%m-%d}.pdf"
    made.file = store(content, name=name, mime="application/pdf", at=at)
    made.stage, made.built_at = S.READY, at
    made.save(update_fields=["file", "stage", "built_at"])
    return made


@operation(needs=Permission.MANAGE_PRODUCTS, says=("trouble",))
def give_up_catalogue(catalogue_id: int, *, trouble: str, by: Actor, at: datetime) -> PrintedCatalogue:
    """It could not be built; `trouble` says why, for the page."""
    return _failed(_open(catalogue_id), trouble)


def _open(catalogue_id: int) -> PrintedCatalogue:
    made: PrintedCatalogue = PrintedCatalogue.objects.select_for_update(of=("self",)).get(pk=catalogue_id)
    if made.stage not in OPEN:
        raise Refused(_("This catalogue is finished."))
    return made


def _failed(made: PrintedCatalogue, trouble: str) -> PrintedCatalogue:
    made.stage, made.trouble = S.FAILED, trouble[:300]
    made.save(update_fields=["stage", "trouble"])
    return made
