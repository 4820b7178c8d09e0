"""Moving materials, inside the caller's transaction: units with what they cost. Below zero is refused.

Locks come in one order everywhere: the materials by id, then what lies at the places by id. Who moves several
materials holds them all first with `hold_materials`; who pays for one asks the pool after it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Material
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import writer
from sentra.stock.models import MaterialLevel, MaterialMove, MaterialPurchase, Place
from sentra.stock.steps import place

BOUNDED = (Place.Kind.STORE, Place.Kind.WORKSHOP)


@dataclass(frozen=True)
class Why:
    """What a move is written down with: its cause (once per material), its day, a word for people."""

    cause: str
    on: date
    at: datetime
    note: str = ""


def hold_materials(material_ids: Iterable[int]) -> None:
    """Every move of these waits until the transaction ends. In order of id; rows that name them may come."""
    wanted = Material.objects.select_for_update(no_key=True).filter(pk__in=set(material_ids))
    list(wanted.order_by("pk"))


def material_level(at_place: Place, material_id: int, order_id: int | None) -> MaterialLevel | None:
    """What lies there, held until the transaction ends. The caller holds the material."""
    mine = order_id if at_place.kind == Place.Kind.WORKSHOP else None
    found: MaterialLevel | None = (
        MaterialLevel.objects.select_for_update()
        .filter(tenant_id=writer(), place=at_place, material_id=material_id, order_id=mine or 0)
        .first()
    )
    return found


def value_of(level: MaterialLevel | None, units: int) -> int:
    """What so many units of it cost, in rupiah: the moving average rounded down, the last take the rest."""
    if level is None or units >= level.units:
        return level.value_idr if level else 0
    return level.value_idr * units // level.units


def move_material(
    source: Place, target: Place, material_id: int, units: int, *, order_id: int | None, why: Why,
    value_idr: int | None = None,
) -> MaterialMove:  # fmt: skip
    """Move `units`; from a bounded place they take their part of what lies there has cost.

    `value_idr` only for what comes from outside. Refuses none, and more than lies there.
    """
    if units < 1:
        raise Refused(_("Say how much."), field="units")
    hold_materials([material_id])
    if source.kind in BOUNDED:
        level = material_level(source, material_id, order_id)
        if level is None or level.units < units:
            raise Refused(
                _("Only %(there)s are there.") % {"there": level.units if level else 0}, field="units"
            )
        value_idr = value_of(level, units)
    assert value_idr is not None, "what comes from outside says what it cost"
    try:
        with transaction.atomic():
            made: MaterialMove = MaterialMove.objects.create(
                source=source, target=target, material_id=material_id, units=units, value_idr=value_idr,
                order_id=order_id, cause=why.cause, note=why.note[:160], on=why.on, at=why.at,
            )  # fmt: skip
    except IntegrityError as trouble:
        if "material_level_not_negative" in str(trouble):
            raise Refused(_("That much is not there."), field="units") from trouble
        raise
    return made


def send_back(purchase: MaterialPurchase, *, why: Why) -> MaterialMove:
    """What was bought leaves the store again at exactly what it came in with; the caller holds the material.

    So the average of what stays is what it would be without it. Refuses when less lies there than came, or
    when the rest would be worth less than nothing, or nothing would be worth something.
    """
    there = material_level(store(), purchase.material_id, None)
    units, idr = (there.units, there.value_idr) if there else (0, 0)
    left, worth = units - purchase.units, idr - purchase.total_idr
    if left < 0:
        raise Refused(
            _("Only %(there)s of it are still in the store. The rest is used already.") % {"there": units}
        )
    if worth < 0 or (left == 0 and worth):
        raise Refused(_("Some of it was used at another price meanwhile. Write off what is too much."))
    made: MaterialMove = MaterialMove.objects.create(
        source=store(), target=place(Place.Kind.SUPPLIER), material_id=purchase.material_id,
        units=purchase.units, value_idr=purchase.total_idr, cause=why.cause, note=why.note[:160],
        on=why.on, at=why.at,
    )  # fmt: skip
    return made


def store() -> Place:
    return place(Place.Kind.STORE)


def at_maker(workshop_id: int) -> Place:
    return place(Place.Kind.WORKSHOP, workshop_id)
