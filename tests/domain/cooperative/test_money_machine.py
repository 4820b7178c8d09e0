"""Joining, saving, taking out, borrowing, repaying and leaving in any order, against a small pure model.

A few hundred steps each time; `SENTRA_FULL=1 ./sentra test tests/domain/cooperative/test_money_machine.py`
takes about ten thousand. After each step the ledger, the records and the model say the same.
"""

import os
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from sentra.capital.operations import pay_leaving, settle_leaving
from sentra.console.books import entries, members
from sentra.cooperative.loans.operations import approve_loan, pay_out_loan, take_instalment, write_wish
from sentra.cooperative.membership.operations import accept_application, ask_to_join, ask_to_leave
from sentra.cooperative.savings.operations import take_back_savings, take_savings, withdraw_savings
from sentra.kernel.errors import Refused
from sentra.ledger.queries import balance_of
from sentra.people.models import Party
from tests.domain.cooperative.savings_given import money
from tests.domain.cooperative.savings_given import rule as clause
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, World

EXAMPLES, STEPS = (200, 50) if os.environ.get("SENTRA_FULL") else (8, 30)
MOST = 5_000_000  # of one loan, by the clause
ACCOUNTS = {"pokok": "3-1100", "wajib": "3-1200", "sukarela": "2-1400"}
idr = st.integers(1, 3_000_000)
who = st.integers(0, 9)
WORLD: list[World] = []


@dataclass
class Her:
    """One member as the model sees her."""

    member: int
    party: int
    pokok: int = 0
    wajib: int = 0
    sukarela: int = 0
    owes: int = 0
    loan: int = 0
    left: bool = False


