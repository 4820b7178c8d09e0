"""Loans: asked, decided by another, paid out, repaid interest first; 1-1340 by person is what is left."""

import dataclasses
from datetime import date, timedelta

import pytest
from django.db import IntegrityError
from hypothesis import given
from hypothesis import strategies as st

from sentra.cooperative.loans.operations import (
    approve_loan,
    ask_loan,
    ask_write_off,
    drop_write_off,
    pay_out_loan,
    refuse_loan,
    repay_early,
    take_back_instalment,
    take_instalment,
    withdraw_wish,
    write_off_loan,
)
from sentra.cooperative.loans.position import Amount, Line, due, due_days, next_due, pays_off, rest, split
from sentra.cooperative.loans.queries import loan_of, loan_view, loans
from sentra.cooperative.models import Loan, LoanInstalment, LoanPayment
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.people.models import StaffParty
from tests.domain.cooperative.savings_given import at_noon, balance, lent, member, money, rule, wish
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


def stage(world, loan):
    with writing(world.weavers):
        return Loan.objects.get(pk=loan.pk).stage


def pays(world, loan, amount, on=TODAY, **more):
    facts = {"method": "cash", "paid_on": on, "by": world.tari} | more
    return take_instalment(loan.pk, amount_idr=amount, at=at_noon(on), **facts)


# asked and decided


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"amount": 0}, "more than zero"),
        ({"amount": 5_000_001}, r"largest loan is Rp5\.000\.000"),
        ({"months": 0}, "from 1 to 12"),
        ({"months": 13}, "from 1 to 12"),
        ({"purpose": " "}, "what the loan is for"),
    ],
)
def test_a_wish_beyond_the_clauses_is_refused(world, more, said):
    with pytest.raises(Refused, match=said):
        wish(world, member(world), **more)


def test_the_clauses_set_limits_and_terms(world):
    rule(
        world, loan_most_idr=9_000_000, loan_most_months=24, loan_method="annuity", loan_interest_bp_year=600
    )
    asked = wish(world, member(world), 9_000_000, 24)
    assert (asked.method, asked.rate_bp_year, asked.rounding) == ("annuity", 600, "half_up")


def test_who_joined_lately_waits(world):
    fresh = member(world, joined_on=date(2026, 2, 4))  # six months are over on 4 August
    with pytest.raises(Refused, match="after 6 months"):
        wish(world, fresh)
    wish(world, member(world, "Bariah", 2, date(2026, 2, 3)))


def test_one_loan_at_a_time(world):
    aluh = member(world)
    wish(world, aluh)
    with pytest.raises(Refused, match="One at a time"):
        wish(world, aluh)


def test_the_database_knows_one_loan_at_a_time(world):
    aluh = member(world)
    refused = wish(world, aluh)
    refuse_loan(refused.pk, reason="Kas belum cukup", by=world.mira, at=NOW)
    wish(world, aluh)
    with writing(world.weavers), pytest.raises(IntegrityError, match="loan_one_at_a_time"):
        Loan.objects.filter(pk=refused.pk).update(stage="asked")


def test_she_asks_on_her_phone_and_takes_her_wish_back(world):
    member(world)
    asked = ask_loan(principal_idr=500_000, months=5, purpose="Purun", by=world.aluh, at=NOW)
    assert asked.asked_by is None
    with pytest.raises(Loan.DoesNotExist):
        withdraw_wish(asked.pk, by=world.bariah, at=NOW)
    withdraw_wish(asked.pk, by=world.aluh, at=NOW)
    assert stage(world, asked) == "refused"
    with pytest.raises(Refused, match="Only members"):
        ask_loan(principal_idr=500_000, months=5, purpose="Purun", by=world.bariah, at=NOW)


def test_a_delegate_neither_asks_nor_takes_back(world):
    """She was lent the right to look. What Bariah does for Aluh is never Bariah's own loan either."""
    member(world)
    member(world, "Bariah", 2)
    asked = ask_loan(principal_idr=500_000, months=5, purpose="Purun", by=world.aluh, at=NOW)
    lent_rights = frozenset({"see_public", "see_own_work", "see_own_savings"})
    acting = dataclasses.replace(
        world.bariah, on_behalf_of=world.aluh.party_id, for_name="Aluh", permissions=lent_rights
    )
    with pytest.raises(PermissionDenied):
        ask_loan(principal_idr=500_000, months=5, purpose="Purun", by=acting, at=NOW)
    with pytest.raises(PermissionDenied):
        withdraw_wish(asked.pk, by=acting, at=NOW)


