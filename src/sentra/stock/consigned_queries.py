"""What makers left to be sold: the receipts, what is left of them, and where it lies."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Q, QuerySet, Sum

from sentra.kernel.tenancy import scope
from sentra.stock.models import Batch, Consignment, Level, Place


@dataclass(frozen=True)
class Receipt:
    """One receipt with its lines."""

    it: Consignment
    lines: tuple[Batch, ...]

    @property
    def pieces(self) -> int:
        return sum(one.pieces for one in self.lines)

    @property
    def left(self) -> int:
        return sum(one.left for one in self.lines)

    @property
    def sold(self) -> int:
        return sum(one.sold for one in self.lines)

    @property
    def worth_idr(self) -> int:
        """What she is owed when all that is left is sold."""
        return sum(one.left * int(one.price_idr) for one in self.lines)

    def over(self, today: date) -> bool:
        """Something is left and its time is over."""
        return bool(self.left and self.it.ends_on and self.it.ends_on < today)


@dataclass(frozen=True)
class Lies:
    """Pieces of hers at one of our places; `reserved`: of them, set aside for a buyer."""

    kind: str
    place: str
    product: str
    pieces: int
    reserved: int


def receipts(*, lying: bool = True, most: int = 60) -> list[Receipt]:
    """With something left (`lying`), or all: the newest first. Two queries."""
    found = Consignment.objects.select_related("party").order_by("-pk")
    if lying:
        gone = F("batches__given_back") + F("batches__sold") + F("batches__lost")
        found = found.filter(batches__pieces__gt=gone).distinct()
    return _with_lines(found[:most])


def receipt(consignment_id: int) -> Receipt:
    """One. Raises Consignment.DoesNotExist outside the scope. Two queries."""
    found = _with_lines(Consignment.objects.select_related("party").filter(pk=consignment_id))
    if not found:
        raise Consignment.DoesNotExist
    return found[0]


def lies_where(workshop_ids: list[int]) -> list[Lies]:
    """Pieces of these workshops at our places, by product and place. One query."""
    here = Level.objects.filter(
        tenant_id=scope().writes or scope().reads[0], owner__in=workshop_ids, bounded=True, pieces__gt=0
    )
    rows = (
        here.values_list("place__kind", "place__name", "stage__product__name")
        .annotate(n=Sum("pieces"), reserved=Sum("pieces", filter=~Q(order_id=0), default=0))
        .order_by("stage__product__name", "place__kind", "place__name")
    )
    return [Lies(*row) for row in rows]


def _with_lines(found: "QuerySet[Consignment]") -> list[Receipt]:
    several = list(found)
    lines: dict[int, list[Batch]] = defaultdict(list)
    batches = Batch.objects.filter(consignment__in=several).select_related("stage__product").order_by("pk")
    for one in batches:
        lines[one.consignment_id].append(one)
    return [Receipt(one, tuple(lines[one.pk])) for one in several]


def kind_of(place: str) -> str:
    """The place's kind in the reader's language."""
    return str(Place.Kind(place).label)
