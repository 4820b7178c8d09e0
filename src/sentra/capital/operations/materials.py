"""Material a maker lost or does not bring back: a cost of ours, and hers only with her yes."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.capital.operations.deductions import ask
from sentra.crafts.models import Material
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.kernel.uuid7 import uuid7
from sentra.ledger.material_recipes import materials_lost
from sentra.ledger.posting import Booking
from sentra.people.models import Workshop
from sentra.people.roles import Permission
from sentra.people.steps import is_herself
from sentra.stock.materials import Why, at_maker, move_material
from sentra.stock.models import Place
from sentra.stock.steps import place


@operation(needs=Permission.GRANT_ADVANCE, says=("reason",))
def lose_material(
    workshop_id: int, *, order_id: int, material_id: int, units: int, reason: str, charge_idr: int = 0,
    by: Actor, at: datetime,
) -> Workshop:  # fmt: skip
    """Write off what is lost or does not come back; `charge_idr` asks her whether it may come off her pay.

    Nothing is taken before she says yes. Refuses no reason, more than she holds for this order, a charge
    above what it cost us, and her own material.
    """
    workshop: Workshop = Workshop.objects.select_related("owner").get(pk=workshop_id)
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    if is_herself(by, workshop.owner_id):
        raise Refused(_("Nobody writes off material she holds herself."))
    why = Why(f"lost:{uuid7(at)}", by.today(at), at, reason.strip())
    source, scrap = at_maker(workshop.pk), place(Place.Kind.SCRAP)
    gone = move_material(source, scrap, material_id, units, order_id=order_id, why=why)
    if not 0 <= charge_idr <= gone.value_idr:
        raise Refused(
            _("It cost us %(value)s: nobody is asked for more.") % {"value": formatted(gone.value_idr)},
            field="charge_idr",
        )
    materials_lost(gone.pk, Booking(why.on, by, at), source=f"order:{order_id}", amount_idr=gone.value_idr)
    if charge_idr:
        material = Material.objects.get(pk=material_id)
        told = f"{material.name} {units} {material.unit}: {reason.strip()}"
        ask(workshop.owner_id, order_id=order_id, amount_idr=charge_idr, reason=told, by=by, at=at)
    return workshop
