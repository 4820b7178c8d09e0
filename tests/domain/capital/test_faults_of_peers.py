"""What went wrong with payouts elsewhere, written down by those it happened to, and how it cannot here.

Each docstring names a thread that was read.
"""

from sentra.capital.models import SlipLine
from sentra.capital.operations import (
    agree_deduction,
    approve_payout,
    ask_for_returned_work,
    bounce_slip,
    grant_advance,
    pay_slip,
    prepare_payout,
    send_back_payout,
)
from sentra.capital.queries import slip_detail
from tests.domain.capital.given import (
    agreed,
    all_paid,
    approved,
    balance,
    books_hold,
    delivered,
    inspected,
    made_in_lots,
    more_money,
    once_more,
    order_in_work,
    slip_of,
    work_of,
)
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


def advanced(world, work, amount_idr):
    return grant_advance(work.pk, amount_idr=amount_idr, method="bank", paid_on=TODAY, by=world.mira, at=NOW)


def paid(world, slip):
    return pay_slip(slip.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)


def test_a_deduction_is_not_taken_twice(world):
    """An instalment was taken off a slip, its entry stayed blank, and the next slip took it again.

    https://github.com/frappe/lending/issues/1303 (Loan Deduction Repeated in Payroll). Here it is reserved
    with the slip that takes it, whether that slip is paid, fails, bounces or waits.
    """
    work = work_of(world, order_in_work(world))[0]
    once = agreed(world, work, 30_000)
    inspected(world, work, 10)
    slip = slip_of(world, approved(world), once.party_id)
    assert slip.deducted_idr == 30_000
    inspected(world, work, 10)
    waiting = slip_of(world, approved(world), once.party_id)  # prepared before the first is paid
    assert waiting.deducted_idr == 0
    paid(world, slip)
    bounce_slip(slip.pk, reason="Rekening tutup", by=world.tari, at=NOW)
    paid(world, slip)
    inspected(world, work, 10)
    assert slip_of(world, approved(world), once.party_id).deducted_idr == 0
    assert once_more(world, once).taken_idr == 30_000
    assert balance(world, "4-1900") == -30_000
    books_hold(world)


def test_an_advance_is_not_counted_as_returned_twice(world):
    """One repayment by salary raised "returned" twice: by its record and by its ledger entry.

    https://github.com/frappe/hrms/issues/3645 (Returned Amount Incorrectly Updated via Additional Salary).
    """
    work = work_of(world, order_in_work(world))[0]
    advance = advanced(world, work, 100_000)
    inspected(world, work)
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    send_back_payout(run.pk, reason="Salah", by=world.mira, at=NOW)
    all_paid(world)
    held = once_more(world, advance)
    assert (held.recovered_idr, held.reserved_idr, held.open_idr) == (100_000, 0, 0)
    assert balance(world, "1-1330", advance.party_id) == 0


def test_no_deduction_is_missing_from_the_slip(world):
    """Net pay was lower than gross and the slip did not say why: the loan stood on no line.

    https://github.com/frappe/hrms/issues/5093 (Salary Slip Preview deducts … but does not display it).
    Here the database refuses a slip whose lines do not add up to it; each line names what it is for.
    """
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 40_000)
    agreed(world, work, 5_000)
    inspected(world, work, 10)
    run = approved(world)
    with writing(world.weavers):
        view = slip_detail(slip_of(world, run, advance.party_id).pk)
        lines = [*view.work, *view.recovered, *view.agreed, *view.returned]
        assert sum(line.amount_idr for line in lines) == view.slip.net_idr
        assert view.slip.net_idr < view.slip.gross_idr
        assert [line.text for line in view.agreed] == [f"Benang · #{order}"]
        assert SlipLine.objects.filter(slip=view.slip).count() == len(lines)


def test_a_refund_after_payout_is_not_ignored(world):
    """The buyer had his money back, the vendor's balance stayed the same and was paid out.

    https://github.com/getdokan/dokan/issues/1575 (Vendor earnings … remains the same after a refund);
    https://github.com/balanced/balanced-api/issues/742 (a seller's negative balance).
    """
    more_money(world)
    order = order_in_work(world)
    found = made_in_lots(world, order)
    all_paid(world)
    delivered(world, order)
    asked = ask_for_returned_work(found.pk, pieces=2, reason="Sobek", by=world.tari, at=NOW)
    agree_deduction(asked.pk, by=world.aluh, at=NOW)
    inspected(world, work_of(world, order_in_work(world, code="tikar"))[0], 10)
    slip = slip_of(world, approved(world), asked.party_id)
    assert slip.gross_idr - slip.net_idr == 2 * found.rate_idr
    paid(world, slip)
    assert once_more(world, asked).open_idr == 0
    books_hold(world)


def test_a_return_takes_off_and_does_not_add(world):
    """Five of fifty pieces went back and the received quantity became 55; returns raised commissions.

    https://github.com/OCA/manufacture/issues/952; https://github.com/adempiere/adempiere/issues/1630.
    """
    more_money(world)
    order = order_in_work(world)
    found = made_in_lots(world, order)
    delivered(world, order)
    asked = ask_for_returned_work(found.pk, pieces=5, reason="Sobek", by=world.tari, at=NOW)
    agree_deduction(asked.pk, by=world.aluh, at=NOW)
    slip = slip_of(world, approved(world), asked.party_id)
    made = work_of(world, order)[0].accepted
    assert slip.net_idr == (made - 5) * found.rate_idr


def test_a_part_delivery_is_not_counted_twice(world):
    """The first part of an order was billed the cost of the whole, the next part again.

    https://github.com/magento/magento2/issues/26286 (total shipment amount in partial invoice). Here each
    hand-in is paid once and owes its own part of the advance, however the lots are cut.
    """
    order = order_in_work(world)
    work = work_of(world, order)[0]
    advance = advanced(world, work, 100_000)
    earned, taken = [], []
    for pieces in (10, 20, work.accepted - 30):
        inspected(world, work, pieces)
        run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
        approve_payout(run.pk, by=world.mira, at=NOW)
        slip = slip_of(world, run, advance.party_id)
        paid(world, slip)
        earned.append(slip.gross_idr)
        taken.append(slip.recovered_idr)
    assert sum(earned) == work.accepted * work.rate_idr
    assert taken == [100_000 * n // work.accepted for n in (10, 20, work.accepted - 30)]
    books_hold(world)