class Cooperative(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.world = WORLD[0]
        self.before = transaction.savepoint()
        self.people: list[Her] = []
        self.cash, self.receipt, self.rows = 4_000_000, None, 0
        money(self.world, self.cash, on=TODAY)
        clause(self.world, loan_after_months=0, loan_most_idr=MOST, exit_nets_debts=True)

    def teardown(self) -> None:
        transaction.savepoint_rollback(self.before)

    @property
    def here(self) -> list[Her]:
        return [one for one in self.people if not one.left]

    def pick(self, number: int) -> Her:
        return self.here[number % len(self.here)]

    def act(self, *, fits: bool, verb: Any, **said: Any) -> Any:
        """The verb's answer where the model allows it; elsewhere it must refuse."""
        if fits:
            return verb(**said, at=NOW)
        with pytest.raises(Refused):
            verb(**said, at=NOW)
        return None

    @rule()
    def joins(self) -> None:
        if len(self.here) >= 5:
            return
        with writing(self.world.weavers):
            party = Party.objects.create(kind="artisan", name=f"A {len(self.people)}", registered_on=TODAY)
        asked = ask_to_join(party.pk, agreed=True, asked_on=TODAY, by=self.world.budi, at=NOW)
        made = accept_application(asked.pk, joined_on=TODAY, by=self.world.mira, at=NOW)
        self.people.append(Her(made.pk, party.pk))

    @precondition(lambda self: self.here)
    @rule(number=who, kind=st.sampled_from(sorted(ACCOUNTS)), amount=idr)
    def saves(self, number: int, kind: str, amount: int) -> None:
        her = self.pick(number)
        move = take_savings(
            her.member, kind=kind, amount_idr=amount, method="cash", paid_on=TODAY, by=self.world.tari, at=NOW
        )
        setattr(her, kind, getattr(her, kind) + amount)
        self.cash += amount
        self.receipt = (her, kind, amount, move.pk)

    @precondition(lambda self: self.receipt and not self.receipt[0].left)
    @rule()
    def was_written_wrongly(self) -> None:
        her, kind, amount, move = self.receipt
        fits = kind != "sukarela" or her.sukarela >= amount
        taken = self.act(
            fits=fits, verb=lambda **said: take_back_savings(move, **said), reason="Salah", by=self.world.tari
        )
        if taken:
            setattr(her, kind, getattr(her, kind) - amount)
            self.cash -= amount
            self.receipt = None

    @precondition(lambda self: self.here)
    @rule(number=who, amount=idr)
    def takes_out(self, number: int, amount: int) -> None:
        her = self.pick(number)
        fits = amount <= her.sukarela and amount <= self.cash
        if self.act(
            fits=fits, verb=lambda **said: withdraw_savings(her.member, **said), amount_idr=amount,
            method="cash", paid_on=TODAY, by=self.world.tari,
        ):  # fmt: skip
            her.sukarela -= amount
            self.cash -= amount

    @precondition(lambda self: self.here)
    @rule(number=who, amount=st.integers(100_000, MOST + 500_000), months=st.integers(1, 12))
    def borrows(self, number: int, amount: int, months: int) -> None:
        her = self.pick(number)
        if amount > self.cash:
            return  # what is approved and cannot be paid out stays: tests of loans look at that
        asked = self.act(
            fits=not her.owes and amount <= MOST, verb=lambda **said: write_wish(her.member, **said),
            principal_idr=amount, months=months, purpose="Bahan", by=self.world.tari,
        )  # fmt: skip
        if asked is None:
            return
        approve_loan(asked.pk, by=self.world.mira, at=NOW)
        pay_out_loan(asked.pk, method="cash", paid_on=TODAY, by=self.world.tari, at=NOW)
        her.owes, her.loan = amount, asked.pk
        self.cash -= amount

    @precondition(lambda self: any(one.owes for one in self.here))
    @rule(number=who, amount=idr)
    def repays(self, number: int, amount: int) -> None:
        debtors = [one for one in self.here if one.owes]
        her = debtors[number % len(debtors)]
        amount = min(amount, her.owes)
        paid = take_instalment(
            her.loan, amount_idr=amount, method="cash", paid_on=TODAY, by=self.world.tari, at=NOW
        )
        assert paid.principal_idr + paid.interest_idr == amount
        assert 0 <= paid.principal_idr <= her.owes
        her.owes -= paid.principal_idr
        self.cash += amount

    @precondition(lambda self: self.here)
    @rule(number=who)
    def leaves(self, number: int) -> None:
        her = self.pick(number)
        saved = her.pokok + her.wajib + her.sukarela
        payable = max(0, saved - her.owes)
        if payable > self.cash:
            return
        asked = ask_to_leave(her.member, how="resigned", by=self.world.budi, at=NOW)
        done = settle_leaving(asked.pk, by=self.world.mira, at=NOW)
        assert (done.payable_idr, done.owing_idr) == (payable, max(0, her.owes - saved))
        if payable:
            pay_leaving(asked.pk, method="cash", paid_on=TODAY, by=self.world.tari, at=NOW)
            self.cash -= payable
        her.pokok = her.wajib = her.sukarela = 0
        her.owes, her.left = max(0, her.owes - saved), True

    @invariant()
    def books_records_and_model_agree(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED")
        tenant = self.world.weavers.pk
        with writing(self.world.weavers):
            assert balance_of("1-1100") == self.cash >= 0
            for her in self.people:
                for kind, account in ACCOUNTS.items():
                    assert -balance_of(account, her.party) == getattr(her, kind) >= 0
                assert balance_of("1-1340", her.party) == her.owes >= 0
            for check in (entries.balance, members.receipts, members.savings, members.loans):
                found = check(tenant)
                assert not found.faults, found.faults
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM ledger_posting WHERE tenant_id = %s", [tenant])
                now = cursor.fetchone()[0]
        assert now >= self.rows, "nothing in the books ever goes away"
        self.rows = now


def test_any_order_of_events_keeps_the_money(world: World) -> None:
    WORLD[:] = [world]
    calm = settings(
        max_examples=EXAMPLES, stateful_step_count=STEPS, deadline=None, derandomize=EXAMPLES < 100,
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    run_state_machine_as_test(Cooperative, settings=calm)
