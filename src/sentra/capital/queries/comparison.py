"""Half-finished to the collector, to the cooperative at once, or through an order: side by side."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median_high
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from sentra.capital.models import Paid, Slip
from sentra.crafts.costing import Material, material_until
from sentra.crafts.models import Capacity, Product, Skill, Stage
from sentra.crafts.prices import newest_materials
from sentra.people.models import Workshop
from sentra.trade.comparing import Prices, Step, Ways, compared
from sentra.trade.models import CollectorPrice, FloorPrice
from sentra.trade.queries import collector_prices, floor_prices, fund_money

LOOK_BACK = 180  # days of payouts the wait is measured over
MOST_LOTS = 2_000


@dataclass(frozen=True)
class Wait:
    """How long makers here waited from handing a lot in to its money: the middle one of `lots` lots."""

    days: int
    lots: int


@dataclass(frozen=True)
class Comparison:
    """One maker and one product. Amounts in rupiah a piece; `ways` in rupiah per day of her work."""

    workshop: Workshop
    product: Product
    steps: tuple[Step, ...]
    half: Stage  # as far as she goes before a quick sale
    all_herself: bool  # she can do every stage
    collector: CollectorPrice | None
    cash: FloorPrice | None
    material_idr: int | None
    wait: Wait | None
    ways: Ways
    fund_idr: int  # in the fuller of the fund's two boxes

    @property
    def own_pace(self) -> bool:
        return all(step.own for step in self.steps)

    @property
    def fund_empty(self) -> bool:
        """The cooperative would buy, but its fund does not hold the price of one piece today."""
        return self.cash is not None and self.fund_idr < self.cash.price_idr

    @property
    def quick(self) -> bool:
        """Could she sell at once today, to anybody known?"""
        return self.collector is not None or (self.cash is not None and not self.fund_empty)

    @property
    def order_idr(self) -> int:
        """What an order pays her for one piece of grade A, her stages together."""
        return sum(step.rate_idr for step in self.steps)

    @property
    def most_idr(self) -> int:
        """The longest bar."""
        found = (self.ways.collector_idr, self.ways.cash_idr, self.ways.cooperative_idr)
        return max(1, *(idr for idr in found if idr is not None))


def comparisons(
    *, today: date, zone: str, party_id: int | None = None, workshop_id: int | None = None,
    product_id: int | None = None,
) -> list[Comparison]:  # fmt: skip
    """For one maker, one product, or all: whoever makes a product up to a stage that is not finished.

    By product and name. Thirteen queries, however many.
    """
    makers = list(_makers(party_id, workshop_id))
    products = Product.objects.order_by("name", "pk").prefetch_related("stages")
    found = list(products.filter(pk=product_id) if product_id is not None else products)
    known = _Known.read(makers, found, today=today, zone=zone)
    rows = (known.compare(maker, product) for product in found for maker in makers)
    return [row for row in rows if row]


def _makers(party_id: int | None, workshop_id: int | None) -> QuerySet[Workshop]:
    found: QuerySet[Workshop] = Workshop.objects.filter(active=True).select_related("owner")
    if party_id is not None:
        found = found.filter(owner_id=party_id)
    if workshop_id is not None:
        found = found.filter(pk=workshop_id)
    return found.order_by("owner__name", "pk")


@dataclass(frozen=True)
class _Known:
    """Everything the comparisons are made from, read once."""

    paces: Mapping[tuple[int, int], int]
    levels: Mapping[tuple[int, str], int]
    collectors: Mapping[int, CollectorPrice]
    floors: Mapping[int, FloorPrice]
    materials: Mapping[int, Sequence[Material]]
    wait: Wait | None
    fund_idr: int

    @classmethod
    def read(
        cls, makers: Sequence[Workshop], products: Sequence[Product], *, today: date, zone: str
    ) -> "_Known":
        ids = [one.pk for one in makers]
        stages = [stage.pk for product in products for stage in product.stages.all()]
        paces = Capacity.objects.filter(workshop__in=ids).values_list(
            "workshop_id", "stage_id", "pieces_a_week"
        )
        levels = Skill.objects.filter(workshop__in=ids).values_list("workshop_id", "technique_id", "level")
        return cls(
            {(maker, stage): pieces for maker, stage, pieces in paces},
            {(maker, technique): level for maker, technique, level in levels},
            collector_prices(today, stages), floor_prices(today, stages),
            newest_materials(product.pk for product in products), waited(today=today, zone=zone),
            max(fund_money()),
        )  # fmt: skip

    def compare(self, maker: Workshop, product: Product) -> Comparison | None:
        """None when she makes no half-finished piece of it."""
        route = list(product.stages.all())
        steps = self._steps(maker, route)
        halves = [at for at, stage in enumerate(route[: len(steps)]) if stage.finish != Stage.Finish.FINISHED]
        if not halves:
            return None
        half = route[halves[-1]]
        materials = self.materials.get(product.pk)
        positions = {stage.pk: stage.position for stage in route}
        spent = None if materials is None else material_until(materials, positions, half.position)
        collector, cash = self.collectors.get(half.pk), self.floors.get(half.pk)
        can_buy = cash is not None and self.fund_idr >= cash.price_idr  # an empty fund is no way today
        prices = Prices(
            collector.price_idr if collector else None, cash.price_idr if cash and can_buy else None, spent
        )
        ways = compared(
            steps, halves[-1] + 1, prices, days_a_week=maker.working_days_a_week,
            wait_days=self.wait.days if self.wait else None,
        )  # fmt: skip
        every = len(steps) == len(route)
        return Comparison(
            maker, product, tuple(steps), half, every, collector, cash, spent, self.wait, ways, self.fund_idr
        )

    def _steps(self, maker: Workshop, route: Sequence[Stage]) -> list[Step]:
        """Her stages from the first on, up to one she cannot do."""
        steps = []
        for stage in route:
            pace = self.paces.get((maker.pk, stage.pk))
            able = self.levels.get((maker.pk, stage.technique_id), 0) >= stage.minimum_level
            if pace is None and not able:
                break
            steps.append(Step(stage.name, pace or stage.pieces_a_week, stage.rate_idr, own=pace is not None))
        return steps


def waited(*, today: date, zone: str) -> Wait | None:
    """The middle wait of the lots paid in the last 180 days, in days here; None while none was. One query."""
    rows = (
        Paid.objects.filter(slip__state=Slip.State.PAID, slip__paid_on__gte=today - timedelta(days=LOOK_BACK))
        .order_by("-pk")
        .values_list("slip__paid_on", "inspection__lot__handed_in_at")[:MOST_LOTS]
    )
    here = ZoneInfo(zone)
    days = [
        max(0, (paid_on - handed_in.astimezone(here).date()).days) for paid_on, handed_in in rows if paid_on
    ]
    return Wait(median_high(days), len(days)) if days else None
