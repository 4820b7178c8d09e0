"""Quick cash from the full fund to her slip: bought, used, sold, shared, paid; the books hold."""

import pytest
from django.db import IntegrityError, transaction

from sentra.capital.models import PaidGain
from sentra.capital.operations import (
    cancel_order,
    close_order,
    pay_slip,
    prepare_payout,
    send_back_payout,
)
from sentra.capital.queries import cash_desk, order_money, unpaid_by_party
from sentra.crafts.models import Stage
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries as books
from sentra.ledger.posting import Booking
from sentra.orders.models import Order, OrderLine
from sentra.people.models import Workshop
from sentra.production.models import Supply
from sentra.production.operations import accept_offer, offer_plan, split_order
from sentra.production.queries import cover
from sentra.production.waiting import waiting
from sentra.stock.queries import on_hand
from sentra.trade.models import FundMove, Purchase, Use
from sentra.trade.operations import buy_at_once, move_fund, set_gain_rule, share_gains, use_purchase
from tests.domain.capital.given import (
    all_paid,
    approved,
    balance,
    delivered_and_paid,
    inspected,
    more_money,
    of_order,
    skilled,
    slip_of,
    work_of,
)
from tests.domain.orders.given import line, making, product, writing
from tests.domain.production.given import actor_of, assignments
from tests.domain.trade.given import floor, stages_of
from tests.world import NOW, TODAY

FUND_CASH = "1-1120"


@pytest.fixture
def bag(world):
    made = product(world.weavers)
    skilled(world, made)
    more_money(world, 5_000_000, "1-1100")
    more_money(world, 5_000_000)
    floor(world, stages_of(world, made)[0], 15_000)
    return made


def filled(world, amount=1_000_000, by=None, **more):
    facts = {"method": "cash", "moved_on": TODAY} | more
    return move_fund(amount_idr=amount, **facts, by=by or world.tari, at=NOW)


def bought(world, bag, pieces=10, by=None, name="Cici", **more):
    facts = {"stage_id": stages_of(world, bag)[0], "method": "cash"} | more
    return buy_at_once(world.workshops[name].pk, pieces=pieces, by=by or world.tari, at=NOW, **facts)


def ordered(world, bag, pieces=40):
    order = making(world, line(bag, pieces), down_payment_permille=1000)
    with writing(world.weavers):
        return order, OrderLine.objects.get(order=order).pk


def used(world, purchase, line_id, pieces=10, by=None):
    return use_purchase(purchase.pk, line_id=line_id, pieces=pieces, by=by or world.mira, at=NOW)


def all_accepted(world, order):
    plan = split_order(order.pk, by=world.mira, at=NOW)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    for work in assignments(world, order):
        accept_offer(work.pk, by=actor_of(world, work), at=NOW)


def free(world, bag):
    with writing(world.weavers):
        return on_hand(stages_of(world, bag)[0], None)


def sold(world, bag, pieces=40, taken=10, name="Cici"):
    """The whole way to an order the buyer has paid."""
    filled(world)
    purchase = bought(world, bag, taken, name=name)
    order, line_id = ordered(world, bag, pieces)
    use = used(world, purchase, line_id, taken)
    all_accepted(world, order)
    for position in (1, 2):
        for work in work_of(world, order, position):
            inspected(world, work)
    delivered_and_paid(world, order)
    return order, use


def test_the_fund_is_money_of_its_own(world, bag):
    before = balance(world, "1-1100")
    filled(world, 600_000)
    assert (balance(world, FUND_CASH), balance(world, "1-1100")) == (600_000, before - 600_000)
    filled(world, -100_000)
    assert (balance(world, FUND_CASH), balance(world, "1-1100")) == (500_000, before - 500_000)


@pytest.mark.parametrize("amount", [0, -1, 10**12])
def test_the_fund_takes_and_gives_only_what_is_there(world, bag, amount):
    with pytest.raises(Refused):
        filled(world, amount)


def test_pieces_are_bought_at_the_floor_and_lie_free(world, bag):
    filled(world)
    made = bought(world, bag, 10)
    assert (made.price_idr, made.total_idr, made.maker_permille, made.fee_permille) == (
        15_000, 150_000, 500, 100,
    )  # fmt: skip
    assert balance(world, FUND_CASH) == 850_000
    assert balance(world, "1-1410") == 150_000
    assert free(world, bag) == 10


def test_no_more_than_the_fund_holds(world, bag):
    filled(world, 149_999)
    with pytest.raises(Refused, match="fund holds"):
        bought(world, bag, 10)
    assert free(world, bag) == 0


