"""Orders at each step, made by the operations themselves, for the weavers of tests/world.py."""

from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from sentra.crafts.models import Craft, Product, Stage, Technique
from sentra.kernel.tenancy import within
from sentra.ledger import recipes
from sentra.ledger.posting import Booking
from sentra.orders.facts import BuyerFacts, EnquiryFacts, QuotationFacts, QuotedLine
from sentra.orders.models import Order, OrderLine, Sample
from sentra.orders.operations import (
    accept_quotation,
    approve_sample,
    deliver,
    issue_invoice,
    quote,
    record_payment,
    show_sample,
)
from sentra.orders.steps import locked, start_making
from sentra.stock.models import Place
from sentra.stock.steps import move, place
from tests.world import NOW, TODAY, World

PRICE, PIECES = 185_000, 40
TOTAL = PRICE * PIECES
BUYER = BuyerFacts(
    "Dinas Pendidikan HSU", "public_office", phone="0812-3456-7890", address="Jl. Basuki Rahmat, Amuntai"
)


@contextmanager
def writing(tenant: Any) -> Any:
    with transaction.atomic(), within(writes=tenant.pk):
        yield


def product(
    tenant: Any, code: str = "tas-purun", *, sizes: tuple[str, ...] = (), published: bool = True
) -> Product:
    """A product with two stages: woven, then finished."""
    craft, _ = Craft.objects.get_or_create(
        code="anyaman-purun",
        defaults={"name": "Anyaman purun", "name_en": "Purun weaving", "family": "weaving"},
    )
    weaving, _ = Technique.objects.get_or_create(
        code="anyam", defaults={"name": "Anyam", "name_en": "Weaving", "family": "weaving"}
    )
    with writing(tenant):
        made = Product.objects.create(
            code=code,
            name=f"Produk {code}",
            craft=craft,
            price_idr=PRICE,
            sizes=list(sizes),
            published=published,
        )
        for position, finish in enumerate(("half_finished", "finished"), start=1):
            Stage.objects.create(
                product=made, position=position, name=f"Tahap {position}", finish=finish, technique=weaving,
                rate_idr=20_000 * position, pieces_a_week=10,
            )  # fmt: skip
        return made


def line(made: Product, pieces: int = PIECES, price_idr: int = PRICE, **more: Any) -> QuotedLine:
    return QuotedLine(made.pk, pieces, price_idr, **more)


def offer(*lines: QuotedLine, **more: Any) -> QuotationFacts:
    said = QuotationFacts(
        buyer=BUYER,
        lines=lines,
        promised_on=TODAY + timedelta(days=60),
        expires_on=TODAY + timedelta(days=14),
        down_payment_permille=300,
    )
    return replace(said, **more)


def enquiry(*lines: Any, **more: Any) -> EnquiryFacts:
    said = EnquiryFacts(
        "Rusdi",
        phone="081234567890",
        organisation="Dinas Pendidikan",
        lines=lines,
        message="Untuk HUT kabupaten.",
    )
    return replace(said, **more)


def quoted(world: World, *lines: QuotedLine, **more: Any) -> Order:
    return quote(offer(*(lines or (line(product(world.weavers)),)), **more), by=world.mira, at=NOW)


def accepted(world: World, *lines: QuotedLine, **more: Any) -> Order:
    order = quoted(world, *lines, **more)
    return accept_quotation(order.pk, today=TODAY, by=world.mira, at=NOW)


def pay(world: World, order: Order, kind: str, amount_idr: int, **more: Any) -> Any:
    said = {"method": "bank", "paid_on": TODAY, "by": world.tari, "at": NOW} | more
    return record_payment(order.pk, kind=kind, amount_idr=amount_idr, **said)


def sampled(world: World, order: Order) -> Sample:
    shown = show_sample(order.pk, picture=None, by=world.mira, at=NOW)
    return approve_sample(shown.pk, by=world.mira, at=NOW)


def making(world: World, *lines: QuotedLine, **more: Any) -> Order:
    order = accepted(world, *lines, **more)
    if order.needs_sample:
        sampled(world, order)
    if order.down_payment_permille:
        pay(world, order, "down_payment", order.total_idr * order.down_payment_permille // 1000)
    with writing(world.weavers):
        return start_making(locked(order.pk), at=NOW)


def lines_of(order: Order) -> list[OrderLine]:
    with transaction.atomic(), within(order.tenant_id):
        return list(OrderLine.objects.filter(order=order))


_inspections = iter(range(1, 10_000))


def made_and_accepted(world: World, order: Order, at_line: OrderLine, pieces: int, cost_idr: int) -> None:
    """As an inspection leaves it: pieces in the store, their cost on the books."""
    with writing(world.weavers):
        last = Stage.objects.filter(product=at_line.product_id).order_by("position").last()
        inspection = next(_inspections)
        move(
            place(Place.Kind.MAKING), place(Place.Kind.STORE), last.pk, pieces, cause=f"lot:{inspection}",
            order_id=order.pk, at=NOW,
        )  # fmt: skip
        recipes.pieces_accepted(
            inspection, Booking(TODAY, world.idah, NOW), order_id=order.pk, party_id=world.aluh.party_id,
            amount_idr=cost_idr, finished=True,
        )  # fmt: skip


def hand_over(world: World, order: Order, pieces: dict[int, int], **more: Any) -> Any:
    said = {"delivered_on": TODAY, "received_by": "Ibu Sari", "by": world.mira, "at": NOW} | more
    return deliver(order.pk, pieces=pieces, **said)


def delivered(world: World, *lines: QuotedLine, **more: Any) -> Order:
    order = making(world, *lines, **more)
    own = lines_of(order)
    for one in own:
        made_and_accepted(world, order, one, one.pieces, one.pieces * 60_000)
    hand_over(world, order, {one.pk: one.pieces for one in own})
    return again(order)


def invoiced(world: World, *lines: QuotedLine, issued_on: date = TODAY, **more: Any) -> Order:
    order = delivered(world, *lines, **more)
    issue_invoice(order.pk, issued_on=issued_on, by=world.mira, at=NOW)
    return again(order)


def again(order: Order) -> Order:
    """The order as it is now."""
    with transaction.atomic(), within(order.tenant_id):
        return Order.objects.select_related("buyer").get(pk=order.pk)
