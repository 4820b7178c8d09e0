"""Ready goods in the demo: some of the cooperative's own, some that makers left, a few sold already."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from sentra.capital.operations import cancel_order
from sentra.console.demo.game import DAY, Wish
from sentra.console.demo.play import play
from sentra.console.demo.settle import House
from sentra.crafts.models import Stage
from sentra.kernel.tenancy import within
from sentra.orders.facts import BasketFacts, BasketLine, BuyerFacts
from sentra.orders.models import Order, OrderLine
from sentra.orders.operations import deliver, place_order, record_payment
from sentra.stock.consigned_operations import Left, give_back_consigned, receive_consigned
from sentra.stock.models import Batch, Consignment
from sentra.web.actors import guest_of

OWN: dict[str, list[Wish]] = {  # ordered, made, and then not wanted: free goods of the cooperative's own
    "galuh-purun": [
        Wish("topi-purun", 14, "Panitia Haul Kampung", "public_office", 6),
        Wish("tas-purun", 16, "Toko Suvenir Bandara", "company", 6),
    ],
    "batik-sangatta": [
        Wish("kain-batik-cap", 12, "Panitia Pesta Laut", "public_office", 7),
        Wish("kain-batik-ciprat", 8, "Toko Suvenir Pelabuhan", "company", 7),
    ],
}
HERS: dict[str, list[list[tuple[str, int, int]]]] = {  # product, pieces, her part of our price in permille
    "galuh-purun": [
        [("tikar-eceng", 3, 780), ("tas-eceng", 5, 800)],
        [("tas-eceng", 4, 780)],
        [("tikar-purun", 4, 800), ("tas-purun", 6, 800)],
    ],
    "batik-sangatta": [
        [("tas-manik", 4, 800)],
        [("kain-batik-tulis", 2, 820), ("tas-manik", 3, 780)],
    ],
}
SOLD = {"galuh-purun": ("tas-eceng", 2), "batik-sangatta": ("tas-manik", 1)}


def goods(house: House, *, now: datetime) -> Iterator[str]:
    """What the shop can sell at once."""
    for n, wish in enumerate(OWN[house.tenant.slug]):
        _not_wanted(house, wish, start=now - timedelta(days=62 - n), seed=300 + n)
    yield "barang jadi siap jual dari pesanan yang dibatalkan pembeli"
    with transaction.atomic(), within(house.tenant.pk):
        last = {one.product_id: one.pk for one in Stage.objects.order_by("product_id", "position")}
    made = [
        _left(house, n, lines, last, at=now - (20 - 4 * n) * DAY)
        for n, lines in enumerate(HERS[house.tenant.slug])
    ]
    _one_back(house, made[-1], at=now - 2 * DAY)
    _sold(house, at=now - 3 * DAY)
    yield f"{len(made)} pengrajin menitipkan barang, sebagian sudah terjual"


def _not_wanted(house: House, wish: Wish, *, start: datetime, seed: int) -> None:
    for _step in play(house, wish, start=start, until="made", seed=seed):
        pass
    chair = house.cast["chair"]
    with transaction.atomic(), within(house.tenant.pk):
        order = Order.objects.latest("pk")
    at = start + 50 * DAY
    cancel_order(
        order.pk, reason="Acara pembeli tidak jadi", keep_goods=True, today=chair.today(at), by=chair, at=at
    )


def _left(
    house: House, n: int, lines: list[tuple[str, int, int]], last: dict[int, int], *, at: datetime
) -> Consignment:
    chair = house.cast["chair"]
    left = []
    for code, pieces, permille in lines:
        product = house.products[code]
        price = product.price_idr * permille // 1000
        left.append(Left(last[product.pk], pieces, price - price % 1_000))
    ends = chair.today(at) + 90 * DAY if n else None
    return receive_consigned(house.workshops[n].pk, lines=left, ends_on=ends, by=chair, at=at)


def _one_back(house: House, consignment: Consignment, *, at: datetime) -> None:
    with transaction.atomic(), within(house.tenant.pk):
        batch = Batch.objects.filter(consignment=consignment).order_by("pk")[0]
    give_back_consigned(batch.pk, pieces=1, by=house.cast["chair"], at=at)


def _sold(house: House, *, at: datetime) -> None:
    """A visitor buys, pays and fetches consigned goods: the next slips pay their makers."""
    code, pieces = SOLD[house.tenant.slug]
    product, chair, treasurer = house.products[code], house.cast["chair"], house.cast["treasurer"]
    day = chair.today(at)
    basket = BasketFacts(
        buyer=BuyerFacts("Rina Contoh", "person", phone="081200005678"),
        lines=(BasketLine(product.pk, pieces),), promised_on=day, way="fetch",
    )  # fmt: skip
    order = place_order(basket, hold=DAY, by=guest_of(house.tenant), at=at)
    record_payment(
        order.pk, kind="down_payment", amount_idr=pieces * product.price_idr, method="bank", paid_on=day,
        reference="Transfer", by=treasurer, at=at,
    )  # fmt: skip
    with transaction.atomic(), within(house.tenant.pk):
        line = OrderLine.objects.get(order=order)
    deliver(order.pk, pieces={line.pk: pieces}, delivered_on=day, received_by="Rina", by=chair, at=at)
