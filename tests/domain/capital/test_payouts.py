"""Prepared by one, approved by another, paid once: and what the database refuses when Python is passed by."""

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.capital.models import Advance, Paid, PayoutRun, SlipLine
from sentra.capital.operations import (
    approve_payout,
    change_slip_method,
    fail_slip,
    grant_advance,
    pay_slip,
    pay_slips,
    prepare_payout,
    send_back_payout,
)
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.kernel.rupiah import formatted
from sentra.production.operations import withdraw_assignment
from tests.domain.capital.given import (
    agreed,
    all_made,
    approved,
    balance,
    books_hold,
    inspected,
    more_money,
    once_more,
    order_in_work,
    slip_of,
    slips,
    work_of,
)
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


def prepared(world):
    return prepare_payout(today=TODAY, by=world.tari, at=NOW)


def paid(world, slip, **more):
    said = {"paid_on": TODAY, "method": "bank", "by": world.tari, "at": NOW} | more
    return pay_slip(slip.pk, **said)


def advanced(world, work, amount_idr):
    return grant_advance(work.pk, amount_idr=amount_idr, method="bank", paid_on=TODAY, by=world.mira, at=NOW)


def test_everybody_gets_pieces_times_rate_and_the_run_is_paid_with_the_last_slip(world):
    order = order_in_work(world)
    made = all_made(world, order)
    run = approved(world)
    assert sum(slip.net_idr for slip in slips(world, run)) == sum(one.payable_idr for one in made)
    first, *rest = slips(world, run)
    paid(world, first)
    assert once_more(world, run).state == "approved"
    for slip in rest:
        paid(world, slip)
    assert once_more(world, run).state == "paid"
    assert balance(world, "2-1110") == 0
    books_hold(world)


