"""A settlement beside another desk: what comes first is reckoned, what comes after is refused."""

import threading
import time

import pytest

from sentra.capital.operations import leaving as desk
from sentra.capital.operations import settle_leaving
from sentra.cooperative.loans.operations import approve_loan, pay_out_loan, take_instalment
from sentra.cooperative.models import Leaving
from sentra.cooperative.savings.operations import take_savings
from sentra.kernel.errors import Refused
from tests.domain.cooperative.given import cash, member, resigning, saved
from tests.domain.cooperative.savings_given import balance, lent, rule, wish
from tests.kernel.threads import together
from tests.world import NOW, TODAY, World

PAID = {"method": "cash", "paid_on": TODAY, "at": NOW}


@pytest.fixture
def living(committed_db):
    world = World.made()
    cash(world)
    return world


def beside_a_settlement(world, one, monkeypatch, verb):
    """`verb` begins when all is reckoned and nothing written yet. Gives what came of both."""
    leaving = resigning(world, one)
    reckoned, look = threading.Event(), desk.reckon

    def slowly(*asked, **more):
        found = look(*asked, **more)
        reckoned.set()
        time.sleep(0.5)
        return found

    def then():
        assert reckoned.wait(20)
        return verb()

    monkeypatch.setattr(desk, "reckon", slowly)
    return together(lambda: settle_leaving(leaving.pk, by=world.mira, at=NOW), then)


def test_savings_brought_meanwhile_are_refused(living, monkeypatch):
    aluh = member(living)
    saved(living, aluh, voluntary=60_000)
    ended, brought = beside_a_settlement(
        living, aluh, monkeypatch,
        lambda: take_savings(aluh.pk, kind="sukarela", amount_idr=5_000, by=living.tari, **PAID),
    )  # fmt: skip
    assert isinstance(ended, Leaving), ended
    assert isinstance(brought, Refused), brought
    assert balance(living, "2-1400", aluh) == 0


def test_an_instalment_brought_meanwhile_is_not_netted_twice(living, monkeypatch):
    aluh = member(living)
    saved(living, aluh, voluntary=60_000)
    rule(living, loan_after_months=0)
    loan = lent(living, aluh, 50_000, 5)
    ended, brought = beside_a_settlement(
        living, aluh, monkeypatch,
        lambda: take_instalment(loan.pk, amount_idr=20_000, by=living.tari, **PAID),
    )  # fmt: skip
    assert isinstance(ended, Leaving), ended
    assert isinstance(brought, Refused), brought  # it is repaid from her savings
    assert balance(living, "1-1340", aluh) == 0


def test_a_loan_is_not_paid_out_meanwhile(living, monkeypatch):
    aluh = member(living)
    rule(living, loan_after_months=0)
    asked = wish(living, aluh, 300_000, 3)
    approve_loan(asked.pk, by=living.mira, at=NOW)
    ended, lent = beside_a_settlement(
        living, aluh, monkeypatch, lambda: pay_out_loan(asked.pk, by=living.tari, **PAID)
    )
    assert isinstance(ended, Leaving), ended
    assert isinstance(lent, Refused), lent
    assert balance(living, "1-1340", aluh) == 0
