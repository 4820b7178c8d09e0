"""Whose turn it is: the list, the bank's file, what is sent and what is booked name the same slips."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from sentra.capital.bankfiles import PAIN
from sentra.capital.documents import bank_file, cash_list_pdf
from sentra.capital.operations import (
    change_slip_method,
    fail_slip,
    pay_slip,
    pay_slips,
    send_slips,
    try_slip_again,
)
from sentra.capital.queries import needs, payout_view, to_send
from sentra.kernel.errors import Refused
from sentra.people.models import Party
from tests.domain.capital.given import all_made, approved, books_hold, more_money, order_in_work, slips
from tests.domain.capital.test_documents import words
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

LATER = TODAY + timedelta(days=3)


def account(world, number="0990001234", **who):
    with writing(world.weavers):
        Party.objects.filter(kind="artisan", **who).update(bank_name="BPD", bank_account=number)


def run_of(world):
    more_money(world, account="1-1100")
    all_made(world, order_in_work(world))
    return approved(world)


@pytest.fixture
def run(world):
    """Two transfers that wait."""
    account(world)
    return run_of(world)


def send(world, run, **more):
    return send_slips(run.pk, **{"by": world.tari, "at": NOW} | more)


def book(world, run, method="bank", **more):
    return pay_slips(run.pk, **{"method": method, "paid_on": TODAY, "by": world.tari, "at": NOW} | more)


def tried_again(world, slip):
    fail_slip(slip.pk, reason="Rekening tutup", by=world.tari, at=NOW)
    try_slip_again(slip.pk, by=world.tari, at=NOW)


def file_of(world, run, today=TODAY, file="bank-pain001.xml"):
    with writing(world.weavers):
        return bank_file(run.pk, file, today=today)


def said(content):
    """The number twice, and the day."""
    root = ET.fromstring(content)  # our own file
    return [root.find(f".//{{{PAIN}}}{tag}").text for tag in ("MsgId", "PmtInfId", "ReqdExctnDt")]


def states(world, run):
    return {slip.party.name: (slip.method, slip.state) for slip in slips(world, run)}


def test_what_the_bank_never_had_is_not_booked_with_what_it_has(world, run):
    first, second = send(world, run)
    tried_again(world, first)
    assert [slip.pk for slip in book(world, run)] == [second.pk]
    assert [slip.pk for slip in send(world, run)] == [first.pk]
    assert [slip.pk for slip in book(world, run)] == [first.pk]
    books_hold(world)


def test_a_list_that_changed_is_neither_sent_nor_booked(world, run):
    with writing(world.weavers):
        view = payout_view(run.pk)
        file, [bank] = to_send(view), needs(view)
    assert file.shown == bank.shown
    change_slip_method(slips(world, run)[0].pk, method="cash", by=world.tari, at=NOW)
    for verb in (send, book):
        with pytest.raises(Refused, match="changed meanwhile"):
            verb(world, run, shown=bank.shown)
    with writing(world.weavers):
        now = {one.method: one for one in needs(payout_view(run.pk))}
    assert (now["bank"].slips, now["cash"].slips) == (1, 1)
    assert len(send(world, run, shown=now["bank"].shown)) == 1
    assert len(book(world, run, "cash", shown=now["cash"].shown)) == 1


def test_whoever_lost_her_account_is_not_at_the_bank_and_is_paid_in_cash(world, run):
    account(world, "", name="Aluh")
    assert "Aluh" not in file_of(world, run, file="bank.csv").decode()
    send(world, run)
    assert states(world, run) == {"Aluh": ("bank", "waiting"), "Bariah": ("bank", "sent")}
    with writing(world.weavers):
        listed = words(cash_list_pdf(run.pk, at=NOW))
    assert "Aluh" in listed
    assert "Bariah" not in listed
    book(world, run, "cash")
    assert states(world, run) == {"Aluh": ("cash", "paid"), "Bariah": ("bank", "sent")}
    books_hold(world)


def test_a_failed_slip_is_on_no_list_before_it_is_tried_again(world):
    run = run_of(world)
    first, second = slips(world, run)
    fail_slip(first.pk, reason="Tidak datang", by=world.tari, at=NOW)
    with writing(world.weavers):
        listed = words(cash_list_pdf(run.pk, at=NOW))
    assert first.party.name not in listed
    assert second.party.name in listed
    assert [slip.pk for slip in book(world, run, "cash")] == [second.pk]


def test_a_file_of_nobody_is_refused(world, run):
    account(world, "")
    with pytest.raises(Refused, match="No transfer waits"):
        file_of(world, run)
    with pytest.raises(Refused, match="No transfer waits"):
        send(world, run)


def test_a_file_is_not_made_again_for_an_account_that_is_gone(world, run):
    send(world, run)
    account(world, "", name="Aluh")
    with pytest.raises(Refused, match="Aluh"):
        file_of(world, run)


def test_each_sending_has_its_number_and_day_and_its_file_stays_the_same(world, run):
    before = file_of(world, run)
    number, again, day = said(before)
    assert number == again
    assert (number[-2:], day) == ("-1", TODAY.isoformat())
    first, _second = send(world, run)
    assert file_of(world, run, today=LATER) == before
    tried_again(world, first)
    assert said(file_of(world, run, today=LATER)) == [f"{number[:-2]}-2"] * 2 + [LATER.isoformat()]


@pytest.mark.parametrize("booked", [True, False])
def test_the_next_file_has_another_number_however_the_first_ended(world, run, booked):
    """Nobody pressed "the bank has the file": what failed or was booked was in one all the same."""
    first, second = slips(world, run)
    if booked:
        pay_slip(second.pk, paid_on=TODAY, method="bank", by=world.tari, at=NOW)
        assert said(file_of(world, run))[0].endswith("-2")
    else:
        tried_again(world, first)
        assert said(file_of(world, run))[0].endswith("-2")
