"""What screens are told about money, in a constant number of queries."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sentra.capital.models import Slip
from sentra.capital.operations import grant_advance, pay_slip, prepare_payout
from sentra.capital.queries import (
    cash_desk,
    makers_money,
    order_money,
    own_slip,
    payout_runs,
    payout_view,
    slip_detail,
    unpaid_by_party,
)
from sentra.people.models import Worker
from tests.domain.capital.given import (
    agreed,
    all_made,
    all_paid,
    approved,
    delivered_and_paid,
    inspected,
    order_in_work,
    slip_of,
    slips,
    work_of,
)
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


def a_slip(world):
    """Aluh's slip with an advance and a deduction; her workshop has a worker with a wage."""
    order = order_in_work(world)
    work = work_of(world, order)[0]
    party = work.workshop.owner_id
    grant_advance(work.pk, amount_idr=100_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    agreed(world, work, 5_000)
    with writing(world.weavers):
        Worker.objects.create(workshop=work.workshop, name="Siti", weekly_wage_idr=300_000)
    inspected(world, work, 6)
    inspected(world, work, 2)
    return order, party


def test_the_desk_shows_what_is_owed_advanced_and_waiting(world):
    order, party = a_slip(world)
    with writing(world.weavers):
        desk = cash_desk()
        assert [
            (one.party_id, one.lots, one.pieces, one.amount_idr, one.advance_open_idr) for one in desk.unpaid
        ] == [(party, 2, 8, 160_000, 100_000)]
        assert (desk.unpaid_idr, desk.advances_idr) == (160_000, 100_000)
        assert desk.cash.bank_idr == order.total_idr - 100_000
    prepare_payout(today=TODAY, by=world.tari, at=NOW)
    with writing(world.weavers):
        assert unpaid_by_party() == []
        (row,) = payout_runs()
        assert (row.slips, row.gross_idr, row.recovered_idr, row.deducted_idr, row.net_idr) == (
            1,
            160_000,
            20_000,
            5_000,
            135_000,
        )
        assert (row.prepared_by, row.approved_by) == ("Tari", "")


def test_a_slip_shows_its_lines_and_the_wages_she_has_promised(world):
    _order, party = a_slip(world)
    run = approved(world)
    with writing(world.weavers):
        view = slip_detail(slip_of(world, run, party).pk)
        assert [line.amount_idr for line in (*view.work, *view.recovered)] == [120_000, 40_000, -20_000]
        assert (view.wages.workers, view.wages.weekly_idr) == (1, 300_000)
        assert view.slip.net_idr == 135_000  # the wages are only told


def test_a_run_adds_up_and_knows_who_may_approve(world):
    all_made(world, order_in_work(world))
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    with writing(world.weavers):
        view = payout_view(run.pk)
        assert view.gross_idr == view.net_idr == view.cash_idr == view.unpaid_idr == 2_400_000
        assert view.may_approve(world.mira.user_id)
        assert not view.may_approve(world.tari.user_id)


def test_she_sees_her_money_and_only_her_own_approved_slips(world):
    _order, party = a_slip(world)
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    slip = slip_of(world, run, party)
    with writing(world.weavers):
        assert makers_money(party).slips == []
        with pytest.raises(Slip.DoesNotExist):
            own_slip(party, slip.pk)
    from sentra.capital.operations import approve_payout

    approve_payout(run.pk, by=world.mira, at=NOW)
    with writing(world.weavers):
        hers = makers_money(party)
        assert (hers.owed_idr, hers.coming_idr, hers.advances_idr) == (160_000, 135_000, 100_000)
        assert own_slip(party, slip.pk).number == slip.number
        with pytest.raises(Slip.DoesNotExist):
            own_slip(party + 1, slip.pk)
    pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)
    with writing(world.weavers):
        hers = makers_money(party)
        assert (hers.owed_idr, hers.coming_idr, hers.advances_idr) == (0, 0, 80_000)


def test_the_money_of_an_order_from_both_sides(world):
    order = order_in_work(world, down=500)
    work = work_of(world, order)[0]
    grant_advance(work.pk, amount_idr=100_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
    all_made(world, order)
    with writing(world.weavers):
        told = order_money(order.pk)
        assert (told.earned_idr, told.owed_idr, told.in_store_idr, told.income_idr) == (
            2_400_000,
            2_400_000,
            2_400_000,
            0,
        )
        assert (told.advanced_idr, told.advances_open_idr) == (100_000, 100_000)
    delivered_and_paid(world, order)
    all_paid(world)
    with writing(world.weavers):
        told = order_money(order.pk)
        assert (told.received_idr, told.income_idr, told.cost_idr) == (
            order.total_idr,
            order.total_idr,
            2_400_000,
        )
        assert (told.owed_idr, told.advances_open_idr, told.in_store_idr) == (0, 0, 0)
        assert told.margin_idr == order.total_idr - 2_400_000


def test_pages_ask_the_same_number_of_queries_for_many_as_for_few(world):
    counts = []
    for code in ("tas-purun", "tikar"):
        order = order_in_work(world, code=code)
        for work in work_of(world, order):
            grant_advance(work.pk, amount_idr=10_000, method="bank", paid_on=TODAY, by=world.mira, at=NOW)
        all_made(world, order)
        run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
        party = slips(world, run)[0].party_id
        with writing(world.weavers), CaptureQueriesContext(connection) as asked:
            cash_desk()
            payout_view(run.pk)
            makers_money(party)
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 22


def test_a_stranger_sees_nothing(world):
    a_slip(world)
    run = approved(world)
    with writing(world.batik):
        assert cash_desk().unpaid == []
        assert payout_runs() == []
        with pytest.raises(type(run).DoesNotExist):
            payout_view(run.pk)