def test_the_database_holds_the_fund_above_zero(world, bag):
    from sentra.ledger import trade_recipes

    with (
        pytest.raises(IntegrityError, match="below zero"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        trade_recipes.goods_bought(
            1, Booking(TODAY, world.tari, NOW), party_id=world.aluh.party_id, amount_idr=1, method="cash"
        )


def test_what_is_not_bought_at_once_is_refused(world, bag):
    filled(world)
    with pytest.raises(Refused, match="at once"):
        bought(world, bag, stage_id=stages_of(world, bag)[1])
    with pytest.raises(Refused, match="one piece"):
        bought(world, bag, 0)
    with writing(world.weavers):
        Workshop.objects.filter(pk=world.workshops["Cici"].pk).update(active=False)
    with pytest.raises(Refused, match="rest"):
        bought(world, bag)


def test_a_receipt_keeps_the_rule_it_was_given_with(world, bag):
    filled(world)
    old = bought(world, bag, 1)
    set_gain_rule(maker_permille=700, fee_permille=50, by=world.mira, at=NOW)
    new = bought(world, bag, 1)
    assert (old.maker_permille, new.maker_permille, new.fee_permille) == (500, 700, 50)
    with pytest.raises(Refused):
        set_gain_rule(maker_permille=1001, fee_permille=0, by=world.mira, at=NOW)
    with pytest.raises(Refused):
        set_gain_rule(maker_permille=0, fee_permille=-1, by=world.mira, at=NOW)


def test_only_the_later_stages_are_split(world, bag):
    filled(world)
    purchase = bought(world, bag, 10)
    order, line_id = ordered(world, bag, 40)
    used(world, purchase, line_id)
    plan = split_order(order.pk, by=world.mira, at=NOW)
    pieces = {position: sum(one.proposed for one in work_of(world, order, position)) for position in (1, 2)}
    assert pieces == {1: 30, 2: 40}
    assert plan.shortfall == {}
    assert free(world, bag) == 0
    assert of_order(world, order, "1-1410") == 150_000
    assert balance(world, "5-1200") == 0


def test_a_maker_at_rest_still_sold_her_pieces(world, bag):
    filled(world)
    purchase = bought(world, bag, 10)
    order, line_id = ordered(world, bag, 40)
    used(world, purchase, line_id)
    with writing(world.weavers):
        Workshop.objects.filter(pk=world.workshops["Cici"].pk).update(active=False)
    split_order(order.pk, by=world.mira, at=NOW)
    assert sum(one.proposed for one in work_of(world, order, 1)) == 30


def test_an_order_takes_no_more_than_it_lacks_nor_than_is_left(world, bag):
    filled(world)
    purchase = bought(world, bag, 10)
    order, line_id = ordered(world, bag, 8)
    with pytest.raises(Refused, match="8 pieces"):
        used(world, purchase, line_id, 9)
    with pytest.raises(Refused, match="10 pieces"):
        used(world, purchase, line_id, 11)
    used(world, purchase, line_id, 5)
    with pytest.raises(Refused, match="3 pieces"):
        used(world, purchase, line_id, 4)
    all_accepted(world, order)
    with pytest.raises(Refused, match="0 pieces"):
        used(world, purchase, line_id, 1)


def test_another_product_is_refused(world, bag):
    filled(world)
    purchase = bought(world, bag, 10)
    other = product(world.weavers, "lain")
    _order, line_id = ordered(world, other)
    with pytest.raises(Refused, match="another product"):
        used(world, purchase, line_id)


def test_the_gain_reaches_her_slip_and_the_fund_is_whole_again(world, bag):
    order, use = sold(world, bag)
    all_paid(world)
    with pytest.raises(Refused, match="not shared"):
        close_order(order.pk, today=TODAY, by=world.mira, at=NOW)
    share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
    with writing(world.weavers):
        use = Use.objects.get(pk=use.pk)
    # 10 × 185.000 − 10 × 15.000 − a quarter of 40 × 40.000 − a tenth of 1.850.000
    assert use.gain_idr == 1_850_000 - 150_000 - 400_000 - 185_000
    assert use.maker_idr == 557_500
    cici = world.cici.party_id
    assert balance(world, "2-1110", cici) == -557_500
    assert balance(world, FUND_CASH) == 1_000_000
    run = all_paid(world)
    slip = slip_of(world, run, cici)
    assert (slip.gross_idr, slip.net_idr) == (557_500, 557_500)
    assert balance(world, "2-1110", cici) == 0
    close_order(order.pk, today=TODAY, by=world.mira, at=NOW)
    assert of_order(world, order, "1-1410") == 0
    with writing(world.weavers):
        assert books.trial_balance(TODAY).balanced


def test_the_desk_names_a_gain_until_it_stands_on_a_slip(world, bag):
    order, _use = sold(world, bag)
    all_paid(world)
    share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
    with writing(world.weavers):
        (cici,) = cash_desk().unpaid
        assert (cici.name, cici.pieces, cici.amount_idr, cici.gain_idr) == ("Cici", 0, 557_500, 557_500)
        assert order_money(order.pk).owed_idr == 557_500
    with pytest.raises(Refused, match="not paid yet: Cici"):
        close_order(order.pk, today=TODAY, by=world.mira, at=NOW)
    run = approved(world)
    with writing(world.weavers):
        assert unpaid_by_party() == []
    with pytest.raises(Refused, match="not paid yet: Cici"):
        close_order(order.pk, today=TODAY, by=world.mira, at=NOW)
    pay_slip(slip_of(world, run, world.cici.party_id).pk, paid_on=TODAY, by=world.tari, at=NOW)
    with writing(world.weavers):
        assert order_money(order.pk).owed_idr == 0
    close_order(order.pk, today=TODAY, by=world.mira, at=NOW)


def test_the_database_pays_a_gain_once(world, bag):
    order, use = sold(world, bag)
    all_paid(world)
    share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
    slip = slip_of(world, approved(world), world.cici.party_id)
    with (
        pytest.raises(IntegrityError, match="gain_paid_once"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        PaidGain.objects.create(use_id=use.pk, slip_id=slip.pk)


def test_it_is_shared_once(world, bag):
    order, _use = sold(world, bag)
    share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="wait to be shared"):
        share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)


def test_it_is_shared_only_when_the_buyer_has_paid(world, bag):
    filled(world)
    order, line_id = ordered(world, bag)
    used(world, bought(world, bag), line_id)
    with pytest.raises(Refused, match="buyer has paid"):
        share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)


def test_a_run_sent_back_leaves_the_gain_for_the_next(world, bag):
    order, _use = sold(world, bag)
    all_paid(world)
    share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="no accepted work"):
        prepare_payout(today=TODAY, by=world.tari, at=NOW)
    send_back_payout(run.pk, reason="Salah", by=world.mira, at=NOW)
    assert slip_of(world, all_paid(world), world.cici.party_id).net_idr == 557_500


