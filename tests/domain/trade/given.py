"""Prices of half-finished pieces, for the weavers of tests/world.py."""

from datetime import date, timedelta
from typing import Any

from sentra.crafts.costing import Material
from sentra.crafts.models import Product
from sentra.crafts.operations import count_price, set_wage_floor
from sentra.trade.models import CollectorPrice, FloorPrice
from sentra.trade.operations import move_fund, note_collector_price, set_floor_price
from tests.domain.capital.given import more_money
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, World


def stages_of(world: World, made: Product) -> list[int]:
    with writing(world.weavers):
        return list(made.stages.order_by("position").values_list("pk", flat=True))


def seen(
    world: World, stage_id: int, price_idr: int = 18_000, *, days_ago: int = 0, **more: Any
) -> CollectorPrice:
    facts: dict[str, Any] = {"place": "Pasar Kamis", "by": world.budi} | more
    return note_collector_price(
        stage_id=stage_id, price_idr=price_idr, seen_on=TODAY - timedelta(days=days_ago), at=NOW, **facts
    )


def floor(world: World, stage_id: int, price_idr: int = 19_000, **more: Any) -> FloorPrice:
    facts: dict[str, Any] = {"from_on": date(2026, 8, 1), "source": "Rapat pengurus", "by": world.tari} | more
    return set_floor_price(stage_id=stage_id, price_idr=price_idr, at=NOW, **facts)


def fund_filled(world: World, amount_idr: int = 1_000_000) -> None:
    """Capital paid in, put into the fund's box."""
    more_money(world, amount_idr, "1-1100")
    move_fund(amount_idr=amount_idr, method="cash", moved_on=TODAY, by=world.tari, at=NOW)


def material_counted(world: World, made: Product, idr: int = 2_000) -> None:
    """A cost sheet: material for the first stage, and more for the last one."""
    first, last = stages_of(world, made)
    set_wage_floor(hour_idr=15_000, hours_a_day=8, from_on=TODAY, source="Rapat", by=world.mira, at=NOW)
    used = [Material("Purun", "1 ikat", idr, first), Material("Kain", "1 m", 30_000, last)]
    count_price(
        made.pk, materials=used, minutes={}, overhead_permille=0, fee_permille=0, by=world.mira, at=NOW
    )
