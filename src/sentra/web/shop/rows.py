"""What lies in the basket, as the page shows it: to be bought now, fewer left, or made to order."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.forms import Form

from sentra.showroom.queries import Card
from sentra.showroom.queries.basket import Ware, belongs, wares
from sentra.web.shop.basket import Basket
from sentra.web.showroom.goods import Photo, good_of
from sentra.web.showroom.house import House


@dataclass(frozen=True)
class Row:
    """`left`: how many may be bought now, less than `pieces` where too few lie ready.

    `typed`: what stands in its field; `wrong`: what is wrong with that.
    """

    ware: Ware
    pieces: int
    left: int
    typed: str
    wrong: str = ""

    @property
    def key(self) -> str:
        return str(self.card.product_id)

    @property
    def card(self) -> Card:
        return self.ware.card

    @property
    def url(self) -> str:
        return good_of(self.card).url

    @property
    def photo(self) -> Photo | None:
        return good_of(self.card).photo

    @property
    def sum_idr(self) -> int:
        return self.card.price_idr * self.pieces

    @property
    def buyable(self) -> bool:
        return self.pieces <= self.left


@dataclass(frozen=True)
class Group:
    """One cooperative's goods: they become one order."""

    tenant_id: int
    slug: str
    name: str
    rows: tuple[Row, ...]

    @property
    def sum_idr(self) -> int:
        return sum(row.sum_idr for row in self.rows)


@dataclass(frozen=True)
class Contents:
    """`ready`: what can be ordered now, by cooperative. `elsewhere`: pieces of other houses in the basket."""

    ready: tuple[Group, ...]
    short: tuple[Row, ...]  # fewer are left than are wanted
    to_order: tuple[Row, ...]  # nothing lies ready, or it comes in sizes
    gone: tuple[int, ...]  # products nobody offers any more
    elsewhere: int

    @property
    def sum_idr(self) -> int:
        return sum(group.sum_idr for group in self.ready)

    @property
    def empty(self) -> bool:
        return not (self.ready or self.short or self.to_order)


def contents(basket: Basket, house: House, form: Form | None = None) -> Contents:
    """A refused form's numbers stand in the fields. One query, none for an empty basket."""
    found = wares(basket.pieces) if basket.pieces else {}
    here = [_row(ware, basket, form) for ware in found.values() if belongs(ware, house.all_goods)]
    return Contents(
        ready=_groups(row for row in here if row.buyable),
        short=tuple(row for row in here if row.left and not row.buyable),
        to_order=tuple(row for row in here if not row.left),
        gone=tuple(product for product in basket.pieces if product not in found),
        elsewhere=sum(basket.pieces[product] for product in found) - sum(row.pieces for row in here),
    )


def _row(ware: Ware, basket: Basket, form: Form | None) -> Row:
    product = ware.card.product_id
    pieces, left = basket.pieces[product], 0 if ware.sized else ware.card.ready
    name = f"pieces_{product}"
    if form is None or name not in form.fields:
        return Row(ware, pieces, left, str(pieces))
    wrong = " ".join(map(str, form.errors.get(name, [])))
    return Row(ware, pieces, left, str(form.data.get(name, ""))[:10], wrong)


def _groups(rows: Iterable[Row]) -> tuple[Group, ...]:
    """The rows come by cooperative."""
    by_house = groupby(rows, lambda row: (row.ware.tenant_id, row.card.slug, row.card.cooperative))
    return tuple(Group(*who, tuple(hers)) for who, hers in by_house)
