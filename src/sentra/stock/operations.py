"""Materials bought, paid for, and written off from the store."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Material
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.uuid7 import uuid7
from sentra.ledger import corrections
from sentra.ledger import material_recipes as recipes
from sentra.ledger.pool import METHODS, must_have
from sentra.ledger.posting import Booking
from sentra.people.roles import Permission
from sentra.stock.materials import Why, hold_materials, move_material, send_back, store
from sentra.stock.models import MaterialPurchase, Place
from sentra.stock.steps import place

LATER = "later"


@operation(needs=Permission.BUY_MATERIALS)
def buy_material(
    material_id: int, *, units: int, total_idr: int, method: str, bought_on: date, supplier: str = "",
    due_on: date | None = None, by: Actor, at: datetime,
) -> MaterialPurchase:  # fmt: skip
    """Material comes into the store for `total_idr`, paid by bank or cash or owed until `due_on` ("later").

    Refuses nothing, a day to come, more than the account holds, and a debt without a day.
    """
    material = Material.objects.select_for_update(no_key=True).get(pk=material_id)
    if units < 1:
        raise Refused(_("Say how much."), field="units")
    if total_idr < 1:
        raise Refused(_("The amount must be more than zero."), field="total_idr")
    if bought_on > by.today(at):
        raise Refused(_("The purchase cannot lie in the future."), field="bought_on")
    owed = method == LATER
    if owed and (due_on is None or due_on < bought_on):
        raise Refused(_("Say until when the supplier waits."), field="due_on")
    if not owed:
        must_have(total_idr, method)
    made: MaterialPurchase = MaterialPurchase.objects.create(
        material=material, units=units, total_idr=total_idr, supplier=" ".join(supplier.split())[:120],
        bought_on=bought_on, due_on=due_on if owed else None, paid_on=None if owed else bought_on,
        method=method,
    )  # fmt: skip
    why = Why(f"purchase:{made.pk}", bought_on, at, made.supplier)
    move_material(
        place(Place.Kind.SUPPLIER), store(), material.pk, units, order_id=None, why=why, value_idr=total_idr
    )
    recipes.materials_bought(
        made.pk, Booking(bought_on, by, at), material_id=material.pk, amount_idr=total_idr, method=method
    )
    return made


@operation(needs=Permission.PAY_OUT)
def pay_purchase(
    purchase_id: int, *, method: str, paid_on: date, by: Actor, at: datetime
) -> MaterialPurchase:
    """The supplier is paid. Refuses one that is paid, a day to come, and more than the account holds."""
    found: MaterialPurchase = MaterialPurchase.objects.select_for_update().get(pk=purchase_id)
    if found.paid_on is not None:
        raise Refused(_("This purchase is already paid."))
    if found.taken_back_at:
        raise Refused(_("This purchase has already been taken back."))
    if not found.bought_on <= paid_on <= by.today(at):
        raise Refused(_("The payment lies between the purchase and today."), field="paid_on")
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    must_have(found.total_idr, method)
    found.paid_on, found.method = paid_on, method
    found.save(update_fields=["paid_on", "method"])
    recipes.purchase_paid(
        found.pk, Booking(paid_on, by, at), material_id=found.material_id, amount_idr=found.total_idr,
        method=method,
    )  # fmt: skip
    return found


@operation(needs=Permission.PAY_OUT, says=("reason",))
def take_back_purchase(purchase_id: int, *, reason: str, by: Actor, at: datetime) -> MaterialPurchase:
    """Wrong amount, price, day or material: it leaves the store at the value it came in with, books and all.

    A purchase that was paid brings its money back. Refuses no reason, a second time, and what is used up
    already. Locks: the material, then the purchase, then what lies in the store.
    """
    if not reason.strip():
        raise Refused(_("Say what was wrong with this purchase."), field="reason")
    hold_materials([MaterialPurchase.objects.values_list("material_id", flat=True).get(pk=purchase_id)])
    found: MaterialPurchase = MaterialPurchase.objects.select_for_update().get(pk=purchase_id)
    if found.taken_back_at:
        raise Refused(_("This purchase has already been taken back."))
    send_back(found, why=Why(f"purchase:{found.pk}:taken_back", by.today(at), at, reason.strip()))
    later = found.due_on is not None and found.paid_on is not None
    corrections.purchase_taken_back(found.pk, paid_later=later, reason=reason, by=by, at=at)
    found.taken_back_at, found.taken_back_reason = at, reason.strip()[:160]
    found.save(update_fields=["taken_back_at", "taken_back_reason"])
    return found


@operation(needs=Permission.BUY_MATERIALS, says=("reason",))
def write_off_material(material_id: int, *, units: int, reason: str, by: Actor, at: datetime) -> Material:
    """What the store lacks or what is spoiled there. Refuses no reason, and more than lies there."""
    if not reason.strip():
        raise Refused(_("Say why."), field="reason")
    material: Material = Material.objects.select_for_update(no_key=True).get(pk=material_id)
    why = Why(f"write_off:{uuid7(at)}", by.today(at), at, reason.strip())
    gone = move_material(store(), place(Place.Kind.SCRAP), material.pk, units, order_id=None, why=why)
    recipes.materials_lost(
        gone.pk, Booking(why.on, by, at), source=f"material:{material.pk}", amount_idr=gone.value_idr
    )
    return material
