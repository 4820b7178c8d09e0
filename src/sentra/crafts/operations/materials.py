"""Materials and recipes: what the cooperative keeps for its makers, and how much a piece takes."""

from collections.abc import Mapping
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Material, Stage, StageMaterial
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

MOST_UNITS = 1_000_000


@operation(needs=Permission.MANAGE_PRODUCTS)
def add_material(*, name: str, unit: str, price_idr: int, by: Actor, at: datetime) -> Material:
    """A new material. `unit` is the smallest that is ever handed out; `price_idr` is for one of it.

    Refuses an empty name or unit, a name that is taken, a price below 1.
    """
    return _saved(Material(), name, unit, price_idr)


@operation(needs=Permission.MANAGE_PRODUCTS)
def change_material(
    material_id: int, *, name: str, price_idr: int, active: bool = True, by: Actor, at: datetime
) -> Material:
    """Correct name and price. The unit stays: everything is counted in it. Refuses like `add_material`."""
    found: Material = Material.objects.select_for_update().get(pk=material_id)
    found.active = active
    return _saved(found, name, found.unit, price_idr)


def _saved(found: Material, name: str, unit: str, price_idr: int) -> Material:
    found.name, found.unit = " ".join(name.split())[:80], " ".join(unit.split())[:20]
    found.price_idr = price_idr
    if not found.name:
        raise Refused(_("Give a name."), field="name")
    if not found.unit:
        raise Refused(_("Say in what it is counted."), field="unit")
    if price_idr < 1:
        raise Refused(_("The price must be more than zero."), field="price_idr")
    if Material.objects.exclude(pk=found.pk).filter(name__iexact=found.name).exists():
        raise Refused(_("Another material has this name."), field="name")
    found.save()
    return found


@operation(needs=Permission.MANAGE_PRODUCTS)
def set_recipe(stage_id: int, *, units: Mapping[int, int], by: Actor, at: datetime) -> Stage:
    """What one piece takes at this stage: material → whole units; zero or left out: nothing of it.

    Refuses a negative number and a million or more.
    """
    stage: Stage = Stage.objects.select_for_update().get(pk=stage_id)
    wanted = {material: count for material, count in units.items() if count}
    if any(not 0 < count < MOST_UNITS for count in wanted.values()):
        raise Refused(_("Write how many units one piece takes."))
    found = {one.pk: one for one in Material.objects.filter(pk__in=wanted)}
    if len(found) != len(wanted):
        raise Material.DoesNotExist
    stage.materials.all().delete()
    StageMaterial.objects.bulk_create(
        StageMaterial(stage=stage, material=found[pk], units=count) for pk, count in sorted(wanted.items())
    )
    return stage
