"""Every row of the table, played through the operations: money, goods and work end where it says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sentra.capital.cancelling import TABLE, Facts, page, row_for
from sentra.capital.operations import cancel_order, grant_advance, send_back_payout
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice, Tenant
from sentra.orders.models import Order
from sentra.orders.operations import issue_invoice
from sentra.production.models import Assignment
from sentra.production.operations import offer_plan, split_order
from sentra.quality.operations import hand_in
from sentra.stock.queries import in_store
from tests.conftest import ROOT
from tests.domain.capital.given import (
    all_made,
    all_paid,
    approved,
    balance,
    books_hold,
    delivered_and_paid,
    inspected,
    more_money,
    of_order,
    once_more,
    order_in_work,
    slip_of,
    work_of,
)
from tests.domain.orders.given import (
    accepted,
    hand_over,
    line,
    lines_of,
    making,
    pay,
    product,
    quoted,
    writing,
)
from tests.domain.production.given import able
from tests.world import NOW, TODAY


def cancelled(world, order, **more):
    said = {"reason": "Pembeli batal", "today": TODAY, "by": world.mira, "at": NOW} | more
    return cancel_order(order.pk, **said)


def lying(world):
    with writing(world.weavers):
        return {(one.order_id, one.stage): one.pieces for one in in_store()}


def open_work(world, order):
    with writing(world.weavers):
        return Assignment.objects.filter(order=order, state__in=["proposed", "offered", "accepted"]).count()


def advanced(world, work, amount_idr):
    return grant_advance(work.pk, amount_idr=amount_idr, method="bank", paid_on=TODAY, by=world.mira, at=NOW)


def test_quoted(world):
    assert cancelled(world, quoted(world)).stage == Order.Stage.CANCELLED
    books_hold(world)


def test_accepted_without_money(world):
    order = accepted(world)
    with pytest.raises(Refused):
        cancelled(world, order, refund_idr=1)
    assert cancelled(world, order).stage == Order.Stage.CANCELLED


@pytest.mark.parametrize("refund_permille", [0, 400, 1000])
def test_accepted_with_a_down_payment(world, refund_permille):
    order = accepted(world)
    down = order.total_idr * 3 // 10
    pay(world, order, "down_payment", down)
    back = down * refund_permille // 1000
    cancelled(world, order, refund_idr=back)
    assert balance(world, "2-1200") == 0
    assert balance(world, "1-1200") == down - back
    assert balance(world, "4-1900") == -(down - back)
    books_hold(world)


def test_making_with_only_offers_out(world):
    made = product(world.weavers)
    able(world, made)
    order = making(world, line(made))
    offer_plan(split_order(order.pk, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)
    down = balance(world, "1-1200")
    assert open_work(world, order)
    cancelled(world, order, refund_idr=down)
    assert open_work(world, order) == 0
    assert balance(world, "1-1200") == 0
    books_hold(world)


def test_work_accepted_with_an_advance_the_rest_is_hers(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 150_000)
    cancelled(world, order, refund_idr=1_000_000)
    assert once_more(world, advance).written_off_idr == 150_000
    assert balance(world, "8-1100") == 150_000
    assert balance(world, "1-1330") == 0
    with writing(world.weavers):
        assert Notice.objects.filter(to=f"party:{advance.party_id}", name="work_withdrawn").exists()
    books_hold(world)


def test_a_cooperative_may_let_it_stay_owed(world):
    Tenant.objects.filter(pk=world.weavers.pk).update(settings={"keep_advance_on_cancel": False})
    order = order_in_work(world)
    advance = advanced(world, work_of(world, order)[0], 150_000)
    cancelled(world, order)
    assert once_more(world, advance).owing_idr == 150_000
    books_hold(world)


def test_a_waiting_lot_is_inspected_first(world):
    order = order_in_work(world)
    hand_in(work_of(world, order)[0].pk, pieces=1, by=world.idah, at=NOW)
    with pytest.raises(Refused, match=r"(?i)lot"):
        cancelled(world, order)
    assert once_more(world, order).stage == Order.Stage.MAKING


def test_accepted_pieces_are_paid_and_become_free_stock_at_their_cost(world):
    more_money(world)
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 150_000)
    found = inspected(world, work, 4)
    most = order.total_idr - found.payable_idr
    with pytest.raises(Refused, match=r"At most|Paling"):
        cancelled(world, order, refund_idr=most + 1)
    cancelled(world, order, refund_idr=most)

    assert lying(world) == {(None, "Tahap 1"): 4}
    assert of_order(world, order, "1-1410") == 0
    assert balance(world, "1-1410") == found.payable_idr
    assert balance(world, "5-1200") == 0
    assert balance(world, "4-1900") == -found.payable_idr
    held = once_more(world, advance)
    assert (held.written_off_idr, held.open_idr) == (110_000, 40_000)  # half of 80,000 can still be recovered
    books_hold(world)

    slip = slip_of(world, all_paid(world), advance.party_id)
    assert (slip.recovered_idr, slip.net_idr, slip.owing_idr) == (40_000, 40_000, 0)
    assert balance(world, "1-1330") == 0
    books_hold(world)


def test_accepted_pieces_can_be_written_off(world):
    order = order_in_work(world)
    found = inspected(world, work_of(world, order)[0], 4)
    cancelled(world, order, keep_goods=False)
    assert lying(world) == {}
    assert balance(world, "1-1410") == 0
    assert balance(world, "5-1200") == found.payable_idr
    books_hold(world)


def test_cancelling_while_a_payout_is_prepared_leaves_its_slips_alone(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 150_000)
    inspected(world, work, 4)
    run = approved(world)
    cancelled(world, order)
    held = once_more(world, advance)
    assert (held.written_off_idr, held.reserved_idr) == (135_000, 15_000)  # 4 of 40 pieces' part
    with pytest.raises(Refused):
        send_back_payout(run.pk, reason="x", by=world.mira, at=NOW)
    books_hold(world)


def test_after_a_part_delivery_the_rest_ends_and_the_part_is_invoiced(world):
    more_money(world)
    order = order_in_work(world)
    makers = work_of(world, order, 1), work_of(world, order, 2)
    for work in makers[0]:
        inspected(world, work)
    inspected(world, makers[1][0], 10)
    own = lines_of(order)[0]
    hand_over(world, order, {own.pk: 6})
    with pytest.raises(Refused):
        cancelled(world, order, refund_idr=order.total_idr - 6 * own.price_idr + 1)
    cancelled(world, order, refund_idr=order.total_idr - 6 * own.price_idr)
    assert once_more(world, order).stage == Order.Stage.DELIVERED
    assert lying(world) == {(None, "Tahap 1"): 30, (None, "Tahap 2"): 4}
    invoice = issue_invoice(order.pk, issued_on=TODAY, by=world.mira, at=NOW)
    assert (invoice.total_idr, invoice.down_payment_idr) == (6 * own.price_idr, 6 * own.price_idr)
    all_paid(world)
    from sentra.capital.operations import close_order

    assert close_order(order.pk, today=TODAY, by=world.mira, at=NOW).stage == Order.Stage.CLOSED
    assert [of_order(world, order, code) for code in ("1-1410", "1-1420", "2-1200")] == [0, 0, 0]
    books_hold(world)


def test_delivered_goods_are_not_cancelled(world):
    order = order_in_work(world)
    all_made(world, order)
    hand_over(world, order, {one.pk: one.pieces for one in lines_of(order)})
    with pytest.raises(Refused):
        cancelled(world, order)
    invoiced = order_in_work(world, code="tikar")
    all_made(world, invoiced)
    delivered_and_paid(world, invoiced)
    with pytest.raises(Refused):
        cancelled(world, invoiced)


def test_what_is_over_stays_over(world):
    order = cancelled(world, quoted(world))
    with pytest.raises(Refused):
        cancelled(world, order)


def test_a_reason_a_permission_and_the_own_cooperative(world):
    order = accepted(world)
    with pytest.raises(Refused):
        cancelled(world, order, reason=" ")
    with pytest.raises(Refused):
        cancelled(world, order, refund_idr=-1)
    with pytest.raises(PermissionDenied):
        cancelled(world, order, by=world.tari)
    with pytest.raises(Order.DoesNotExist):
        cancelled(world, order, by=world.zahra)


counts = st.integers(0, 3)


@given(st.sampled_from(Order.Stage.values), counts, counts, counts, counts, counts, counts)
def test_every_order_has_its_row(stage, held, offers, work, lots, store, delivered):
    facts = Facts(
        stage,
        held_idr=held,
        offers=offers,
        accepted_work=work,
        waiting_lots=lots,
        pieces_in_store=store,
        delivered=delivered,
    )
    assert row_for(facts).allowed or stage not in {"quoted", "accepted"}


def test_every_row_can_be_reached_and_is_named_once():
    assert len({row.code for row in TABLE}) == len(TABLE)


def test_the_reference_page_is_current():
    assert (ROOT / "docs/reference/cancelling.md").read_text(encoding="utf-8") == page()
