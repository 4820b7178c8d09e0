"""Material with makers: handed out for a share, used, given back. Whole smallest units throughout.

`use_up` and `used` run inside the caller's transaction.
"""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.materials import recipes
from sentra.crafts.models import Material
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.uuid7 import uuid7
from sentra.ledger.material_recipes import materials_used
from sentra.ledger.posting import Booking
from sentra.orders.stages import OPEN
from sentra.orders.steps import locked as locked_order
from sentra.people.models import Workshop
from sentra.people.roles import Permission
from sentra.production import notices
from sentra.production.models import Assignment
from sentra.production.steps import locked
from sentra.stock.materials import Why, at_maker, hold_materials, material_level, move_material, store
from sentra.stock.models import MaterialMove, Place
from sentra.stock.steps import place


def use_up(work: Assignment, *, pieces: int, cause: str, by: Actor, at: datetime) -> list[MaterialMove]:
    """Accepted pieces have used what their recipe says, as far as she holds it for this order.

    What she lacks she had herself: accepting work never waits for material. Locks: the materials by id, then
    what she holds of them, as every move of material does.
    """
    needs = sorted(recipes([work.stage_id]).get(work.stage_id, []), key=lambda need: need.material_id)
    if not pieces or not needs:
        return []
    hold_materials(need.material_id for need in needs)
    moved = []
    for need in needs:
        level = material_level(at_maker(work.workshop_id), need.material_id, work.order_id)
        units = min(pieces * need.units, level.units if level else 0)
        if units:
            moved.append(used(work, need.material_id, units, cause=cause, by=by, at=at))
    return moved


def used(
    work: Assignment, material_id: int, units: int, *, cause: str, by: Actor, at: datetime
) -> MaterialMove:
    """So many units she held for this order are in her pieces now; their cost is the goods'."""
    why = Why(cause, by.today(at), at)
    gone = move_material(
        at_maker(work.workshop_id), place(Place.Kind.MAKING), material_id, units, order_id=work.order_id,
        why=why,
    )  # fmt: skip
    materials_used(
        gone.pk, Booking(why.on, by, at), order_id=work.order_id, amount_idr=gone.value_idr,
        finished=work.stage.finish == "finished",
    )  # fmt: skip
    return gone


@operation(needs=Permission.HANDLE_MATERIALS)
def hand_out(assignment_id: int, *, material_id: int, units: int, by: Actor, at: datetime) -> Assignment:
    """Give a maker material from the store for work she has accepted; she sees it on her phone.

    Refuses work that is not open, and more than the store has.
    """
    work = _open_work(assignment_id)
    material = Material.objects.get(pk=material_id)
    why = Why(f"hand_out:{uuid7(at)}", by.today(at), at)
    gone = move_material(
        store(), at_maker(work.workshop_id), material.pk, units, order_id=work.order_id, why=why
    )
    notices.material_handed_out(work, material, gone, at=at)
    return work


@operation(needs=Permission.HANDLE_MATERIALS)
def declare_used(assignment_id: int, *, material_id: int, units: int, by: Actor, at: datetime) -> Assignment:
    """What she says went into her pieces, without a recipe.

    Refuses more than she holds for it, and an order that is over: no goods are left there to carry the
    cost. There, material comes back or is written off as lost.
    """
    order = locked_order(Assignment.objects.values_list("order_id", flat=True).get(pk=assignment_id))
    work = locked(assignment_id)
    if work.accepted is None:
        raise Refused(_("This work is not open."))
    if order.stage not in OPEN:
        raise Refused(_("The order is over. Take the material back, or write it off as lost."))
    used(work, material_id, units, cause=f"declared:{uuid7(at)}", by=by, at=at)
    return work


@operation(needs=Permission.HANDLE_MATERIALS)
def take_material_back(
    workshop_id: int, *, order_id: int, material_id: int, units: int, by: Actor, at: datetime
) -> Workshop:
    """What she did not use comes back into the store. Refuses more than she holds for this order."""
    workshop: Workshop = Workshop.objects.get(pk=workshop_id)
    why = Why(f"back:{uuid7(at)}", by.today(at), at)
    move_material(at_maker(workshop.pk), store(), material_id, units, order_id=order_id, why=why)
    return workshop


def _open_work(assignment_id: int) -> Assignment:
    work = locked(assignment_id)
    if work.state != Assignment.State.ACCEPTED:
        raise Refused(_("Material is for work she has accepted and not finished."))
    return work
