"""Invented markets: the office's forty stalls on Thursdays, and a cooperative's night market."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from sentra.console.demo.settle import House, cast_of
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.market.models import Market
from sentra.market.operations import MarketFacts, add_market, change_day
from sentra.market.operations.stalls import StallFacts, set_stall
from sentra.people.models import Region
from sentra.people.queries import village_choices
from sentra.showroom.queries import Filters, makers

THURSDAY, SATURDAY = 3, 5
ROWS, COLS = 8, 5
BESIDE = ("Wadai dan kopi", "Wadai dan kopi", "Ikan kering", "Sasirangan", "Sasirangan", "Gula aren", "")
PLACES = {  # district → invented facts of its market; the spots lie in the town, the markets do not exist
    "63.08": ("Pasar Kerajinan Kamis Amuntai", "Lapangan contoh, tepi Sungai Negara", "Jalan Tepi Sungai",
              Decimal("-2.417600"), Decimal("115.249400")),
    "64.08": ("Pasar Malam Kerajinan Sangatta", "Halaman contoh, Jalan Pendidikan", "Jalan Pendidikan",
              Decimal("0.510900"), Decimal("117.539000")),
}  # fmt: skip


def markets(house: House, office: Tenant, *, now: datetime) -> Iterator[str]:
    """In the first district the office holds it, in the other the cooperative."""
    thursday = house.tenant.district_code == "63.08"
    by = cast_of(office)["officer"] if thursday else house.cast["chair"]
    made = _announced(house, by, thursday=thursday, now=now)
    _stalls(house, made, by, rows=ROWS if thursday else 3, now=now)
    if thursday:
        today = by.today(now)
        later = today + timedelta(days=(THURSDAY - today.weekday()) % 7 + 14)
        change_day(made.pk, on=later, reason="Lapangan dipakai upacara", by=by, at=now)
    yield f"{made.name}: {(ROWS if thursday else 3) * COLS} lapak"


def _announced(house: House, by: Actor, *, thursday: bool, now: datetime) -> Market:
    name, address, street, latitude, longitude = PLACES[house.tenant.district_code]
    villages = [code for _part, found in village_choices(house.tenant.district_code) for code, _name in found]
    town = Region.objects.filter(pk__in=villages, kind="kelurahan").order_by("pk").first()
    return add_market(
        MarketFacts(
            name, town.pk if town else villages[0], THURSDAY if thursday else SATURDAY,
            time(6) if thursday else time(17), time(10) if thursday else time(22), date(2024, 1, 4),
            address=address, street=street, latitude=latitude, longitude=longitude,
            note="Pasar ini rekaan, untuk mencoba. Bawa tas sendiri; banyak lapak menerima QRIS.",
        ),
        by=by, at=now,
    )  # fmt: skip


def _stalls(house: House, made: Market, by: Actor, *, rows: int, now: datetime) -> None:
    """The cooperative's stalls in front, makers who agreed first; the others around them."""
    crafts = sorted({one.craft_id for one in house.products.values()})
    named: list[UUID | None] = [one.uid for one in makers(Filters(slug=house.tenant.slug))]
    ours = rows * COLS * 3 // 5
    hands = [*named, *[None] * ours][:ours]
    for n in range(rows * COLS):
        row, col = divmod(n, COLS)
        told = StallFacts(str(n + 1), rows - row, col + 1, sells=BESIDE[n % len(BESIDE)])
        if n < ours:
            craft = crafts[n // 3 % len(crafts)]
            told = replace(told, sells="", craft_code=craft, cooperative=house.tenant.uid, maker=hands[n])
        set_stall(made.pk, told, by=by, at=now)
