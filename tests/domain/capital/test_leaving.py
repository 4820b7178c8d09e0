"""Leaving: asked, settled and paid by different people; savings net debts; nothing is lost."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sentra.capital.leaving import reckon
from sentra.capital.models import Advance
from sentra.capital.operations import grant_advance, pay_leaving, settle_leaving
from sentra.cooperative.meetings.entitled import seats
from sentra.cooperative.membership.operations import (
    let_act,
    stay_after_all,
)
from sentra.cooperative.models import (
    Clause,
    Delegation,
    Leaving,
    Loan,
    LoanPayment,
    Member,
    Officer,
)
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger.queries import balance_of, balance_of_source
from sentra.people.models import MemberCard, Party
from sentra.people.operations import issue_card
from tests.domain.capital.given import order_in_work
from tests.domain.capital.leaving_given import owing_an_advance, paid, settled, there
from tests.domain.cooperative.given import member, resigning, running_loan, saved
from tests.domain.production.given import assignments
from tests.world import NOW, TODAY


def test_without_debts_all_she_saved_is_paid(world, aluh):
    leaving = settled(world, aluh)
    assert (leaving.principal_idr, leaving.mandatory_idr, leaving.voluntary_idr) == (100_000, 240_000, 60_000)
    assert (leaving.payable_idr, leaving.owing_idr) == (400_000, 0)
    assert leaving.pay_by == TODAY + timedelta(days=90)
    assert there(world, aluh.party_id) == {"2-1550": -400_000}
    done = paid(world, leaving)
    assert (done.stage, done.method, done.paid_on) == ("paid", "cash", TODAY)
    assert there(world, aluh.party_id) == {}


def test_loans_and_advances_are_taken_off_and_the_rest_is_paid(world, aluh):
    loan = running_loan(world, aluh, 150_000)
    order, advance = owing_an_advance(world, aluh)
    leaving = settled(world, aluh)
    assert (leaving.loans_idr, leaving.advances_idr, leaving.payable_idr) == (150_000, 50_000, 200_000)
    assert there(world, aluh.party_id) == {"2-1550": -200_000}
    with transaction.atomic(), within(world.weavers.pk):
        assert Loan.objects.get(pk=loan.pk).stage == "repaid"
        assert LoanPayment.objects.get(loan=loan).method == "savings"
        assert Advance.objects.get(pk=advance.pk).owing_idr == 0
        assert balance_of_source(f"loan:{loan.pk}", "1-1340") == 0
        assert balance_of_source(f"order:{order.pk}", "1-1330") == 0


def test_what_she_owes_beyond_her_savings_stays_owed(world, aluh):
    loan = running_loan(world, aluh, 700_000)
    leaving = settled(world, aluh)
    assert (leaving.payable_idr, leaving.loans_idr, leaving.owing_idr) == (0, 400_000, 300_000)
    assert there(world, aluh.party_id) == {"1-1340": 300_000}
    with transaction.atomic(), within(world.weavers.pk):
        assert Loan.objects.get(pk=loan.pk).stage == "running"
    with pytest.raises(Refused, match="nothing to pay"):
        paid(world, leaving)


def test_the_clause_may_leave_debts_alone(world, aluh):
    running_loan(world, aluh, 150_000)
    with transaction.atomic(), within(writes=world.weavers.pk):
        Clause.objects.create(
            key="exit_nets_debts", value=False, since=TODAY, deed="Akta 7/2020", written_at=NOW
        )
        Clause.objects.create(key="exit_pay_days", value=10, since=TODAY, deed="Akta 7/2020", written_at=NOW)
    leaving = settled(world, aluh)
    assert (leaving.payable_idr, leaving.loans_idr, leaving.owing_idr) == (400_000, 0, 150_000)
    assert leaving.pay_by == TODAY + timedelta(days=10)
    assert there(world, aluh.party_id) == {"1-1340": 150_000, "2-1550": -400_000}


def test_the_register_keeps_her_and_her_card_and_delegates_end(world, aluh):
    card = issue_card(aluh.party_id, secret="s" * 32, pin="482615", by=world.budi, at=NOW)
    for_her = let_act(
        aluh.party_id, delegate_id=world.bariah.party_id, permissions=["see_own_work"], by=world.aluh, at=NOW
    )
    by_her = let_act(
        world.cici.party_id, delegate_id=aluh.party_id, permissions=["see_own_work"], by=world.cici, at=NOW
    )
    settled(world, aluh)
    with transaction.atomic(), within(world.weavers.pk):
        one = Member.objects.get(pk=aluh.pk)
        assert (one.number, one.left_on, one.left_how) == (1, TODAY, "resigned")
        assert MemberCard.objects.get(pk=card.pk).revoked_at == NOW
        assert not Delegation.objects.filter(pk__in=[for_her.pk, by_her.pk], ended_at=None).exists()
        assert Party.objects.get(pk=aluh.party_id).active


def test_who_leaves_lays_her_posts_down(world, aluh):
    with transaction.atomic(), within(writes=world.weavers.pk):
        Officer.objects.create(party_id=aluh.party_id, post="chair", since=TODAY)
    settled(world, aluh)
    with transaction.atomic(), within(world.weavers.pk):
        held = Officer.objects.get()
        assert (held.ended_on, held.ended_reason) == (TODAY, "Mengundurkan diri")
        assert seats("board") == []


def test_who_comes_back_gets_a_new_number(world, aluh):
    settled(world, aluh)
    assert member(world).number == 2


# ---- two people ---------------------------------------------------------------------------------


def test_who_wrote_it_down_does_not_settle_it(world, aluh):
    leaving = resigning(world, aluh, by=world.mira)
    with pytest.raises(Refused, match="somebody else must settle"):
        settle_leaving(leaving.pk, by=world.mira, at=NOW)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
        IntegrityError, match="leaving_settled_by_another"
    ):  # fmt: skip
        Leaving.objects.filter(pk=leaving.pk).update(settled_by=world.mira.user_id)


def test_who_settled_it_does_not_pay_it(world, aluh):
    leaving = settled(world, aluh)
    both = type(world.mira)(
        world.weavers.pk, "Mira", world.mira.permissions | world.tari.permissions, user_id=world.mira.user_id
    )
    with pytest.raises(Refused, match="somebody else must pay"):
        pay_leaving(leaving.pk, method="cash", paid_on=TODAY, by=both, at=NOW)
    with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
        IntegrityError, match="leaving_paid_by_another"
    ):  # fmt: skip
        Leaving.objects.filter(pk=leaving.pk).update(paid_by=world.mira.user_id)


def test_nobody_settles_without_the_right(world, aluh):
    leaving = resigning(world, aluh)
    with pytest.raises(PermissionDenied):
        settle_leaving(leaving.pk, by=world.tari, at=NOW)
    with pytest.raises(PermissionDenied):
        pay_leaving(leaving.pk, method="cash", paid_on=TODAY, by=world.mira, at=NOW)
    with pytest.raises(Leaving.DoesNotExist):
        settle_leaving(leaving.pk, by=world.zahra, at=NOW)


# ---- how she leaves -----------------------------------------------------------------------------


def test_by_her_card_she_resigns_and_nothing_else(world, aluh):
    for how in ("died", "expelled"):
        with pytest.raises(Refused, match="Only staff"):
            resigning(world, aluh, how=how, by=world.aluh)
    assert resigning(world, aluh, by=world.aluh).asked_by is None
    with pytest.raises(PermissionDenied):
        resigning(world, aluh, by=world.bariah)


def test_she_may_stay_after_all_until_it_is_settled(world, aluh):
    first = resigning(world, aluh)
    with pytest.raises(Refused, match="written down already"):
        resigning(world, aluh)
    assert stay_after_all(first.pk, by=world.aluh, at=NOW).stage == "withdrawn"
    leaving = settled(world, aluh)
    with pytest.raises(Refused, match="settled already"):
        stay_after_all(leaving.pk, by=world.aluh, at=NOW)
    with pytest.raises(Refused, match="settled already"):
        settle_leaving(leaving.pk, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="left already"):
        resigning(world, aluh)


def test_the_database_keeps_what_was_settled(world, aluh):
    leaving = settled(world, aluh)
    for change in ({"loans_idr": 1, "payable_idr": 399_999}, {"stage": "asked"}, {"settled_by": 7}):
        with transaction.atomic(), within(writes=world.weavers.pk), pytest.raises(
            IntegrityError, match="stays as it was settled"
        ):  # fmt: skip
            Leaving.objects.filter(pk=leaving.pk).update(**change)


# ---- paying -------------------------------------------------------------------------------------


def test_a_slip_that_waits_is_paid_first(world, aluh):
    order = order_in_work(world)
    work = next(one for one in assignments(world, order) if one.workshop.owner_id == aluh.party_id)
    advance = grant_advance(work.pk, amount_idr=50_000, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    with transaction.atomic(), within(writes=world.weavers.pk):
        Advance.objects.filter(pk=advance.pk).update(reserved_idr=20_000)
    with pytest.raises(Refused, match="slip of hers waits"):
        settled(world, aluh)


def test_only_what_is_in_the_box_is_paid(world):
    one = member(world)
    saved(world, one, principal=100_000)
    leaving = settled(world, one)
    with transaction.atomic(), within(world.weavers.pk):
        assert balance_of("1-1100") == 100_000
    with pytest.raises(Refused, match="bank account holds"):
        pay_leaving(leaving.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)


@pytest.mark.parametrize("days", [-1, 1])
def test_it_is_paid_between_the_settlement_and_today(world, aluh, days):
    leaving = settled(world, aluh)
    with pytest.raises(Refused, match="from the settlement until today"):
        pay_leaving(leaving.pk, method="cash", paid_on=TODAY + timedelta(days=days), by=world.tari, at=NOW)


def test_it_is_paid_once(world, aluh):
    leaving = settled(world, aluh)
    paid(world, leaving)
    with pytest.raises(Refused, match="nothing to pay"):
        paid(world, leaving)


def test_the_reckoning_shows_each_debt_before_anything_is_booked(world, aluh):
    running_loan(world, aluh, 380_000)
    owing_an_advance(world, aluh)
    with transaction.atomic(), within(world.weavers.pk):
        found = reckon(aluh, today=TODAY)
    assert [(debt.kind, debt.idr, idr) for debt, idr in found.taken()] == [
        ("loan", 380_000, 380_000), ("advance", 50_000, 20_000),
    ]  # fmt: skip
    assert (found.result.payable_idr, found.result.owing_idr) == (0, 30_000)
