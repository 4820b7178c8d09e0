"""What screens and plans ask about materials: the list, and what each stage takes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from sentra.crafts.models import Material, StageMaterial


@dataclass(frozen=True)
class Need:
    """What one piece takes of a material at a stage: whole units, and the price of one for planning."""

    material_id: int
    material: str
    unit: str
    units: int
    price_idr: int

    @property
    def piece_idr(self) -> int:
        return self.units * self.price_idr


def materials(*, active: bool | None = None) -> QuerySet[Material]:
    """By name. One query."""
    found: QuerySet[Material] = Material.objects.all()
    return found if active is None else found.filter(active=active)


def recipes(stages: Iterable[int] | None = None) -> dict[int, list[Need]]:
    """Stage → what a piece takes, by material's name; stages without a recipe are not in it. One query."""
    rows = StageMaterial.objects.select_related("material").order_by("material__name", "material_id")
    if stages is not None:
        rows = rows.filter(stage__in=list(stages))
    found: dict[int, list[Need]] = defaultdict(list)
    for row in rows:
        kind = row.material
        found[row.stage_id].append(Need(kind.pk, kind.name, kind.unit, row.units, kind.price_idr))
    return dict(found)
