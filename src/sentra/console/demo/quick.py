"""Quick cash in the demo: a collector's price, a price of the cooperative's own, a fund and one purchase."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import transaction

from sentra.console.demo.settle import House
from sentra.crafts.costing import Material
from sentra.crafts.models import Capacity, Stage
from sentra.crafts.operations import count_price, set_wage_floor
from sentra.kernel.tenancy import within
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.trade.operations import buy_at_once, move_fund, note_collector_price, set_floor_price

DAY = timedelta(days=1)
FUND_IDR = 3_000_000
PIECES = 8


@dataclass(frozen=True)
class _Facts:
    """Invented prices of one half-finished piece, whole rupiah; minutes of each stage."""

    code: str
    collector_idr: int
    ours_idr: int
    material: Material
    minutes: tuple[int, ...]
    seen_at: str


FACTS = {
    "galuh-purun": _Facts(
        "tas-purun", 36_000, 41_000, Material("Purun kering", "2 ikat", 7_000), (150, 95), "Pasar Amuntai"
    ),
    "batik-sangatta": _Facts(
        "tas-manik", 130_000, 148_000, Material("Manik dan benang", "1 set", 45_000), (480, 120), "Sangatta"
    ),
}


def quick_cash(house: House, *, now: datetime) -> Iterator[str]:
    """What a maker compares on her phone, and eight pieces bought at once from the first who makes them."""
    facts, at = FACTS[house.tenant.slug], now - 6 * DAY
    product = house.products[facts.code]
    with transaction.atomic(), within(house.tenant.pk):
        route = list(Stage.objects.filter(product=product).order_by("position"))
        half = next(stage for stage in route if stage.finish == Stage.Finish.HALF)
        makers = Capacity.objects.filter(stage=half).order_by("workshop_id")
        seller = makers.values_list("workshop_id", flat=True).first()
    _prices(house, facts, route, half, at=at)
    _fill(house, at=at)
    yield f"harga beli tunai {half.name.lower()} ditetapkan, dana diisi"
    if seller:
        treasurer = house.cast["treasurer"]
        buy_at_once(seller, stage_id=half.pk, pieces=PIECES, method="cash", by=treasurer, at=now - 3 * DAY)
        yield f"{PIECES} × {half.name.lower()} dibeli tunai"


def _prices(house: House, facts: _Facts, route: list[Stage], half: Stage, *, at: datetime) -> None:
    chair, coordinator = house.cast["chair"], house.cast["coordinator"]
    day = chair.today(at)
    set_wage_floor(
        hour_idr=15_000, hours_a_day=8, from_on=day, source="Rapat pengurus (contoh)", by=chair, at=at
    )
    count_price(
        half.product_id, materials=[replace(facts.material, stage_id=half.pk)],
        minutes={stage.pk: minutes for stage, minutes in zip(route, facts.minutes, strict=True)},
        overhead_permille=100, fee_permille=150, by=chair, at=at,
    )  # fmt: skip
    note_collector_price(
        stage_id=half.pk, price_idr=facts.collector_idr, seen_on=day, place=facts.seen_at, by=coordinator,
        at=at,
    )  # fmt: skip
    set_floor_price(
        stage_id=half.pk, price_idr=facts.ours_idr, from_on=day, source="Rapat pengurus (contoh)", by=chair,
        at=at,
    )  # fmt: skip


def _fill(house: House, *, at: datetime) -> None:
    """Drawn from the bank and put into the fund's own box."""
    treasurer = house.cast["treasurer"]
    day = treasurer.today(at)
    lines = [Line("1-1100", FUND_IDR, None), Line("1-1200", -FUND_IDR, None)]
    post_entry(day, "Tarik tunai untuk dana beli tunai", lines, by=treasurer, at=at)
    move_fund(amount_idr=FUND_IDR, method="cash", moved_on=day, by=treasurer, at=at)
