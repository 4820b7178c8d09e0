"""A slip is paid once: two desks at the same moment, a bank that has it already, a list printed meanwhile."""

import time

import pytest

from sentra.capital import notices
from sentra.capital.documents import bank_file
from sentra.capital.models import PayoutRun, Slip
from sentra.capital.operations import (
    change_slip_method,
    fail_slip,
    grant_advance,
    pay_slip,
    pay_slips,
    prepare_payout,
    preparing,
    send_slips,
    try_slip_again,
)
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.people.models import Party
from sentra.quality.models import Inspection
from tests.domain.capital.given import (
    all_made,
    approved,
    balance,
    books_hold,
    inspected,
    more_money,
    once_more,
    order_in_work,
    slips,
    work_of,
)
from tests.domain.orders.given import writing
from tests.kernel.threads import together
from tests.world import NOW, TODAY, World

BANK, CASH = "1-1200", "1-1100"


@pytest.fixture
def living(committed_db):
    return World.made()


def with_accounts(world):
    with writing(world.weavers):
        Party.objects.filter(kind="artisan").update(bank_name="BPD", bank_account="0990001234")


def slowly(monkeypatch, name):
    """The first desk is still busy when the second one comes."""
    told = getattr(notices, name)

    def later(*args, **kwargs):
        time.sleep(0.4)
        return told(*args, **kwargs)

    monkeypatch.setattr(notices, name, later)


def pay(world, slip, **more):
    return pay_slip(slip.pk, **{"paid_on": TODAY, "method": "bank", "by": world.tari, "at": NOW} | more)


def test_two_desks_pay_the_same_slip_once(living, monkeypatch):
    all_made(living, order_in_work(living))
    slip = slips(living, approved(living))[0]
    before = balance(living, BANK)
    slowly(monkeypatch, "slips_paid")
    answers = together(lambda: pay(living, slip), lambda: pay(living, slip))
    assert sorted(type(one).__name__ for one in answers) == ["Refused", "Slip"]
    assert before - balance(living, BANK) == slip.net_idr


def test_one_desk_pays_one_slip_while_the_other_pays_all(living, monkeypatch):
    with_accounts(living)
    all_made(living, order_in_work(living))
    run = approved(living)
    both = slips(living, run)
    before = balance(living, BANK)
    slowly(monkeypatch, "slips_paid")
    together(
        lambda: pay(living, both[0]),
        lambda: pay_slips(run.pk, method="bank", paid_on=TODAY, by=living.tari, at=NOW),
    )
    assert before - balance(living, BANK) == sum(slip.net_idr for slip in both)
    assert {slip.state for slip in slips(living, run)} == {"paid"}


def test_two_runs_prepared_at_once_pay_each_hand_in_once(living, monkeypatch):
    inspected(living, work_of(living, order_in_work(living))[0], 4)
    slowly(monkeypatch, "payout_prepared")
    answers = together(*[lambda: prepare_payout(today=TODAY, by=living.tari, at=NOW)] * 2)
    assert sorted(type(one).__name__ for one in answers) == ["PayoutRun", "Refused"]


def test_the_last_pieces_accepted_while_a_run_is_prepared_settle_the_advance(living, monkeypatch):
    """Whichever slip pays them, the whole advance is asked with them."""
    work = work_of(living, order_in_work(living))[0]
    told = {"amount_idr": 200_000, "method": "bank", "paid_on": TODAY}
    given = grant_advance(work.pk, **told, by=living.mira, at=NOW)
    inspected(living, work, work.accepted - 30)
    looked = preparing.unpaid_work

    def meanwhile():
        [last] = together(lambda: inspected(living, work, 30))
        assert isinstance(last, Inspection), last
        return looked()

    monkeypatch.setattr(preparing, "unpaid_work", meanwhile)
    [run] = together(lambda: prepare_payout(today=TODAY, by=living.tari, at=NOW))
    assert [slip.gross_idr for slip in slips(living, run)] == [work.accepted * 20_000]
    assert once_more(living, given).reserved_idr == 200_000


@pytest.fixture
def sent(world):
    """Two transfers whose file the bank has."""
    more_money(world, account=CASH)
    with_accounts(world)
    all_made(world, order_in_work(world))
    run = approved(world)
    send_slips(run.pk, by=world.tari, at=NOW)
    return run


def test_what_the_bank_has_is_not_counted_out_in_cash(world, sent):
    slip = slips(world, sent)[0]
    with pytest.raises(Refused):
        pay(world, slip, method="cash")
    with pytest.raises(Refused):
        change_slip_method(slip.pk, method="cash", by=world.tari, at=NOW)
    with pytest.raises(Refused):
        send_slips(sent.pk, by=world.tari, at=NOW)
    fail_slip(slip.pk, reason="Rekening tutup", by=world.tari, at=NOW)
    assert pay(world, slip, method="cash").state == "paid"
    books_hold(world)


def test_a_second_file_names_only_what_is_tried_again(world, sent):
    first, second = slips(world, sent)
    fail_slip(first.pk, reason="Rekening tutup", by=world.tari, at=NOW)
    try_slip_again(first.pk, by=world.tari, at=NOW)
    with writing(world.weavers):
        told = bank_file(sent.pk, "bank.csv", today=TODAY).decode()
    assert first.party.name in told
    assert second.party.name not in told
    with pytest.raises(Refused):
        try_slip_again(second.pk, by=world.tari, at=NOW)


def test_the_bank_says_it_is_done(world, sent):
    paid = pay_slips(sent.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    assert {slip.state for slip in paid} == {Slip.State.PAID}
    assert once_more(world, sent).state == PayoutRun.State.PAID
    books_hold(world)


def test_nothing_goes_to_the_bank_before_it_is_approved(world):
    with_accounts(world)
    all_made(world, order_in_work(world))
    run = prepare_payout(today=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused):
        send_slips(run.pk, by=world.tari, at=NOW)


def test_the_treasurer_sends_and_never_a_stranger(world, sent):
    slip = slips(world, sent)[0]
    for verb, pk in ((send_slips, sent.pk), (try_slip_again, slip.pk)):
        with pytest.raises(PermissionDenied):
            verb(pk, by=world.mira, at=NOW)
    from dataclasses import replace

    stranger = replace(world.zahra, permissions=world.tari.permissions)
    with pytest.raises(PayoutRun.DoesNotExist):
        send_slips(sent.pk, by=stranger, at=NOW)
    with pytest.raises(Slip.DoesNotExist):
        try_slip_again(slip.pk, by=stranger, at=NOW)
