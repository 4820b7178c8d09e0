"""What waits beside the orders: for whom it is, and gone once it is done."""

from datetime import timedelta

import pytest

from sentra.cooperative.loans.operations import approve_loan, ask_write_off, pay_out_loan, write_off_loan
from sentra.cooperative.membership.operations import accept_application, ask_to_join
from sentra.cooperative.models import SurplusShare
from sentra.cooperative.surplus.operations import answer_question, ask_about_share, post_surplus
from sentra.kernel.tenancy import reading
from sentra.payments.operations import confirm_count, count_cash
from sentra.web.front.desks import desk_duties
from tests.domain.cooperative.meetings.given import DAY
from tests.domain.cooperative.savings_given import lent, money, wish
from tests.domain.cooperative.savings_given import member as borrower
from tests.domain.cooperative.surplus.given import LATER, approved, closed_year, earned, reckoned, two_members
from tests.domain.orders.given import writing
from tests.domain.payments.given import lines_of, one_line
from tests.domain.payments.test_counts import BOX
from tests.web.front.test_waiting import waits
from tests.world import NOW, TODAY


def kinds(actor, today=TODAY):
    return set(waits(actor, today=today)) - {"annual"}


def test_a_candidate_waits_for_the_chair(world):
    asked = ask_to_join(world.workshops["Aluh"].owner_id, agreed=True, asked_on=TODAY, by=world.budi, at=NOW)
    assert (kinds(world.mira), kinds(world.tari)) == ({"candidates"}, set())
    accept_application(asked.pk, joined_on=TODAY, by=world.mira, at=NOW)
    assert kinds(world.mira) == set()


def test_a_loan_waits_for_another_than_who_wrote_it_and_then_for_who_pays(world):
    money(world)
    loan = wish(world, borrower(world))
    assert "loan" in kinds(world.mira)
    assert not {"loan", "lend"} & kinds(world.tari)
    approve_loan(loan.pk, by=world.mira, at=NOW)
    assert not {"loan", "lend"} & kinds(world.mira)
    assert "lend" in kinds(world.tari)
    pay_out_loan(loan.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    assert "lend" not in kinds(world.tari)


def test_a_write_off_waits_for_the_second_person(world):
    loan = lent(world, borrower(world))
    ask_write_off(loan.pk, reason="Usaha tutup", by=world.tari, at=NOW)
    assert "write off" in kinds(world.mira)
    write_off_loan(loan.pk, by=world.mira, at=NOW)
    assert "write off" not in kinds(world.mira)


def test_lines_of_the_bank_wait_for_the_treasurer(world):
    one_line(world, "SETORAN", 500_000)
    assert len(lines_of(world)) == 1
    assert waits(world.tari)["bank"] == "/buku/bank/"
    assert "bank" not in kinds(world.mira)


def test_a_count_waits_for_another_than_who_counted(world):
    made = count_cash(BOX, counted_on=TODAY, reason="Kembalian", by=world.tari, at=NOW)
    assert "count" in kinds(world.mira)
    assert "count" not in kinds(world.tari)
    confirm_count(made.pk, by=world.mira, at=NOW)
    assert "count" not in kinds(world.mira)


def test_an_approved_surplus_and_a_question_wait_for_the_treasurer(world):
    two_members(world)
    run = reckoned(world)
    assert not {"surplus", "question"} & kinds(world.tari)
    approved(world, run)
    with writing(world.weavers):
        share = SurplusShare.objects.get(run=run, number=1)
    asked = ask_about_share(share.pk, "Mengapa?", by=world.aluh, at=NOW)
    assert {"surplus", "question"} <= kinds(world.tari)
    post_surplus(run.pk, by=world.tari, at=LATER, today=DAY)
    answer_question(asked.pk, "Dari penjualan.", by=world.tari, at=LATER)
    assert not {"surplus", "question"} & kinds(world.tari)


def test_a_month_that_ended_waits_to_be_closed_after_some_days(world):
    earned(world)
    closed_year(world)
    soon, later = TODAY.replace(month=2, day=10), TODAY.replace(month=2, day=11)
    assert "closing" not in kinds(world.tari, today=soon)
    assert "closing" in kinds(world.tari, today=later)
    assert "closing" not in kinds(world.idah, today=later)


@pytest.mark.parametrize("who", ["mira", "tari"])
def test_it_is_asked_in_few_queries(world, who, django_assert_max_num_queries):
    actor = getattr(world, who)
    with reading(actor), django_assert_max_num_queries(11):
        list(desk_duties(actor, today=TODAY + timedelta(days=40)))
