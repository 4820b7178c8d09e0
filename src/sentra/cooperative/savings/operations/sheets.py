"""The collection sheet of a meeting: opened, filled row by row, counted and closed."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import CollectionSheet
from sentra.cooperative.savings import collecting
from sentra.cooperative.savings.collecting import Dues
from sentra.kernel import offline
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger import recipes
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission

DUES = "dues"
"""Kind of the envelope a phone sends for one row of a sheet."""


@operation(needs=Permission.COLLECT_SAVINGS)
def open_sheet(held_on: date, *, place: str = "", by: Actor, at: datetime) -> CollectionSheet:
    """Begin a sheet for one meeting. Refuses a later day than today."""
    if held_on > by.today(at):
        raise Refused(_("The meeting cannot lie in the future."), field="held_on")
    made: CollectionSheet = CollectionSheet.objects.create(
        held_on=held_on, place=place.strip()[:160], opened_at=at, opened_by=by.user_id, year=held_on.year,
        number=next_number("sheet", held_on.year),
    )  # fmt: skip
    return made


@operation(needs=Permission.COLLECT_SAVINGS)
def take_dues(sheet_id: int, *, rows: Sequence[Dues], by: Actor, at: datetime) -> CollectionSheet:
    """Take what these members brought in cash, all or none.

    Dues pay pokok that is open, then wajib; a loan's instalment pays interest due, then principal. Refuses
    a closed sheet, who stands on it already, nothing in a row, and more than her loan asks for.
    """
    sheet = collecting.held_sheet(sheet_id)
    if not rows:
        raise Refused(_("Tick at least one member."))
    collecting.collect(sheet, rows, by=by, at=at)
    return sheet


@operation(needs=Permission.COLLECT_SAVINGS)
def receive_dues(envelope: offline.Envelope, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Take one row a phone kept without a network; the same uid again gets the same answer.

    Body: `sheet`, `member`, and `dues`, `voluntary`, `loan` in rupiah. Refuses as `take_dues`.
    """
    if envelope.kind != DUES:
        raise Refused(_("This record is of a kind that is not known here."))
    return offline.accept(envelope, _row, by=by, at=at)


def _row(envelope: offline.Envelope, by: Actor, at: datetime) -> dict[str, Any]:
    try:
        told = {name: int(envelope.body.get(name) or 0) for name in ("dues", "voluntary", "loan")}
        sheet_id, member_id = int(envelope.body["sheet"]), int(envelope.body["member"])
    except (KeyError, TypeError, ValueError) as lacking:
        raise Refused(_("The device sent an incomplete record: %(part)s.") % {"part": lacking}) from lacking
    row = Dues(member_id, told["dues"], told["voluntary"], told["loan"], envelope.uid)
    collecting.collect(collecting.held_sheet(sheet_id), [row], by=by, at=at)
    return {"member": member_id, "paid": row.total_idr}


@operation(needs=Permission.COLLECT_SAVINGS)
def close_sheet(sheet_id: int, *, counted_idr: int, by: Actor, at: datetime) -> CollectionSheet:
    """The notes and coins are counted: what differs from the rows is booked on 8-1200, for all to see.

    Refuses a negative count, and a sheet that is closed.
    """
    if counted_idr < 0:
        raise Refused(_("The amount cannot be below zero."), field="counted_idr")
    sheet = collecting.held_sheet(sheet_id)
    difference = counted_idr - collecting.taken_on(sheet)
    sheet.counted_idr, sheet.closed_at, sheet.closed_by = counted_idr, at, by.user_id
    sheet.save(update_fields=["counted_idr", "closed_at", "closed_by"])
    recipes.sheet_difference(sheet.pk, Booking(by.today(at), by, at), difference_idr=difference)
    return sheet