def test_a_cancelled_order_gives_unused_pieces_back(world, bag):
    filled(world)
    purchase = bought(world, bag, 10)
    order, line_id = ordered(world, bag)
    used(world, purchase, line_id)
    cancel_order(order.pk, reason="Batal", refund_idr=0, keep_goods=False, today=TODAY, by=world.mira, at=NOW)
    assert free(world, bag) == 10
    assert (of_order(world, order, "1-1410"), balance(world, "1-1410")) == (0, 150_000)
    again, line_id = ordered(world, bag)
    assert used(world, purchase, line_id).supply.order_id == again.pk


def test_who_may(world, bag):
    for who in (world.mira, world.budi, world.aluh):
        with pytest.raises(PermissionDenied):
            filled(world, by=who)
        with pytest.raises(PermissionDenied):
            bought(world, bag, by=who)
        with pytest.raises(PermissionDenied):
            share_gains(1, method="cash", today=TODAY, by=who, at=NOW)
    with pytest.raises(PermissionDenied):
        use_purchase(1, line_id=1, pieces=1, by=world.tari, at=NOW)
    with pytest.raises(PermissionDenied):
        set_gain_rule(maker_permille=1, fee_permille=1, by=world.budi, at=NOW)


def test_a_stranger_finds_nothing(world, bag):
    filled(world)
    purchase = bought(world, bag)
    order, line_id = ordered(world, bag)
    with pytest.raises(OrderLine.DoesNotExist):
        used(world, purchase, line_id, by=world.zahra)
    from dataclasses import replace

    from sentra.people.roles import RoleName, permissions

    treasurer = replace(world.zahra, permissions=permissions(RoleName.TREASURER))
    with pytest.raises(Workshop.DoesNotExist):
        bought(world, bag, by=treasurer)
    with pytest.raises(Order.DoesNotExist):
        share_gains(order.pk, method="cash", today=TODAY, by=treasurer, at=NOW)
    with pytest.raises(Stage.DoesNotExist):
        floor(world, stages_of(world, bag)[0], by=treasurer)


def test_what_was_bought_and_shared_stays(world, bag):
    order, use = sold(world, bag)
    share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
    for wrong in (
        lambda: Purchase.objects.update(pieces=1),
        lambda: FundMove.objects.all().delete(),
        lambda: Use.objects.filter(pk=use.pk).update(maker_idr=0),
        lambda: Supply.objects.update(returned=99),
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), within(writes=world.weavers.pk):
            wrong()


def test_pieces_from_the_store_are_not_open(world, bag):
    """Half-finished pieces: their stage has so many fewer to make, the later one all of them."""
    filled(world)
    purchase = bought(world, bag, 10)
    order, line_id = ordered(world, bag)

    def counts():
        with writing(world.weavers):
            return [(one.needed, one.supplied, one.open) for one in cover(order.pk)]

    assert counts() == [(40, 0, 40), (40, 0, 40)]
    used(world, purchase, line_id)
    assert counts() == [(30, 10, 30), (40, 0, 40)]
    all_accepted(world, order)
    assert [open_ for _needed, _came, open_ in counts()] == [0, 0]
    with writing(world.weavers):
        assert order.pk not in {one.order.pk for one in waiting()}
