"""The price helper: the wage floor is set, a cost sheet counted, its price used."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.costing import Effort, Material, Terms, counted
from sentra.crafts.models import CostSheet, Product, Stage, WageFloor
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission

MOST_HOUR_IDR = 10_000_000
MOST_MINUTES = 60_000  # a thousand hours for one piece
MOST_MATERIALS = 30


@operation(needs=Permission.SET_RULES)
def set_wage_floor(
    *, hour_idr: int, hours_a_day: int, from_on: date, source: str, by: Actor, at: datetime
) -> WageFloor:
    """From `from_on` an hour is worth at least `hour_idr` here. Earlier floors stay as they were.

    Refuses no source, an amount that cannot be right, a day of no or more than 24 hours.
    """
    if not source.strip():
        raise Refused(_("Say where this floor comes from."), field="source")
    if not 1 <= hour_idr <= MOST_HOUR_IDR:
        raise Refused(_("This amount for an hour cannot be right."), field="hour_idr")
    if not 1 <= hours_a_day <= 24:
        raise Refused(_("A working day has 1 to 24 hours."), field="hours_a_day")
    made: WageFloor = WageFloor.objects.create(
        from_on=from_on, hour_idr=hour_idr, hours_a_day=hours_a_day, source=source.strip()[:160], set_at=at
    )
    return made


@operation(needs=Permission.MANAGE_PRODUCTS)
def count_price(
    product_id: int,
    *,
    materials: Sequence[Material],
    minutes: Mapping[int, int],
    overhead_permille: int,
    fee_permille: int,
    by: Actor,
    at: datetime,
) -> CostSheet:
    """Count one piece with today's wage floor and keep the sheet. `minutes`: stage id → minutes a piece.

    Refuses without a wage floor, a stage of another product, nothing to count, figures out of range.
    """
    product: Product = Product.objects.select_for_update().get(pk=product_id)
    floor = WageFloor.objects.filter(from_on__lte=by.today(at)).first()
    if floor is None:
        raise Refused(_("First set the wage floor."))
    _check(materials, minutes, overhead_permille, fee_permille)
    stages = list(Stage.objects.filter(product=product).order_by("position"))
    named = {one.stage_id for one in materials if one.stage_id is not None} | set(minutes)
    if not named <= {stage.pk for stage in stages}:
        raise Refused(_("These stages were changed meanwhile. Load the page again."))
    answer = counted(
        materials,
        [Effort(stage.pk, stage.name, minutes.get(stage.pk, 0), stage.rate_idr) for stage in stages],
        Terms(floor.hour_idr, floor.hours_a_day, overhead_permille, fee_permille),
    )
    if not answer.cost_idr:
        raise Refused(_("Write a material or the hours of a stage first."))
    made: CostSheet = CostSheet.objects.create(
        product=product, wage_floor=floor, materials=[asdict(one) for one in materials],
        minutes={str(stage): spent for stage, spent in minutes.items() if spent},
        overhead_permille=overhead_permille, fee_permille=fee_permille, cost_idr=answer.cost_idr,
        price_idr=answer.price_idr, counted_at=at, counted_by=by.user_id,
    )  # fmt: skip
    return made


def _check(
    materials: Sequence[Material], minutes: Mapping[int, int], overhead_permille: int, fee_permille: int
) -> None:
    if len(materials) > MOST_MATERIALS or any(one.idr < 0 or not one.name.strip() for one in materials):
        raise Refused(_("Every material has a name and an amount."))
    if any(not 0 <= spent <= MOST_MINUTES for spent in minutes.values()):
        raise Refused(_("These hours cannot be right."))
    if not 0 <= overhead_permille <= 5_000:
        raise Refused(_("The overhead lies between 0 and 500 percent."), field="overhead_permille")
    if not 0 <= fee_permille <= 900:
        raise Refused(_("The cooperative's part lies between 0 and 90 percent."), field="fee_permille")


@operation(needs=Permission.MANAGE_PRODUCTS)
def use_price(sheet_id: int, *, by: Actor, at: datetime) -> Product:
    """The newest sheet's price becomes the list price. Orders keep theirs. Refuses an older sheet."""
    sheet = CostSheet.objects.get(pk=sheet_id)
    product: Product = Product.objects.select_for_update().get(pk=sheet.product_id)
    if CostSheet.objects.filter(product=product, pk__gt=sheet.pk).exists():
        raise Refused(_("The price was counted again meanwhile. Look at the newest sheet."))
    product.price_idr = sheet.price_idr
    product.save(update_fields=["price_idr"])
    return product
