"""What material lies where, in whole units and in what it has cost."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet, Sum

from sentra.kernel.tenancy import scope
from sentra.stock.models import MaterialLevel, MaterialMove, MaterialPurchase, Place


@dataclass(frozen=True)
class Lying:
    """One material at one place; at a maker for one order."""

    material_id: int
    material: str
    unit: str
    units: int
    value_idr: int
    order_id: int | None = None
    workshop_id: int | None = None
    party_id: int | None = None
    maker: str = ""


def _here() -> int:
    return scope().writes or scope().reads[0]


def _levels(kind: str) -> QuerySet[MaterialLevel]:
    found: QuerySet[MaterialLevel] = (
        MaterialLevel.objects.filter(tenant_id=_here(), place__kind=kind, units__gt=0)
        .select_related("material", "place__workshop__owner")
        .order_by("place__workshop__owner__name", "place_id", "material__name", "material_id")
    )
    return found


def _lying(one: MaterialLevel) -> Lying:
    shop = one.place.workshop
    return Lying(
        one.material_id, one.material.name, one.material.unit, one.units, one.value_idr,
        one.order_id or None, shop.pk if shop else None, shop.owner_id if shop else None,
        shop.owner.name if shop else "",
    )  # fmt: skip


def in_store() -> dict[int, Lying]:
    """Material → what lies in the store. One query."""
    return {one.material_id: _lying(one) for one in _levels(Place.Kind.STORE)}


def with_makers(
    *, order_id: int | None = None, party_id: int | None = None, material_id: int | None = None
) -> list[Lying]:
    """What makers hold, by maker and material, of one order, one maker or one material. One query."""
    found = _levels(Place.Kind.WORKSHOP)
    if order_id is not None:
        found = found.filter(order_id=order_id)
    if party_id is not None:
        found = found.filter(place__workshop__owner_id=party_id)
    if material_id is not None:
        found = found.filter(material_id=material_id)
    return [_lying(one) for one in found]


@dataclass(frozen=True)
class Gone:
    """How one material of an order went: whole units. `left` lies with makers."""

    material_id: int
    material: str
    unit: str
    out: int
    used: int
    back: int
    lost: int
    used_idr: int

    @property
    def left(self) -> int:
        return self.out - self.used - self.back - self.lost


def of_order(order_id: int) -> list[Gone]:
    """Handed out, used, given back and lost for one order, by material. One query."""
    rows = (
        MaterialMove.objects.filter(tenant_id=_here(), order_id=order_id)
        .values("material_id", "material__name", "material__unit", "source__kind", "target__kind")
        .annotate(units=Sum("units"), idr=Sum("value_idr"))
        .order_by("material__name", "material_id")
    )
    ways: dict[int, dict[tuple[str, str], tuple[int, int]]] = {}
    names: dict[int, tuple[str, str]] = {}
    for row in rows:
        names[row["material_id"]] = (row["material__name"], row["material__unit"])
        way = (row["source__kind"], row["target__kind"])
        ways.setdefault(row["material_id"], {})[way] = (row["units"], row["idr"])

    shelf, hers = Place.Kind.STORE, Place.Kind.WORKSHOP
    used, lost = (hers, Place.Kind.MAKING), (hers, Place.Kind.SCRAP)

    def units(pk: int, source: str, target: str) -> int:
        return ways[pk].get((source, target), (0, 0))[0]

    return [
        Gone(
            pk, *names[pk], units(pk, shelf, hers), units(pk, *used), units(pk, hers, shelf),
            units(pk, *lost), ways[pk].get(used, (0, 0))[1],
        )
        for pk in ways
    ]  # fmt: skip


def moves_of_material(material_id: int, *, most: int = 40) -> list[MaterialMove]:
    """The latest moves, newest first. One query."""
    found = MaterialMove.objects.filter(tenant_id=_here(), material_id=material_id)
    return list(found.select_related("source", "target__workshop", "source__workshop").order_by("-pk")[:most])


def purchases(*, material_id: int | None = None, unpaid: bool = False) -> QuerySet[MaterialPurchase]:
    """Newest first; unpaid ones by the day they are due."""
    found: QuerySet[MaterialPurchase] = MaterialPurchase.objects.filter(tenant_id=_here())
    if material_id is not None:
        found = found.filter(material_id=material_id)
    if unpaid:
        return (
            found.filter(paid_on=None, taken_back_at=None).select_related("material").order_by("due_on", "pk")
        )
    return found.order_by("-pk")


def held(orders: Iterable[int] | None = None) -> dict[tuple[int, int, int], int]:
    """(order, maker's party, material) → units she holds for it. One query."""
    found = MaterialLevel.objects.filter(tenant_id=_here(), place__kind=Place.Kind.WORKSHOP, units__gt=0)
    if orders is not None:
        found = found.filter(order_id__in=list(orders))
    rows = found.values_list("order_id", "place__workshop__owner_id", "material_id", "units")
    return {(order, party, material): units for order, party, material, units in rows}
