"""Quote, change, decline: what is offered can be meant, and only the cooperative's own people offer it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.idempotency import sending
from sentra.kernel.tenancy import within
from sentra.orders.models import Lead, Order, OrderLine
from sentra.orders.operations import (
    change_quotation,
    decline_quotation,
    lapse_quotations,
    make_enquiry,
    quote,
)
from sentra.people.models import Party
from tests.domain.orders.given import (
    BUYER,
    PIECES,
    TOTAL,
    again,
    enquiry,
    line,
    lines_of,
    offer,
    product,
    quoted,
    writing,
)
from tests.world import NOW, TODAY


def test_an_offer_gets_number_total_and_buyer(world):
    order = quoted(world)

    assert (order.number, order.year, order.stage) == (1, 2026, Order.Stage.QUOTED)
    assert order.total_idr == TOTAL
    assert order.buyer.name == BUYER.name
    assert order.buyer.phone == "+6281234567890"
    assert [one.pieces for one in lines_of(order)] == [PIECES]


def test_the_same_buyer_is_found_again(world):
    purun = product(world.weavers)
    first, second = (quote(offer(line(purun)), by=world.mira, at=NOW) for _ in range(2))
    other = quote(offer(line(purun), buyer=replace(BUYER, phone="0813-1111-2222")), by=world.mira, at=NOW)

    assert first.buyer_id == second.buyer_id != other.buyer_id
    with transaction.atomic(), within(world.weavers.pk):
        assert Party.objects.filter(kind="buyer").count() == 2


def test_the_same_request_twice_makes_one_order(world):
    facts = offer(line(product(world.weavers)))
    made = []
    for _ in range(2):
        with sending("once-a-quote"):
            made.append(quote(facts, by=world.mira, at=NOW).pk)

    assert len(set(made)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"expires_on": TODAY - timedelta(days=1)}, "expires_on"),
        ({"promised_on": TODAY}, "promised_on"),
        ({"down_payment_permille": 1001}, "down_payment_permille"),
        ({"tolerance_permille": 201}, "tolerance_permille"),
        ({"payment_days": -1}, "payment_days"),
        ({"lines": ()}, "lines"),
        ({"buyer": replace(BUYER, name="  ")}, "name"),
        ({"buyer": replace(BUYER, phone="12")}, "phone"),
        ({"buyer": replace(BUYER, buyer_kind="king")}, "buyer_kind"),
    ],
)
def test_what_cannot_be_meant_is_refused(world, change, field):
    facts = replace(offer(line(product(world.weavers))), **change)

    with pytest.raises(Refused) as refusal:
        quote(facts, by=world.mira, at=NOW)
    assert refusal.value.field == field


@pytest.mark.parametrize(
    "change",
    [
        {"pieces": 0},
        {"pieces": 2_000_000},
        {"price_idr": -1},
        {"price_idr": 0},
        {"price_idr": 10**15},
        {"sizes": {"M": 20, "L": 19}},
        {"sizes": {"M": 41, "L": -1}},
        {"sizes": {"M": 20, "jumbo": 20}},
        {"product_id": 987_654},
    ],
)
def test_lines_that_do_not_add_up_are_refused(world, change):
    shirt = product(world.weavers, "seragam", sizes=("M", "L"))

    with pytest.raises(Refused) as refusal:
        quote(offer(replace(line(shirt), **change)), by=world.mira, at=NOW)
    assert refusal.value.field == "lines"


def test_sizes_that_add_up_are_kept(world):
    shirt = product(world.weavers, "seragam", sizes=("M", "L"))
    order = quote(offer(line(shirt, sizes={"M": 25, "L": 15})), by=world.mira, at=NOW)

    assert lines_of(order)[0].sizes == {"M": 25, "L": 15}


@pytest.mark.parametrize("sizes", ['{"M": 41}', '{"M": 41, "L": -1}', "[40]", '{"M": "many"}'])
def test_the_database_refuses_sizes_that_do_not_add_up(world, sizes):
    order = quoted(world)

    with pytest.raises(DatabaseError), writing(world.weavers):
        OrderLine.objects.filter(order=order).update(sizes=__import__("json").loads(sizes))


def test_an_offer_can_be_changed_until_it_is_accepted(world):
    order = quoted(world)
    bag = product(world.weavers, "tikar")

    change_quotation(order.pk, offer(line(bag, 3, 1_000), terms="Diambil sendiri"), by=world.mira, at=NOW)

    changed = again(order)
    assert (changed.number, changed.total_idr, changed.terms) == (order.number, 3_000, "Diambil sendiri")
    assert [one.product_id for one in lines_of(order)] == [bag.pk]


def test_an_offer_in_answer_to_a_lead(world):
    lead = make_enquiry(enquiry(), by=world.mira, at=NOW)
    order = quoted(world, lead_id=lead.pk)

    assert order.lead_id == lead.pk
    with transaction.atomic(), within(world.weavers.pk):
        assert Lead.objects.get(pk=lead.pk).state == Lead.State.ANSWERED


def test_a_complaint_is_not_quoted(world):
    lead = make_enquiry(enquiry(kind="complaint"), by=world.mira, at=NOW)

    with pytest.raises(Refused):
        quoted(world, lead_id=lead.pk)


def test_a_declined_offer_lapses_with_its_reason(world):
    order = quoted(world)
    with pytest.raises(Refused):
        decline_quotation(order.pk, reason=" ", by=world.mira, at=NOW)

    decline_quotation(order.pk, reason="Terlalu mahal", by=world.mira, at=NOW)

    gone = again(order)
    assert (gone.stage, gone.cancelled_reason) == (Order.Stage.LAPSED, "Terlalu mahal")
    with pytest.raises(Refused):
        decline_quotation(order.pk, reason="lagi", by=world.mira, at=NOW)


def test_offers_lapse_the_day_after_their_last(world):
    order = quoted(world)
    last = order.expires_on

    assert lapse_quotations(today=last, by=world.mira, at=NOW) == []
    assert lapse_quotations(today=last + timedelta(days=1), by=world.mira, at=NOW) == [order]
    assert again(order).stage == Order.Stage.LAPSED


def test_only_those_who_quote(world):
    facts = offer(line(product(world.weavers)))

    for nobody in (world.tari, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            quote(facts, by=nobody, at=NOW)


def test_a_stranger_finds_nothing(world):
    facts, order = offer(line(product(world.weavers))), quoted(world, line(product(world.weavers, "b")))

    with pytest.raises(Refused):  # the product is not hers
        quote(facts, by=world.zahra, at=NOW)
    for verb in (
        lambda: change_quotation(order.pk, offer(line(product(world.batik))), by=world.zahra, at=NOW),
        lambda: decline_quotation(order.pk, reason="x", by=world.zahra, at=NOW),
    ):
        with pytest.raises(Order.DoesNotExist):
            verb()
    assert lapse_quotations(today=TODAY + timedelta(days=99), by=world.zahra, at=NOW) == []
