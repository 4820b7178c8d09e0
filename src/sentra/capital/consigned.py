"""Goods of makers' own on a payout run: what was sold, what came back, read once and held."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F

from sentra.capital.models import SlipLine
from sentra.capital.slips import ANY_ORDER, Claim, Reckoning, Sold
from sentra.capital.steps import unpaid_sales
from sentra.orders.models import Order
from sentra.stock.models import ConsignedReturn, ConsignedSale


@dataclass
class ConsignedDesk:
    """By maker, and the orders they were sold for."""

    sales: dict[int, list[ConsignedSale]] = field(default_factory=lambda: defaultdict(list))
    returns: dict[int, list[ConsignedReturn]] = field(default_factory=lambda: defaultdict(list))
    orders: dict[int, Order] = field(default_factory=dict)

    def sold(self, party_id: int) -> list[Sold]:
        return [Sold(one.pk, one.owed, int(one.price_idr)) for one in self.sales.get(party_id, ())]

    def claims(self, party_id: int) -> list[Claim]:
        return [Claim(one.pk, ANY_ORDER, one.open_idr) for one in self.returns.get(party_id, ())]

    def lines(self, slip_id: int, party_id: int, sums: Reckoning) -> Iterator[tuple[Any, ...]]:
        """As `preparing.LINE` has them: what was sold with its order, then what is taken back."""
        sales = {one.pk: one for one in self.sales.get(party_id, ())}
        for sold in sums.sold:
            sale = sales[sold.sale_id]
            yield (
                slip_id, SlipLine.Kind.SALE.value, sale.order_id, None, None, None, None, sold.pieces,
                sold.price_idr, sold.amount_idr, self._text("Titipan terjual", sale), sale.pk, None,
            )  # fmt: skip
        back = {one.pk: one for one in self.returns.get(party_id, ())}
        for taken in sums.back:
            found = back[taken.claim_id]
            yield (
                slip_id, SlipLine.Kind.BACK.value, found.sale.order_id, None, None, None, None,
                found.pieces, 0, -taken.amount_idr, self._text("Titipan kembali dari pembeli", found.sale),
                None, found.pk,
            )  # fmt: skip

    def _text(self, what: str, sale: ConsignedSale) -> str:
        """Names and numbers, the same in every language."""
        goods = sale.batch.stage.product.name
        if sale.kind == ConsignedSale.Kind.LOST:
            return f"Titipan hilang · {goods}"[:160]
        return f"{what} · {goods[:100]} · #{self.orders[sale.order_id or 0]}"[:160]


def consigned_desk() -> ConsignedDesk:
    """Sales first, then returns, each held in order of id. Three queries, two when nothing was sold."""
    desk = ConsignedDesk()
    about = "batch__stage__product"
    for sale in unpaid_sales().select_for_update(of=("self",)).select_related(about):
        desk.sales[sale.party_id].append(sale)
    held = ConsignedReturn.objects.select_for_update(of=("self",)).select_related(f"sale__{about}")
    open_ = held.filter(asked_idr__gt=F("taken_idr") + F("reserved_idr"))
    for one in open_.order_by("pk"):
        desk.returns[one.party_id].append(one)
    named = {one.order_id for several in desk.sales.values() for one in several}
    named |= {one.sale.order_id for several in desk.returns.values() for one in several}
    if named:
        desk.orders = {one.pk: one for one in Order.objects.filter(pk__in=[one for one in named if one])}
    return desk
