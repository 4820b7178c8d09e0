"""Titipan Anda: what one maker left to be sold, where it lies, what of it is sold, owed and paid."""

from dataclasses import dataclass

from sentra.capital.models import Slip
from sentra.orders.models import Order
from sentra.people.models import Workshop
from sentra.stock.consigned_queries import Lies, lies_where
from sentra.stock.models import Batch, ConsignedReturn, ConsignedSale

SHOWN_SALES = 24


@dataclass(frozen=True)
class SoldRow:
    """Pieces of hers that were sold, or lost with us."""

    sale: ConsignedSale
    order: Order | None
    paid: bool


@dataclass(frozen=True)
class MakersGoods:
    lies: list[Lies]
    batches: list[Batch]  # with something left, the oldest first
    sold: list[SoldRow]  # the newest first
    owed_idr: int
    paid_idr: int
    back_idr: int  # of paid goods that came back: still to be taken from her slips

    @property
    def any(self) -> bool:
        return bool(self.batches or self.sold)

    @property
    def left(self) -> int:
        return sum(one.left for one in self.batches)


def makers_goods(party_id: int) -> MakersGoods:
    """Six queries, however much she left; two when she never left anything."""
    workshops = list(Workshop.objects.filter(owner=party_id).values_list("pk", flat=True))
    every = list(Batch.objects.filter(workshop__in=workshops).select_related("stage__product").order_by("pk"))
    if not every:
        return MakersGoods([], [], [], 0, 0, 0)
    sales = list(
        ConsignedSale.objects.filter(party=party_id).select_related("batch__stage__product").order_by("-pk")
    )
    paid = set(Slip.objects.filter(party_id=party_id, state=Slip.State.PAID).values_list("pk", flat=True))
    orders = Order.objects.in_bulk([one.order_id for one in sales if one.order_id])
    open_ = ConsignedReturn.objects.filter(party=party_id).values_list("asked_idr", "taken_idr")
    rows = [SoldRow(one, orders.get(one.order_id or 0), one.slip_id in paid) for one in sales if one.owed]
    return MakersGoods(
        lies_where(workshops), [one for one in every if one.left], rows[:SHOWN_SALES],
        sum(row.sale.owed_idr for row in rows if not row.paid),
        sum(row.sale.owed_idr for row in rows if row.paid),
        sum(int(asked - taken) for asked, taken in open_),
    )  # fmt: skip
