"""Savings: receipts, withdrawals, what is taken back, what is owed; balances are the ledger's by person."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentra.cooperative.models import Member, SavingsMove
from sentra.cooperative.savings.operations import take_back_savings, take_savings, withdraw_savings
from sentra.cooperative.savings.queries import savings_on
from sentra.cooperative.savings.rates import due_rates
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.people.models import StaffParty
from tests.domain.cooperative.savings_given import JOINED, balance, member, money, rule, save
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

KINDS = {"pokok": "3-1100", "wajib": "3-1200", "sukarela": "2-1400"}


def moves(world):
    with writing(world.weavers):
        return list(SavingsMove.objects.order_by("pk"))


@pytest.mark.parametrize(("kind", "account"), KINDS.items())
def test_a_receipt_stands_in_the_books_by_person(world, kind, account):
    aluh, bariah = member(world), member(world, "Bariah", 2)
    save(world, aluh, 50_000, kind)
    assert balance(world, account, aluh) == -50_000
    assert balance(world, account, bariah) == 0
    assert balance(world, "1-1100") == 50_000


def test_somebody_else_may_bring_the_money(world):
    aluh, bariah = member(world), member(world, "Bariah", 2)
    made = save(world, aluh, 50_000, payer_id=bariah.party_id)
    assert made.payer_id == bariah.party_id
    assert balance(world, "2-1400", aluh) == -50_000


def test_receipts_are_numbered_without_gaps_even_after_a_refusal(world):
    aluh = member(world)
    save(world, aluh, 10_000)
    with pytest.raises(Refused, match="more than zero"):
        save(world, aluh, 0)
    save(world, aluh, 10_000)
    assert [one.number for one in moves(world)] == [1, 2]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"amount": 0}, "more than zero"),
        ({"amount": -5}, "more than zero"),
        ({"amount": 5, "kind": "lain"}, "Choose which"),
        ({"amount": 5, "method": "cek"}, "bank transfer or cash"),
        ({"amount": 5, "on": TODAY + timedelta(days=1)}, "cannot lie in the future"),
        ({"amount": 5, "on": JOINED - timedelta(days=1)}, "not a member on this day"),
    ],
)
def test_a_receipt_that_cannot_be(world, more, said):
    with pytest.raises(Refused, match=said):
        save(world, member(world), **more)


def test_who_has_left_saves_no_longer(world):
    aluh = member(world)
    with writing(world.weavers):
        Member.objects.filter(pk=aluh.pk).update(left_on=TODAY, left_how="resigned")
    with pytest.raises(Refused, match="has left"):
        save(world, aluh, 5)


def test_only_who_collects_and_no_stranger(world):
    aluh = member(world)
    facts = {"kind": "wajib", "amount_idr": 5, "method": "cash", "paid_on": TODAY, "at": NOW}
    take_savings(aluh.pk, by=world.budi, **facts)  # the coordinator collects
    for nobody in (world.idah, world.wati, world.aluh):
        with pytest.raises(PermissionDenied):
            take_savings(aluh.pk, by=nobody, **facts)
    with pytest.raises(PermissionDenied):
        withdraw_savings(aluh.pk, amount_idr=1, method="cash", paid_on=TODAY, by=world.budi, at=NOW)
    import dataclasses

    thief = dataclasses.replace(world.tari, tenant_id=world.batik.pk)
    with pytest.raises(Member.DoesNotExist):
        take_savings(aluh.pk, by=thief, **facts)


def out(world, one, amount, **more):
    facts = {"method": "cash", "paid_on": TODAY, "by": world.tari} | more
    return withdraw_savings(one.pk, amount_idr=amount, at=NOW, **facts)


def test_she_takes_out_what_she_saved_and_no_more(world):
    aluh = member(world)
    money(world, 500_000)
    save(world, aluh, 50_000)
    out(world, aluh, 20_000)
    assert balance(world, "2-1400", aluh) == -30_000
    with pytest.raises(Refused, match=r"Her voluntary savings are Rp30\.000"):
        out(world, aluh, 30_001)
    out(world, aluh, 30_000)
    assert balance(world, "2-1400", aluh) == 0


def test_locked_savings_are_not_voluntary(world):
    aluh = member(world)
    save(world, aluh, 100_000, "pokok")
    with pytest.raises(Refused, match="Her voluntary savings are Rp0"):
        out(world, aluh, 1)


def test_an_empty_box_pays_nothing(world):
    aluh = member(world)
    save(world, aluh, 50_000, method="bank")
    with pytest.raises(Refused, match="cash box holds Rp0"):
        out(world, aluh, 1)


def test_nobody_pays_out_her_own_savings(world):
    aluh = member(world)
    save(world, aluh, 50_000)
    with writing(world.weavers):
        StaffParty.objects.create(user_id=world.tari.user_id, party_id=aluh.party_id, since=NOW)
    with pytest.raises(Refused, match="Somebody else"):
        out(world, aluh, 1)


def test_nobody_takes_back_what_was_paid_out_to_herself(world):
    aluh = member(world)
    save(world, aluh, 50_000)
    paid = out(world, aluh, 20_000)
    with writing(world.weavers):
        StaffParty.objects.create(user_id=world.tari.user_id, party_id=aluh.party_id, since=NOW)
    with pytest.raises(Refused, match="paid out to you"):
        take_back_savings(paid.pk, reason="Tidak jadi", by=world.tari, at=NOW)


def test_a_mistyped_receipt_goes_back_with_its_entry(world):
    aluh = member(world)
    wrong = save(world, aluh, 500_000)
    take_back_savings(wrong.pk, reason="Satu nol terlalu banyak", by=world.tari, at=NOW)
    assert balance(world, "2-1400", aluh) == 0
    assert balance(world, "1-1100") == 0
    with pytest.raises(Refused, match="already been taken back"):
        take_back_savings(wrong.pk, reason="lagi", by=world.tari, at=NOW)
    save(world, aluh, 50_000)
    assert [one.number for one in moves(world)] == [1, 2]


def test_a_withdrawal_goes_back_too(world):
    aluh = member(world)
    save(world, aluh, 50_000)
    wrong = out(world, aluh, 20_000)
    take_back_savings(wrong.pk, reason="Orang lain", by=world.tari, at=NOW)
    assert balance(world, "2-1400", aluh) == -50_000


def test_taking_back_needs_a_reason_the_money_and_who_may(world):
    aluh = member(world)
    wrong = save(world, aluh, 50_000)
    with pytest.raises(Refused, match="Say what was wrong"):
        take_back_savings(wrong.pk, reason=" ", by=world.tari, at=NOW)
    with pytest.raises(PermissionDenied):
        take_back_savings(wrong.pk, reason="salah", by=world.budi, at=NOW)
    out(world, aluh, 10_000)
    with pytest.raises(Refused, match="taken some of it out"):
        take_back_savings(wrong.pk, reason="salah", by=world.tari, at=NOW)


def test_arrears_follow_the_clauses_through_time(world):
    rule(world, principal_savings_idr=100_000, mandatory_savings_idr=20_000)
    aluh = member(world)  # since 15 January
    save(world, aluh, 100_000, "pokok")
    save(world, aluh, 60_000, "wajib")
    with writing(world.weavers):
        found = savings_on(TODAY)[0]
    assert (found.pokok.arrears_idr, found.wajib.expected_idr) == (0, 8 * 20_000)
    assert found.arrears_idr == 100_000
    with writing(world.weavers):
        assert due_rates()[-1].mandatory_idr == 20_000


def test_before_the_first_clause_its_values_hold(world):
    rule(world, since=date(2026, 7, 1), mandatory_savings_idr=5_000)
    with writing(world.weavers):
        assert {rate.mandatory_idr for rate in due_rates()} == {5_000}


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(["in", "out", "back"]), st.integers(1, 90_000)), max_size=8))
def test_her_balance_is_what_went_in_less_what_went_out(world, steps):
    """Whatever she does in whatever order, the books say the sum of what was done and never less than 0."""
    with writing(world.weavers):
        number = Member.objects.count() + 1
    one = member(world, f"Siti {number}", number)
    money(world, 1_000_000)
    kept = []
    for verb, amount in steps:
        there = sum(move.amount_idr for move in kept)
        if verb == "in":
            kept.append(save(world, one, amount))
        elif verb == "out" and amount <= there:
            kept.append(out(world, one, amount))
        elif verb == "out":
            with pytest.raises(Refused, match="voluntary savings are"):
                out(world, one, amount)
        elif kept:  # the last one never leaves less than nothing: what came before it was enough
            take_back_savings(kept.pop().pk, reason="salah", by=world.tari, at=NOW)
    assert -balance(world, "2-1400", one) == sum(move.amount_idr for move in kept) >= 0