def chair_who_lends(world):
    """The chair with the treasurer's permissions as well: the rule of two must not hang on roles."""
    return dataclasses.replace(world.mira, permissions=world.mira.permissions | world.tari.permissions)


def test_who_wrote_it_down_does_not_decide(world):
    from sentra.cooperative.loans.operations import write_wish

    both = chair_who_lends(world)
    asked = write_wish(member(world).pk, principal_idr=1_000, months=1, purpose="x", by=both, at=NOW)
    with pytest.raises(Refused, match="somebody else must decide"):
        approve_loan(asked.pk, by=both, at=NOW)
    approve_loan(asked.pk, by=world.wati, at=NOW)


def test_nobody_decides_about_her_own(world):
    aluh = member(world)
    asked = wish(world, aluh)
    with writing(world.weavers):
        StaffParty.objects.create(user_id=world.mira.user_id, party_id=aluh.party_id, since=NOW)
    for verb in (approve_loan, lambda pk, **more: refuse_loan(pk, reason="x", **more)):
        with pytest.raises(Refused, match="her own loan"):
            verb(asked.pk, by=world.mira, at=NOW)


def test_a_refusal_says_why_and_ends_it(world):
    aluh = member(world)
    asked = wish(world, aluh)
    with pytest.raises(Refused, match="Say why"):
        refuse_loan(asked.pk, reason="", by=world.mira, at=NOW)
    refuse_loan(asked.pk, reason="Kas belum cukup", by=world.mira, at=NOW)
    with pytest.raises(Refused, match="another step"):
        approve_loan(asked.pk, by=world.mira, at=NOW)
    wish(world, aluh)  # and she may ask again


def test_who_may_not(world):
    asked = wish(world, member(world))
    for verb, actor in ((approve_loan, world.tari), (approve_loan, world.budi), (approve_loan, world.aluh)):
        with pytest.raises(PermissionDenied):
            verb(asked.pk, by=actor, at=NOW)
    with pytest.raises(Loan.DoesNotExist):
        approve_loan(asked.pk, by=world.zahra, at=NOW)


# paid out


def test_paid_out_the_schedule_is_frozen_and_the_books_know(world):
    aluh = member(world)
    loan = lent(world, aluh)
    assert balance(world, "1-1340", aluh) == 1_200_000
    assert loan.first_due_on == date(2026, 9, 3)
    with writing(world.weavers):
        rows = list(LoanInstalment.objects.filter(loan=loan).order_by("position"))
    assert sum(row.principal_idr for row in rows) == 1_200_000
    assert (rows[0].interest_idr, rows[-1].due_on) == (12_000, date(2027, 8, 3))


def test_who_decided_does_not_pay_out(world):
    both = chair_who_lends(world)
    money(world)
    asked = wish(world, member(world))
    approve_loan(asked.pk, by=both, at=NOW)
    with pytest.raises(Refused, match="Somebody else must pay"):
        pay_out_loan(asked.pk, method="cash", paid_on=TODAY, by=both, at=NOW)


