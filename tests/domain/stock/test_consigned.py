"""Goods a maker leaves to be sold: hers until sold, owed at her price, paid by a slip, hers when returned."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from sentra.capital.models import Slip, SlipLine
from sentra.capital.operations import approve_payout, pay_slip, prepare_payout, send_back_payout
from sentra.console.books import money, slips
from sentra.console.books import stock as books_of_stock
from sentra.crafts.models import Stage
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.ledger import queries as books
from sentra.ledger import recipes
from sentra.ledger.chart import FINISHED
from sentra.ledger.earnings import sold_by_party
from sentra.ledger.posting import Booking
from sentra.orders.models import DeliveryLine, OrderLine
from sentra.orders.operations import deliver
from sentra.stock import queries as stock
from sentra.stock.consigned import came_from, consigned_of, consigned_returned
from sentra.stock.consigned_operations import Left, give_back_consigned, receive_consigned
from sentra.stock.models import Batch, ConsignedReturn, ConsignedSale, Consignment, Level
from tests.domain.capital.given import balance, more_money, of_order
from tests.domain.orders.given import PRICE, product, writing
from tests.domain.orders.test_buying import buy, lapse, lay_out, pay
from tests.world import NOW, TODAY

HERS = 150_000
EACH = 60_000  # what our own pieces cost


@pytest.fixture
def tas(world):
    made = product(world.weavers)
    with writing(world.weavers):
        made.last = Stage.objects.get(product=made, position=2).pk
    return made


def last_of(made):
    return made.last


def left(world, made, pieces, price=HERS, who="Aluh", by=None, **more):
    lines = [Left(last_of(made), pieces, price)]
    return receive_consigned(world.workshops[who].pk, lines=lines, by=by or world.mira, at=NOW, **more)


def batch_of(world, consignment):
    with writing(world.weavers):
        return Batch.objects.get(consignment=consignment)


def ours(world, made, pieces):
    """Free pieces of our own, with what they cost."""
    lay_out(world, made, pieces)
    with writing(world.weavers):
        recipes.goods_freed(999, Booking(TODAY, world.mira, NOW), costs={FINISHED: pieces * EACH})


def sold(world, made, pieces, *, go=None, buyer=None):
    """Bought in the shop, paid and handed over."""
    more = {"buyer": buyer} if buyer else {}
    order = buy(world, (made, pieces), **more)
    pay(world, order, pieces * PRICE)
    gone(world, order, go or pieces)
    return order


def gone(world, order, pieces):
    with writing(world.weavers):
        line = OrderLine.objects.get(order=order)
    return deliver(
        order.pk, pieces={line.pk: pieces}, delivered_on=TODAY, received_by="Rina", by=world.mira, at=NOW
    )


def back(world, order, made, pieces, who="Aluh", cause="return:1"):
    with writing(world.weavers):
        return consigned_returned(
            order.pk, last_of(made), world.workshops[who].pk, pieces, cause=cause,
            booked=Booking(TODAY, world.mira, NOW),
        )  # fmt: skip


def owed(world, who="Aluh"):
    return -balance(world, "2-1110", world.workshops[who].owner_id)


def prepared(world):
    return prepare_payout(today=TODAY, by=world.tari, at=NOW)


def paid(world, run=None):
    """The one slip of a run, paid."""
    run = run or prepared(world)
    approve_payout(run.pk, by=world.mira, at=NOW)
    slip = only_slip(world, run)
    return pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)


def only_slip(world, run):
    with writing(world.weavers):
        return Slip.objects.get(run=run)


def lines_of(world, slip):
    with writing(world.weavers):
        return list(SlipLine.objects.filter(slip_id=slip.pk).order_by("pk"))


def whole(world):
    """The checks that `check_books` runs find nothing, and the books balance."""
    with writing(world.weavers):
        for check in (
            books_of_stock.levels, books_of_stock.consigned, books_of_stock.consigned_sales, money.payables,
            money.deliveries, money.slips,
            slips.sums, slips.pays,
        ):  # fmt: skip
            assert not check(world.weavers.pk).faults, check
        assert books.trial_balance(TODAY).balanced


def test_what_she_leaves_is_hers_and_not_in_the_books(world, tas):
    made = left(world, tas, 6, ends_on=TODAY + timedelta(days=90), note="  warna   alami ")
    assert (made.number, made.year, made.note) == (1, 2026, "warna alami")
    with writing(world.weavers):
        assert stock.on_hand(last_of(tas), None) == 6
        assert Level.objects.get(place__kind="store", pieces=6).owner_id == world.workshops["Aluh"].pk
        assert books.trial_balance(TODAY).rows == []
    assert left(world, tas, 1).number == 2
    whole(world)


def test_what_is_sold_is_owed_at_her_price_the_oldest_first(world, tas):
    first, second = left(world, tas, 2, 150_000), left(world, tas, 5, 160_000)
    order = sold(world, tas, 3)
    assert owed(world) == 2 * 150_000 + 160_000
    assert batch_of(world, first).left == 0
    assert batch_of(world, second).left == 4
    with writing(world.weavers):
        assert books.balance_of_source(f"order:{order.pk}", "5-1200") == 460_000
        assert came_from(order.pk, last_of(tas)) == {world.workshops["Aluh"].pk: 3}
        assert sold_by_party(since=TODAY, until=TODAY) == {world.workshops["Aluh"].owner_id: 460_000}
    whole(world)


def test_a_mixed_delivery_costs_exactly_both(world, tas):
    """Ours at average first, then hers at her price; a part delivery takes ours first too."""
    ours(world, tas, 3)
    left(world, tas, 4)
    order = buy(world, (tas, 5))
    pay(world, order, 5 * PRICE)
    assert of_order(world, order, "1-1420") == 3 * EACH
    gone(world, order, 2)
    assert (of_order(world, order, "1-1420"), owed(world)) == (EACH, 0)
    gone(world, order, 3)
    assert (of_order(world, order, "1-1420"), owed(world)) == (0, 2 * HERS)
    with writing(world.weavers):
        costs = list(DeliveryLine.objects.order_by("pk").values_list("cost_idr", flat=True))
        assert costs == [2 * EACH, EACH + 2 * HERS]
        cause = ConsignedSale.objects.get().cause
        assert consigned_of(cause) == {last_of(tas): 2}
    whole(world)


def test_of_two_makers_whose_oldest_is_oldest_goes_first(world, tas):
    left(world, tas, 2, who="Bariah")
    left(world, tas, 2, who="Aluh")
    sold(world, tas, 3)
    assert (owed(world, "Bariah"), owed(world, "Aluh")) == (2 * HERS, HERS)
    whole(world)


def test_an_order_that_lapses_leaves_her_goods_hers(world, tas):
    batch = batch_of(world, left(world, tas, 2))
    buy(world, (tas, 2))
    with pytest.raises(Refused):
        give_back_consigned(batch.pk, pieces=1, by=world.mira, at=NOW)  # set aside for the buyer
    lapse(world)
    assert give_back_consigned(batch.pk, pieces=2, by=world.mira, at=NOW).left == 0
    whole(world)


def test_her_slip_pays_it_with_the_orders_number(world, tas):
    more_money(world)
    left(world, tas, 2)
    order = sold(world, tas, 2)
    slip = paid(world)
    (line,) = lines_of(world, slip)
    assert (line.kind, line.order_id, line.pieces, line.amount_idr) == ("sale", order.pk, 2, 2 * HERS)
    assert line.text == f"Titipan terjual · Produk tas-purun · #{order}"
    assert (slip.gross_idr, slip.net_idr, owed(world)) == (2 * HERS, 2 * HERS, 0)
    with pytest.raises(Refused, match="no accepted work"):
        prepared(world)
    whole(world)


def test_a_run_sent_back_leaves_the_sale_for_the_next(world, tas):
    left(world, tas, 2)
    sold(world, tas, 2)
    run = prepared(world)
    send_back_payout(run.pk, reason="Salah", by=world.mira, at=NOW)
    assert only_slip(world, prepared(world)).gross_idr == 2 * HERS


def test_what_comes_back_before_a_slip_is_not_owed(world, tas):
    more_money(world)
    consignment = left(world, tas, 3)
    order = sold(world, tas, 3)
    back(world, order, tas, 1)
    assert owed(world) == 2 * HERS
    assert batch_of(world, consignment).left == 1
    with writing(world.weavers):
        assert stock.on_hand(last_of(tas), None) == 1
        assert sold_by_party(since=TODAY, until=TODAY) == {world.workshops["Aluh"].owner_id: 2 * HERS}
    assert paid(world).net_idr == 2 * HERS
    assert owed(world) == 0
    whole(world)


def test_what_comes_back_after_her_slip_meets_the_next_above_her_floor(world, tas):
    more_money(world)
    left(world, tas, 4)
    order = sold(world, tas, 3)
    paid(world)
    (returned,) = back(world, order, tas, 2)
    assert (returned.asked_idr, owed(world)) == (2 * HERS, -2 * HERS)
    whole(world)
    with pytest.raises(Refused, match="no accepted work"):
        prepared(world)  # she owes, nothing is paid
    sold(world, tas, 3)
    slip = paid(world)
    assert (slip.gross_idr, slip.deducted_idr, slip.net_idr) == (450_000, 225_000, 225_000)
    assert [(one.kind, one.amount_idr) for one in lines_of(world, slip)] == [
        ("sale", 450_000), ("back", -225_000),
    ]  # fmt: skip
    assert owed(world) == -75_000
    with writing(world.weavers):
        assert ConsignedReturn.objects.get().open_idr == 75_000
    whole(world)


def test_a_return_while_the_slip_waits_and_the_run_is_sent_back(world, tas):
    """The claim stays, the sale is paid whole by the next run: together what is owed."""
    more_money(world)
    left(world, tas, 4)
    order = sold(world, tas, 4)
    run = prepared(world)
    back(world, order, tas, 1)
    send_back_payout(run.pk, reason="Salah", by=world.mira, at=NOW)
    slip = paid(world)
    assert (slip.gross_idr, slip.net_idr, owed(world)) == (4 * HERS, 3 * HERS, 0)
    whole(world)


def test_the_buyer_cannot_bring_back_more_than_she_has(world, tas):
    left(world, tas, 3)
    order = sold(world, tas, 2)
    for pieces in (0, 3):
        with pytest.raises(Refused, match="The buyer has 2"):
            back(world, order, tas, pieces)
    first = back(world, order, tas, 1)
    assert back(world, order, tas, 1) == first  # the same return told twice
    assert owed(world) == HERS
    with pytest.raises(Refused, match="The buyer has 1"):
        back(world, order, tas, 2, cause="return:2")


@pytest.mark.parametrize(
    ("line", "field"),
    [
        ((0, 1, 1), "stage_0"), ((None, 0, 1), "pieces_0"), ((None, 1, 0), "price_0"),
        ((None, 1, PRICE + 1), "price_0"),
    ],
)  # fmt: skip
def test_what_cannot_be_left(world, tas, line, field):
    stage, pieces, price = line
    lines = [Left(last_of(tas) if stage is None else stage, pieces, price)]
    with pytest.raises(Refused) as refusal:
        receive_consigned(world.workshops["Aluh"].pk, lines=lines, by=world.mira, at=NOW)
    assert refusal.value.field == field


def test_half_finished_pieces_no_lines_past_ends_and_makers_at_rest_are_refused(world, tas):
    with writing(world.weavers):
        half = Stage.objects.get(product=tas, position=1).pk
    aluh = world.workshops["Aluh"]
    for lines, more, field in (
        ([Left(half, 1, HERS)], {}, "stage_0"),
        ([], {}, "stage_0"),
        ([Left(last_of(tas), 1, HERS)], {"ends_on": TODAY - timedelta(days=1)}, "ends_on"),
    ):
        with pytest.raises(Refused) as refusal:
            receive_consigned(aluh.pk, lines=lines, by=world.mira, at=NOW, **more)
        assert refusal.value.field == field
    with writing(world.weavers):
        type(aluh).objects.filter(pk=aluh.pk).update(active=False)
    with pytest.raises(Refused, match="at rest"):
        left(world, tas, 1)


def test_she_fetches_what_was_not_sold(world, tas):
    batch = batch_of(world, left(world, tas, 3))
    sold(world, tas, 1)
    for pieces in (0, 3):
        with pytest.raises(Refused, match="Between 1 and 2"):
            give_back_consigned(batch.pk, pieces=pieces, by=world.mira, at=NOW)
    assert give_back_consigned(batch.pk, pieces=1, by=world.mira, at=NOW).left == 1
    assert give_back_consigned(batch.pk, pieces=1, by=world.mira, at=NOW).left == 0
    with pytest.raises(Refused, match="Nothing"):
        give_back_consigned(batch.pk, pieces=1, by=world.mira, at=NOW)
    whole(world)


def test_who_may_not_and_who_is_a_stranger(world, tas):
    batch = batch_of(world, left(world, tas, 3))
    for other in (world.tari, world.wati, world.aluh):
        with pytest.raises(PermissionDenied):
            left(world, tas, 1, by=other)
        with pytest.raises(PermissionDenied):
            give_back_consigned(batch.pk, pieces=1, by=other, at=NOW)
    with pytest.raises(Batch.DoesNotExist):
        give_back_consigned(batch.pk, pieces=1, by=world.zahra, at=NOW)
    with pytest.raises(type(world.workshops["Aluh"]).DoesNotExist):
        left(world, tas, 1, by=world.zahra)


def refused_by_the_database(world, rows, match, **change):
    with pytest.raises(IntegrityError, match=match), writing(world.weavers):
        rows.objects.update(**change)


def test_the_database_keeps_what_was_agreed(world, tas):
    more_money(world)
    left(world, tas, 3)
    order = sold(world, tas, 2)
    slip = paid(world)
    back(world, order, tas, 1)
    refused_by_the_database(world, Batch, "stays as it was written", price_idr=1)
    refused_by_the_database(world, Batch, "batch_gone_within_what_came", sold=4)
    refused_by_the_database(world, ConsignedSale, "stays as it was written", amount_idr=1)
    refused_by_the_database(world, ConsignedSale, "stands on slip", slip_id=slip.pk + 1)
    refused_by_the_database(world, ConsignedSale, "stays on its slip", slip_id=None)
    refused_by_the_database(world, ConsignedSale, "asks the next one", returned=1)
    refused_by_the_database(world, ConsignedReturn, "stays as it was written", asked_idr=0)
    refused_by_the_database(world, ConsignedReturn, "taken_within_asked", taken_idr=2 * HERS)
    refused_by_the_database(world, Consignment, "never edited", note="Lain")
