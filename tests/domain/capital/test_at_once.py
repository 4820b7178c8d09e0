"""Two desks at the same moment: the pool is never overdrawn, an order never ends behind somebody's back."""

import threading
import time

import pytest

from sentra.capital import notices, steps
from sentra.capital.models import Advance
from sentra.capital.operations import cancel_order, close_order, closing, grant_advance
from sentra.kernel.errors import Refused
from sentra.orders.models import Order
from sentra.production.models import Assignment
from sentra.quality import operations as quality
from sentra.quality.models import Lot
from tests.domain.capital.given import balance, more_money, order_in_work, work_of, writing
from tests.kernel.threads import together
from tests.world import NOW, TODAY, World

CASH = "1-1100"
CAUSE = "Pembeli membatalkan"


@pytest.fixture
def living(committed_db):
    return World.made()


def advance(world, work, method, amount_idr=50_000):
    told = {"amount_idr": amount_idr, "method": method, "paid_on": TODAY}
    return grant_advance(work.pk, **told, by=world.tari, at=NOW)


def test_two_advances_at_once_do_not_overdraw_the_pool(living, monkeypatch):
    order = order_in_work(living)
    more_money(living, 60_000, CASH)
    both = [work_of(living, order, position)[0] for position in (1, 2)]
    looked = steps.books.balance_of

    def slowly(*asked):
        there = looked(*asked)
        time.sleep(0.3)  # the other desk looks in the meantime, if it may
        return there

    monkeypatch.setattr(steps.books, "balance_of", slowly)
    came = together(*[lambda work=work: advance(living, work, "cash") for work in both])
    monkeypatch.undo()
    assert sorted(type(one).__name__ for one in came) == ["Advance", "Refused"]
    assert balance(living, CASH) == 10_000


def while_an_advance_is_paid(world, work, monkeypatch, ending):
    """`ending` begins when the advance is written and not yet committed. Gives what came of both."""
    written, told = threading.Event(), notices.advances_paid

    def slowly(made, *, at):
        told(made, at=at)
        written.set()
        time.sleep(0.5)

    def then():
        assert written.wait(20)
        return ending()

    monkeypatch.setattr(notices, "advances_paid", slowly)
    return together(lambda: advance(world, work, "bank"), then)


def test_cancelling_waits_for_an_advance_being_paid_and_settles_it(living, monkeypatch):
    order = order_in_work(living)
    work = work_of(living, order)[0]
    paid, ended = while_an_advance_is_paid(
        living, work, monkeypatch,
        lambda: cancel_order(order.pk, reason=CAUSE, today=TODAY, by=living.mira, at=NOW),
    )  # fmt: skip
    assert isinstance(paid, Advance), paid
    assert isinstance(ended, Order), ended
    with writing(living.weavers):
        paid = Advance.objects.get(pk=paid.pk)
        assert paid.amount_idr == paid.recovered_idr + paid.written_off_idr


def test_closing_waits_for_an_advance_being_paid_and_is_refused(living, monkeypatch):
    """Nothing but the advance stands in the way: whoever does not wait closes over it."""
    order = order_in_work(living)
    work = work_of(living, order)[0]
    monkeypatch.setattr(closing.ORDER, "after", lambda *_asked: Order.Stage.CLOSED)
    monkeypatch.setattr(closing, "_refuse_open_work", lambda _order: None)
    _paid, ended = while_an_advance_is_paid(
        living, work, monkeypatch, lambda: close_order(order.pk, today=TODAY, by=living.mira, at=NOW)
    )
    assert isinstance(ended, Refused), ended
    assert "Rp50.000" in str(ended)  # what she owes; this thread speaks the house's language
    with writing(living.weavers):
        assert Assignment.objects.get(pk=work.pk).state == Assignment.State.ACCEPTED


def test_cancelling_waits_for_a_lot_being_handed_in_and_sees_it(living, monkeypatch):
    order = order_in_work(living)
    work = work_of(living, order)[0]
    counted, number = threading.Event(), quality.next_number

    def slowly(*asked):
        counted.set()
        time.sleep(0.5)  # the lot is not there yet, the work is held
        return number(*asked)

    def cancel():
        assert counted.wait(20)
        return cancel_order(order.pk, reason=CAUSE, today=TODAY, by=living.mira, at=NOW)

    monkeypatch.setattr(quality, "next_number", slowly)
    lot, ended = together(lambda: quality.hand_in(work.pk, pieces=1, by=living.idah, at=NOW), cancel)
    assert isinstance(lot, Lot), lot
    assert isinstance(ended, Refused), ended  # a lot that waits for inspection comes first