def test_not_before_it_is_approved_nor_without_money(world):
    asked = wish(world, member(world))
    with pytest.raises(Refused, match="another step"):
        pay_out_loan(asked.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    approve_loan(asked.pk, by=world.mira, at=NOW)
    with pytest.raises(Refused, match="cash box holds"):
        pay_out_loan(asked.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="not approved on this day"):
        pay_out_loan(asked.pk, method="cash", paid_on=TODAY - timedelta(days=1), by=world.tari, at=NOW)


# repaid


def test_interest_first_then_principal(world):
    aluh = member(world)
    loan = lent(world, aluh, on=date(2026, 7, 20))
    first = pays(world, loan, 50_000, on=TODAY)  # nothing is due yet: ahead, line by line
    assert (first.interest_idr, first.principal_idr) == (12_000, 38_000)
    second = pays(world, loan, 62_000, on=TODAY)
    assert (second.interest_idr, second.principal_idr) == (0, 62_000)
    assert balance(world, "1-1340", aluh) == 1_100_000
    assert balance(world, "4-1400") == -12_000


def test_late_interest_of_two_months_comes_before_any_principal(world):
    loan = lent(world, member(world), on=TODAY)
    late = date(2026, 10, 3)
    with writing(world.weavers):
        assert loan_of(loan.member_id, day=late).late == Amount(200_000, 12_000 + 11_000)
    made = pays(world, loan, 100_000, on=late)
    assert (made.interest_idr, made.principal_idr) == (23_000, 77_000)


def test_the_last_rupiah_ends_it_and_no_more_is_taken(world):
    aluh = member(world)
    loan = lent(world, aluh, 300_000, 3)
    with pytest.raises(Refused, match=r"owes Rp303\.000"):
        pays(world, loan, 303_001)
    pays(world, loan, 303_000)
    assert stage(world, loan) == "repaid"
    assert balance(world, "1-1340", aluh) == 0
    with pytest.raises(Refused, match="not being repaid"):
        pays(world, loan, 1)


def test_early_repayment_drops_the_interest_of_months_not_begun(world):
    aluh = member(world)
    loan = lent(world, aluh, 1_200_000, 12)
    on = date(2026, 9, 10)  # the first is due, the second month has begun
    paid = repay_early(loan.pk, method="cash", paid_on=on, by=world.tari, at=at_noon(on))
    assert (paid.principal_idr, paid.interest_idr) == (1_200_000, 12_000 + 11_000)
    assert stage(world, loan) == "repaid"
    assert balance(world, "1-1340", aluh) == 0


def test_a_wrong_receipt_goes_back_and_opens_the_loan_again(world):
    aluh = member(world)
    loan = lent(world, aluh, 300_000, 3)
    last = repay_early(loan.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="Say what was wrong"):
        take_back_instalment(last.pk, reason=" ", by=world.tari, at=NOW)
    with pytest.raises(PermissionDenied):
        take_back_instalment(last.pk, reason="x", by=world.budi, at=NOW)
    take_back_instalment(last.pk, reason="Bukan dia", by=world.tari, at=NOW)
    assert stage(world, loan) == "running"
    assert balance(world, "1-1340", aluh) == 300_000
    assert balance(world, "4-1400") == 0
    with pytest.raises(Refused, match="already been taken back"):
        take_back_instalment(last.pk, reason="x", by=world.tari, at=NOW)


def test_it_does_not_open_again_beside_another(world):
    aluh = member(world)
    loan = lent(world, aluh, 300_000, 3)
    last = repay_early(loan.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    wish(world, aluh)
    with pytest.raises(Refused, match="another loan by now"):
        take_back_instalment(last.pk, reason="x", by=world.tari, at=NOW)


# written off


def test_two_write_it_off(world):
    aluh = member(world)
    loan = lent(world, aluh)
    pays(world, loan, 112_000)
    with pytest.raises(Refused, match="Nobody asked"):
        write_off_loan(loan.pk, by=world.mira, at=NOW)
    both = chair_who_lends(world)
    ask_write_off(loan.pk, reason="Rumah terbakar", by=both, at=NOW)
    with pytest.raises(Refused, match="somebody else must write it off"):
        write_off_loan(loan.pk, by=both, at=NOW)
    drop_write_off(loan.pk, by=world.wati, at=NOW)
    ask_write_off(loan.pk, reason="Rumah terbakar", by=world.tari, at=NOW)
    write_off_loan(loan.pk, by=world.mira, at=NOW)
    assert stage(world, loan) == "written_off"
    assert balance(world, "1-1340", aluh) == 0
    assert balance(world, "8-1100") == 1_100_000
    with pytest.raises(Refused, match="not being repaid"):
        pays(world, loan, 1)


def test_the_list_says_who_is_late(world, django_assert_num_queries):
    lent(world, member(world))
    lent(world, member(world, "Bariah", 2))
    with writing(world.weavers), django_assert_num_queries(4):
        found = loans(day=date(2026, 9, 30), stages=["running"])
    assert [(one.late.total_idr, one.left_idr, one.next_on) for one in found] == [
        (112_000, 1_200_000, date(2026, 9, 3))
    ] * 2


def test_the_page_of_one_shows_what_is_open_of_each_line(world):
    loan = lent(world, member(world), 300_000, 3)
    pays(world, loan, 110_000)
    with writing(world.weavers):
        view = loan_view(loan.pk, day=TODAY)
    assert [row.open_idr for row in view.rows] == [0, 95_000, 101_000]
    assert sum(row.open_idr for row in view.rows) == 306_000 - 110_000


# pure

LINES = st.lists(st.tuples(st.integers(0, 50_000), st.integers(0, 5_000)), min_size=1, max_size=12).filter(
    lambda rows: sum(map(sum, rows)) > 0
)


def lines_from(rows):
    days = due_days(date(2026, 1, 31), len(rows))
    return [Line(day, principal, interest) for day, (principal, interest) in zip(days, rows, strict=True)]


@given(LINES, st.lists(st.tuples(st.integers(1, 60_000), st.integers(0, 420)), max_size=20))
def test_any_payments_in_any_order_add_up(rows, payments):
    """Interest + principal is what was paid, within the schedule; interest due goes first, none ahead."""
    lines, paid = lines_from(rows), Amount(0, 0)
    whole = rest(lines, paid)
    for amount, days in payments:
        on = date(2026, 1, 1) + timedelta(days=days)
        ends = pays_off(lines, paid, on)
        left = ends.total_idr
        if left == 0:
            break
        taken = min(amount, left)
        before = due(lines, paid, on)
        part = split(lines, paid, taken, on)
        assert part.total_idr == taken
        assert min(part.principal_idr, part.interest_idr) >= 0
        assert part.interest_idr <= ends.interest_idr
        assert part.interest_idr >= min(taken, before.interest_idr)
        if part.principal_idr:
            assert part.interest_idr >= before.interest_idr
        paid = Amount(paid.principal_idr + part.principal_idr, paid.interest_idr + part.interest_idr)
        assert paid.principal_idr <= whole.principal_idr
        assert paid.interest_idr <= whole.interest_idr
    assert rest(lines, paid).total_idr == whole.total_idr - paid.total_idr


def test_paying_ahead_and_then_ending_costs_no_more_than_ending_at_once():
    """1,000,000 at 1 % a month, declining, paid out today: only the month that has begun bears interest."""
    lines, on = lines_from([(166_667, 10_000), (166_667, 8_333), (666_666, 20_000)]), date(2026, 1, 5)
    ahead = split(lines, Amount(0, 0), 200_000, on)
    assert ahead == Amount(190_000, 10_000)
    assert pays_off(lines, ahead, on) == Amount(810_000, 0)
    assert pays_off(lines, Amount(0, 0), on).total_idr == 1_010_000


@given(LINES, st.integers(0, 420))
def test_repaying_early_never_costs_more_than_the_schedule(rows, days):
    lines, on = lines_from(rows), date(2026, 1, 1) + timedelta(days=days)
    early, all_of_it = pays_off(lines, Amount(0, 0), on), rest(lines, Amount(0, 0))
    assert early.principal_idr == all_of_it.principal_idr
    assert due(lines, Amount(0, 0), on).interest_idr <= early.interest_idr <= all_of_it.interest_idr


def test_days_of_short_months():
    days = due_days(date(2026, 1, 31), 4)
    assert [day.day for day in days] == [31, 28, 31, 30]
    assert next_due([], Amount(0, 0)) is None


@pytest.mark.parametrize("amount", [0, -1, 101])
def test_a_split_of_nothing_or_too_much_is_refused(amount):
    with pytest.raises(ValueError, match="at least a rupiah"):
        split([Line(TODAY, 90, 10)], Amount(0, 0), amount, TODAY)


@pytest.mark.parametrize("change", [{"principal_idr": 1}, {"written_by": None}, {"number": 9}])
def test_a_receipt_of_a_loan_stays_as_it_was_written(world, change):
    receipt = pays(world, lent(world, member(world)), 100_000)
    with writing(world.weavers), pytest.raises(IntegrityError, match=r"stays as it|keeps its"):
        LoanPayment.objects.filter(pk=receipt.pk).update(**change)