def test_the_advance_of_this_order_comes_back_and_the_floor_stays(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, work.accepted * work.rate_idr // 2)
    found = inspected(world, work, 2)
    run = approved(world)
    slip = slip_of(world, run, advance.party_id)
    assert (slip.gross_idr, slip.recovered_idr, slip.net_idr) == (found.payable_idr, 20_000, 20_000)
    assert slip.owing_idr == advance.amount_idr - 20_000
    assert once_more(world, advance).reserved_idr == 20_000  # not yet in the books
    books_hold(world)
    paid(world, slip)
    settled = once_more(world, advance)
    assert (settled.recovered_idr, settled.reserved_idr) == (20_000, 0)
    books_hold(world)


def test_an_advance_of_one_order_is_never_taken_from_anothers_pay(world):
    one, two = order_in_work(world), order_in_work(world, code="tikar")
    work = work_of(world, one)[0]
    advance = advanced(world, work, 50_000)
    other = next(each for each in work_of(world, two) if each.workshop_id == work.workshop_id)
    found = inspected(world, other)
    slip = slip_of(world, approved(world), advance.party_id)
    assert (slip.net_idr, slip.recovered_idr, slip.owing_idr) == (found.payable_idr, 0, 50_000)


def test_two_orders_on_one_slip_keep_the_floor_in_each(world):
    one, two = order_in_work(world), order_in_work(world, code="tikar")
    work = work_of(world, one)[0]
    other = next(each for each in work_of(world, two) if each.workshop_id == work.workshop_id)
    advance = advanced(world, work, 100_000)
    agreed(world, other, 7_000)
    inspected(world, work, 2)
    inspected(world, other, 3)
    slip = slip_of(world, approved(world), advance.party_id)
    due = 100_000 * 2 // work.accepted
    assert (slip.gross_idr, slip.recovered_idr, slip.deducted_idr, slip.net_idr) == (
        100_000,
        due,
        7_000,
        93_000 - due,
    )
    paid(world, slip)
    assert balance(world, "4-1900") == -7_000
    books_hold(world)


def test_two_runs_cannot_take_the_same_advance(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 30_000)
    inspected(world, work, 2)
    first = prepared(world)
    inspected(world, work, work.accepted - 2)
    second = prepared(world)
    taken = [slip_of(world, run, advance.party_id).recovered_idr for run in (first, second)]
    assert taken == [30_000 * 2 // work.accepted, 30_000 - 30_000 * 2 // work.accepted]


def test_a_part_handed_in_takes_back_that_part_and_the_last_piece_the_rest(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 100_001)
    taken = []
    for pieces in (1, 2, work.accepted - 3):
        inspected(world, work, pieces)
        run = approved(world)
        slip = slip_of(world, run, advance.party_id)
        paid(world, slip)
        taken.append(slip.recovered_idr)
        books_hold(world)
    share = (100_001 + work.accepted // 2) // work.accepted
    assert abs(taken[0] - share) <= 1
    assert sum(taken) == 100_001
    assert once_more(world, advance).open_idr == 0


def test_pieces_accepted_before_the_advance_owe_nothing_of_it(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    inspected(world, work, 10)
    advance = advanced(world, work, 30_000)
    assert slip_of(world, prepared(world), advance.party_id).recovered_idr == 0


def test_work_taken_back_makes_the_whole_advance_due(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 30_000)
    inspected(world, work, 4)
    withdraw_assignment(work.pk, reason="Sakit", by=world.mira, at=NOW)
    assert slip_of(world, prepared(world), advance.party_id).recovered_idr == 30_000


def test_the_preparer_cannot_approve(world):
    all_made(world, order_in_work(world))
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    from dataclasses import replace

    both = replace(world.tari, permissions=world.tari.permissions | world.mira.permissions)
    with pytest.raises(Refused):
        approve_payout(run.pk, by=both, at=NOW)
    with pytest.raises(PermissionDenied):
        approve_payout(run.pk, by=world.tari, at=NOW)


def raw(world, sql, *values):
    with writing(world.weavers), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, list(values))


def test_the_database_refuses_the_preparers_approval_too(world):
    all_made(world, order_in_work(world))
    run = prepared(world)
    with pytest.raises(IntegrityError, match="payout_approved_by_another"):
        raw(
            world,
            "UPDATE capital_payoutrun SET state = 'approved', approved_by = prepared_by WHERE id = %s",
            run.pk,
        )
    with pytest.raises(IntegrityError, match="stays as it was prepared"):
        raw(
            world,
            "UPDATE capital_payoutrun SET state = 'approved', approved_by = prepared_by, prepared_by = 0"
            " WHERE id = %s",
            run.pk,
        )
    with pytest.raises(IntegrityError, match="payout_approved_has_approver"):
        raw(world, "UPDATE capital_payoutrun SET state = 'approved' WHERE id = %s", run.pk)


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE capital_slip SET state = 'paid', paid_on = '2026-08-03' WHERE id = %s",
        "UPDATE capital_slip SET gross_idr = gross_idr + 1, net_idr = net_idr + 1 WHERE id = %s",
        "UPDATE capital_slip SET recovered_idr = 1, net_idr = net_idr - 1 WHERE id = %s",
        "DELETE FROM capital_slip WHERE id = %s",
        "DELETE FROM capital_paid WHERE slip_id = %s",
        "UPDATE capital_slipline SET amount_idr = amount_idr WHERE slip_id = %s",
    ],
)
def test_the_database_keeps_a_slip_as_it_was_prepared(world, sql):
    all_made(world, order_in_work(world))
    slip = slips(world, prepared(world))[0]
    with pytest.raises(IntegrityError):
        raw(world, sql, slip.pk)


def test_the_database_keeps_the_floor_and_the_sum_of_the_lines(world):
    all_made(world, order_in_work(world))
    run = prepared(world)
    insert = (
        "INSERT INTO capital_slip (tenant_id, run_id, party_id, number, state, method, gross_idr,"
        " recovered_idr, deducted_idr, net_idr, owing_idr, failed_reason, bounces, sending)"
        " SELECT tenant_id, %s, id, 99, 'waiting', 'bank', %s, %s, 0, %s, 0, '', 0, 0"
        " FROM people_party WHERE name = 'Dinas Pendidikan HSU'"
    )
    with pytest.raises(IntegrityError, match="floor"):
        raw(world, insert, run.pk, 100, 51, 49)
    with pytest.raises(IntegrityError, match="add up"):
        raw(world, f"SET CONSTRAINTS ALL IMMEDIATE; {insert}", run.pk, 100, 0, 100)


def test_an_inspection_is_paid_once(world):
    all_made(world, order_in_work(world))
    run = prepared(world)
    with pytest.raises(Refused):
        prepared(world)
    with writing(world.weavers):
        known = Paid.objects.filter(slip__run=run).first()
    with (
        pytest.raises(IntegrityError, match="inspection_paid_once"),
        writing(world.weavers),
        transaction.atomic(),
    ):
        Paid.objects.create(inspection_id=known.inspection_id, slip_id=known.slip_id)


def test_sending_back_frees_work_and_advances_and_keeps_the_paper(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 20_000)
    inspected(world, work)
    run = prepared(world)
    with pytest.raises(Refused):
        send_back_payout(run.pk, reason="", by=world.mira, at=NOW)
    send_back_payout(run.pk, reason="Harga salah", by=world.mira, at=NOW)
    assert once_more(world, advance).open_idr == 20_000
    again = prepared(world)
    assert slip_of(world, again, advance.party_id).recovered_idr == 20_000
    with writing(world.weavers):
        assert SlipLine.objects.filter(slip__run=run).count() == 2
    with pytest.raises(Refused):
        approve_payout(run.pk, by=world.mira, at=NOW)
    books_hold(world)


def test_a_slip_is_paid_once_and_only_when_approved(world):
    all_made(world, order_in_work(world))
    run = prepared(world)
    slip = slips(world, run)[0]
    with pytest.raises(Refused):
        paid(world, slip)
    approve_payout(run.pk, by=world.mira, at=NOW)
    paid(world, slip)
    before = balance(world, "1-1200")
    with pytest.raises(Refused):
        paid(world, slip)
    assert balance(world, "1-1200") == before
    with pytest.raises(IntegrityError):
        raw(world, "UPDATE capital_slip SET state = 'waiting' WHERE id = %s", slip.pk)


def test_a_failed_transfer_is_tried_again_in_another_way(world):
    all_made(world, order_in_work(world))
    run = approved(world)
    first, *rest = slips(world, run)
    with pytest.raises(Refused):
        fail_slip(first.pk, reason=" ", by=world.tari, at=NOW)
    fail_slip(first.pk, reason="Rekening tutup", by=world.tari, at=NOW)
    for slip in rest:
        paid(world, slip)
    assert once_more(world, run).state == "approved"
    with pytest.raises(Refused):
        paid(world, first, method="cash")  # the cash box is empty
    assert paid(world, first).state == "paid"
    assert once_more(world, run).state == "paid"
    books_hold(world)


def test_all_slips_of_one_way_are_paid_together_or_not_at_all(world):
    all_made(world, order_in_work(world))
    run = approved(world)
    with pytest.raises(Refused):
        pay_slips(run.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused):
        pay_slips(run.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)  # nobody has an account
    assert {slip.state for slip in slips(world, run)} == {"waiting"}


def test_a_refusal_names_what_is_missing_for_all(world):
    all_made(world, order_in_work(world))
    run = approved(world)
    total = sum(slip.net_idr for slip in slips(world, run))
    more_money(world, 1_000, "1-1100")
    with pytest.raises(Refused) as refused:
        pay_slips(run.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    assert formatted(total - 1_000) in str(refused.value)


def test_an_unpaid_slip_changes_its_list(world):
    from sentra.people.models import Party

    order = order_in_work(world)
    with writing(world.weavers):
        Party.objects.filter(name="Aluh").update(bank_name="BPD", bank_account="0123456789")
    all_made(world, order)
    first, second = slips(world, approved(world))
    to = lambda slip, method, by=world.tari: change_slip_method(slip.pk, method=method, by=by, at=NOW)  # noqa: E731
    assert to(first, "cash").method == "cash"
    assert to(first, "bank").method == "bank"
    for slip, method in ((second, "bank"), (first, "pocket")):  # she has no account
        with pytest.raises(Refused):
            to(slip, method)
    with pytest.raises(PermissionDenied):
        to(first, "cash", world.mira)
    paid(world, first)
    with pytest.raises(Refused):
        to(first, "cash")


def test_a_slip_goes_to_the_bank_when_she_has_an_account(world):
    from sentra.people.models import Party

    order = order_in_work(world)
    with writing(world.weavers):
        Party.objects.filter(name="Aluh").update(bank_name="BPD", bank_account="0123456789")
    all_made(world, order)
    run = approved(world)
    assert {slip.party.name: slip.method for slip in slips(world, run)} == {"Aluh": "bank", "Bariah": "cash"}
    assert len(pay_slips(run.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)) == 1


def test_the_floor_is_the_cooperatives_own(world):
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, work.accepted * 10_000)
    Tenant.objects.filter(pk=world.weavers.pk).update(settings={"floor_permille": 900})
    inspected(world, work, 2)
    assert slip_of(world, prepared(world), advance.party_id).recovered_idr == 4_000


def test_who_may(world):
    all_made(world, order_in_work(world))
    with pytest.raises(PermissionDenied):
        prepare_payout(today=TODAY, by=world.mira, at=NOW)
    run = approved(world)
    slip = slips(world, run)[0]
    with pytest.raises(PermissionDenied):
        paid(world, slip, by=world.mira)
    with pytest.raises(PermissionDenied):
        fail_slip(slip.pk, reason="x", by=world.idah, at=NOW)


def test_another_cooperative_sees_nothing_of_it(world):
    all_made(world, order_in_work(world))
    run = prepared(world)
    with pytest.raises(PayoutRun.DoesNotExist):
        approve_payout(run.pk, by=world.zahra, at=NOW)
    with pytest.raises(PayoutRun.DoesNotExist):
        send_back_payout(run.pk, reason="x", by=world.zahra, at=NOW)
    with writing(world.batik):
        assert not Advance.objects.exists()


def test_preparing_asks_no_more_for_more_work_of_the_same_people(world):
    from django.test.utils import CaptureQueriesContext

    counts = []
    works = work_of(world, order_in_work(world))
    for lots in (1, 5):
        for work in works:
            for _lot in range(lots):
                inspected(world, work, 1)
        with CaptureQueriesContext(connection) as asked:
            prepared(world)
        counts.append(len(asked))
    assert counts[0] == counts[1]
