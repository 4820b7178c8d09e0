"""What screens ask about prices: today's wage floor, a product's cost sheets and what they say."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sentra.crafts.costing import Counted, Effort, Material, Terms, counted
from sentra.crafts.models import CostSheet, Stage, WageFloor

SHOWN_SHEETS = 10


def wage_floor(today: date) -> WageFloor | None:
    """The floor that holds today; None while the cooperative has set none. One query."""
    return WageFloor.objects.filter(from_on__lte=today).first()


def wage_floors() -> list[WageFloor]:
    """All floors, the latest first."""
    return list(WageFloor.objects.all()[:SHOWN_SHEETS])


@dataclass(frozen=True)
class SheetView:
    """A kept sheet with its answer: its own floor and figures, the piece rates of today."""

    sheet: CostSheet
    materials: tuple[Material, ...]
    answer: Counted

    @property
    def floor(self) -> WageFloor:
        return self.sheet.wage_floor


def sheets(product_id: int) -> list[CostSheet]:
    """The product's sheets, the newest first. One query."""
    return list(CostSheet.objects.filter(product_id=product_id).select_related("wage_floor")[:SHOWN_SHEETS])


def sheet_view(sheet: CostSheet) -> SheetView:
    """What the sheet says. One query, for the stages."""
    materials = tuple(Material(**one) for one in sheet.materials)
    stages = Stage.objects.filter(product_id=sheet.product_id).order_by("position")
    efforts = [Effort(one.pk, one.name, sheet.minutes.get(str(one.pk), 0), one.rate_idr) for one in stages]
    floor = sheet.wage_floor
    terms = Terms(floor.hour_idr, floor.hours_a_day, sheet.overhead_permille, sheet.fee_permille)
    return SheetView(sheet, materials, counted(materials, efforts, terms))


def newest_materials(product_ids: Iterable[int]) -> dict[int, tuple[Material, ...]]:
    """Product → the materials of its newest sheet; products nobody counted are left out. One query."""
    found = CostSheet.objects.filter(product_id__in=list(product_ids))
    newest = found.order_by("product_id", "-pk").distinct("product_id")
    return {one.product_id: tuple(Material(**each) for each in one.materials) for one in newest}
