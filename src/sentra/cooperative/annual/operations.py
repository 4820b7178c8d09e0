"""Asking for the pack of the annual meeting, and what its building writes down as it goes."""

from datetime import date, datetime, timedelta

from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from sentra.cooperative.models import AnnualPack
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.files import store
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

BUILD = "sentra.cooperative.jobs.build_annual_pack"
LOST_AFTER = timedelta(minutes=10)
S = AnnualPack.Stage
OPEN = (S.ASKED, S.BUILDING)


@operation(needs=Permission.SHARE_SURPLUS)
def ask_for_pack(year_end: date, *, by: Actor, at: datetime) -> AnnualPack:
    """Have the pack of this book year built. Refuses a year that is not over and a second one at a time.

    One that was not heard of for ten minutes counts as lost and makes room.
    """
    if year_end >= by.today(at):
        raise Refused(_("This book year is not over yet."))
    going = AnnualPack.objects.select_for_update().filter(year_end=year_end, stage__in=OPEN).first()
    if going is not None:
        if going.asked_at > at - LOST_AFTER:
            raise Refused(_("The pack is being built already."))
        _failed(going, "")
    made: AnnualPack = AnnualPack.objects.create(year_end=year_end, asked_at=at, asked_by=by.user_id)
    app.configure_task(BUILD).defer(tenant_id=by.tenant_id, pack_id=made.pk)
    return made


@operation(needs=Permission.SHARE_SURPLUS)
def note_progress(pack_id: int, *, done: int, by: Actor, at: datetime) -> AnnualPack:
    """So many parts are made. Refuses a pack that is finished."""
    made = _open(pack_id)
    made.stage, made.done = S.BUILDING, done
    made.save(update_fields=["stage", "done"])
    return made


@operation(needs=Permission.SHARE_SURPLUS)
def finish_pack(pack_id: int, *, content: bytes, figures: str, by: Actor, at: datetime) -> AnnualPack:
    """Keep the file. `figures` is the print of what it was built from. Refuses a pack that is finished."""
    made = _open(pack_id)
    name = f"berkas-rat-{made.year_end:%Y-%m-%d}.pdf"
    made.file = store(content, name=name, mime="application/pdf", at=at)
    made.stage, made.built_at, made.figures = S.READY, at, figures
    made.save(update_fields=["file", "stage", "built_at", "figures"])
    return made


@operation(needs=Permission.SHARE_SURPLUS, says=("trouble",))
def give_up_pack(pack_id: int, *, trouble: str, by: Actor, at: datetime) -> AnnualPack:
    """It could not be built; `trouble` says why, for the page."""
    return _failed(_open(pack_id), trouble)


def _open(pack_id: int) -> AnnualPack:
    made: AnnualPack = AnnualPack.objects.select_for_update(of=("self",)).get(pk=pack_id)
    if made.stage not in OPEN:
        raise Refused(_("This pack is finished."))
    return made


def _failed(made: AnnualPack, trouble: str) -> AnnualPack:
    made.stage, made.trouble = S.FAILED, trouble[:300]
    made.save(update_fields=["stage", "trouble"])
    return made
