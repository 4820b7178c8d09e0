"""Running loans from the old books: what is wrong in a row, what the loan is afterwards, and the way back."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from sentra.capital.operations import settle_leaving
from sentra.cooperative import documents
from sentra.cooperative.loans.brought import Running, take_over
from sentra.cooperative.loans.operations import repay_early, take_back_instalment, take_instalment, write_wish
from sentra.cooperative.loans.position import Amount
from sentra.cooperative.loans.queries import loan_of, loan_view, payment
from sentra.cooperative.loans.terms import Terms
from sentra.cooperative.models import Loan, LoanPayment, Member
from sentra.cooperative.opening.keeping import judged
from sentra.cooperative.opening.operations import take_back_opening
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import reading, within
from sentra.ledger.posting import Booking
from sentra.ledger.queries import entry, journal
from tests.domain.cooperative.given import resigning
from tests.domain.cooperative.opening.given import ON, booked, brought, check_books, people, rows
from tests.domain.cooperative.savings_given import balance, member, rule
from tests.domain.cooperative.test_papers import LETTER
from tests.domain.orders.given import writing
from tests.kernel.pdf_text import pages
from tests.world import NOW, TODAY

DUE = date(2026, 1, 20)
LEFT = 1_000_000
HERS = [1, "Aluh", LEFT, 10, DUE, None, None]


@pytest.fixture
def told(world):
    """Aluh owes a million of a loan of before, in ten months from 20 January."""
    rule(world, loan_method="declining", loan_interest_bp_year=1200)
    return with_her_loan(world)


def with_her_loan(world):
    told = rows(*people(world))
    told["Neraca saldo"][0][2] -= LEFT
    told["Neraca saldo"].append(["1-1340", None, LEFT, None])
    told["Pinjaman"] = [list(HERS)]
    return told


def problems(world, told):
    opening = brought(world, told)
    with reading(world.tari):
        return [(one.sheet, one.row, one.code) for one in judged(opening, today=TODAY).problems]


def only(world):
    with writing(world.weavers):
        return Loan.objects.select_related("member__party").get()


@pytest.fixture
def loan(world, told):
    booked(world, brought(world, told))
    return only(world)


def test_it_runs_from_the_day_of_the_balances_with_what_is_left(world, loan):
    assert (loan.stage, loan.principal_idr, loan.months) == ("running", LEFT, 10)
    assert (loan.method, loan.rate_bp_year) == ("declining", 1200)
    assert (loan.asked_by, loan.decided_by, loan.paid_out_by) == (
        world.tari.user_id, world.mira.user_id, None,
    )  # fmt: skip
    assert (loan.asked_on, loan.decided_on, loan.paid_out_on) == (ON, ON, ON)
    with reading(world.tari):
        view = loan_view(loan.pk, day=ON)
    assert [row.due_on for row in view.rows[:2]] == [DUE, date(2026, 2, 20)]
    assert [(row.principal_idr, row.interest_idr) for row in view.rows[:2]] == [
        (100_000, 10_000), (100_000, 9_000),
    ]  # fmt: skip
    assert sum(row.principal_idr for row in view.rows) == LEFT
    assert view.standing.left_idr == LEFT
    assert view.standing.next_on == DUE


def test_the_books_hold_it_against_opening_balances_by_its_own_cause(world, loan):
    with reading(world.tari):
        ids = [one.id for one in journal().entries if one.source == f"loan:{loan.pk}"]
        (made,) = [entry(one) for one in ids]
    assert (made.cause, made.booked_on) == (f"loan:{loan.pk}:opened", ON)
    assert sorted((one.account, one.debit_idr, one.credit_idr) for one in made.lines) == [
        ("1-1340", LEFT, 0), ("3-1800", 0, LEFT),
    ]  # fmt: skip
    assert balance(world, "1-1340", loan.member) == LEFT
    assert balance(world, "3-1800") == 0
    assert "Semua pembukuan benar" in check_books()


@pytest.mark.parametrize(
    ("words", "rate", "kept"),
    [
        ("Flat", 18, ("flat", 1800)), ("anuitas", "12,5", ("annuity", 1250)),
        ("menurun", "9 %", ("declining", 900)), (None, 0, ("declining", 0)), ("tetap", None, ("flat", 1200)),
    ],
)  # fmt: skip
def test_its_own_terms_when_they_differ(world, told, words, rate, kept):
    told["Pinjaman"][0][5:] = [words, rate]
    booked(world, brought(world, told))
    assert (only(world).method, only(world).rate_bp_year) == kept


def test_the_rules_are_those_of_the_day_of_the_balances(world):
    with reading(world.tari):
        then = Terms.on(ON)
    rule(world, since=date(2026, 1, 1), loan_method="annuity", loan_interest_bp_year=2399)
    booked(world, brought(world, with_her_loan(world)))
    assert (only(world).method, only(world).rate_bp_year) == (then.method, then.rate_bp_year)
    assert (then.method, then.rate_bp_year) != ("annuity", 2399)


WRONG = [
    ([9, "Siapa", 5, 1, DUE, None, None], "unknown_member"),
    ([None, "Siapa", 5, 1, DUE, None, None], "unknown_member"),
    ([1, "Aluh", 5, 1, DUE, None, None], "member_twice"),
    ([3, "Cici", 5, 1, DUE, None, None], "joined_later"),
    ([4, "Dijah", 5, 1, DUE, None, None], "has_loan"),
    ([2, "Bariah", 5, 0, DUE, None, None], "months"),
    ([2, "Bariah", 5, None, DUE, None, None], "months"),
    ([2, "Bariah", 5, -1, DUE, None, None], "negative"),
    ([2, "Bariah", 5, 601, DUE, None, None], "months"),
    ([2, "Bariah", 5, 1, ON, None, None], "due"),
    ([2, "Bariah", 5, 1, None, None, None], "due"),
    ([2, "Bariah", 5, 1, date(2027, 1, 1), None, None], "due"),
    ([2, "Bariah", 5, 1, "besok", None, None], "day"),
    ([2, "Bariah", "5,5", 1, DUE, None, None], "amount"),
    ([2, "Bariah", 5, 1, DUE, "bagi hasil", None], "method"),
    ([2, "Bariah", 5, 1, DUE, None, "0,12"], "rate"),
    ([2, "Bariah", 5, 1, DUE, None, 101], "rate"),
    ([2, "Bariah", 5, 1, DUE, None, "12,345"], "rate"),
    ([2, "Bariah", 5, 1, DUE, None, "1e9"], "rate"),
]


@pytest.mark.parametrize(("row", "code"), WRONG, ids=[f"{one[1]}-{at}" for at, one in enumerate(WRONG)])
def test_every_mistake_is_named_with_its_row(world, told, row, code):
    member(world, "Cici", 3, date(2026, 1, 2))
    rule(world, loan_after_months=0)
    asked = member(world, "Dijah", 4, date(2025, 2, 1))
    write_wish(asked.pk, principal_idr=5, months=1, purpose="Benang", by=world.tari, at=NOW)
    told["Pinjaman"].append(row)
    assert problems(world, told) == [("Pinjaman", 3, code)]


@pytest.mark.parametrize("more", [1, -1])
def test_the_rows_sum_to_the_account(world, told, more):
    told["Pinjaman"][0][2] += more
    assert problems(world, told) == [("Pinjaman", 0, "control")]


def test_the_account_without_the_sheet_and_loans_among_claims(world, told):
    del told["Pinjaman"]
    assert problems(world, told) == [("Pinjaman", 0, "control")]
    told["Piutang dan utang"].append(["1-1340", world.cici.party_id, None, 5])
    assert ("Piutang dan utang", 4, "not_by_person") in problems(world, told)


def test_a_loan_paid_out_between_the_look_and_the_booking(world, told):
    """She asked after the file was looked at: the booking looks again."""
    opening = brought(world, told)
    rule(world, loan_after_months=0)
    with writing(world.weavers):
        aluh = Member.objects.get(number=1)
    write_wish(aluh.pk, principal_idr=5, months=1, purpose="Benang", by=world.tari, at=NOW)
    with pytest.raises(Refused, match="mistake"):
        booked(world, opening)
    assert balance(world, "1-1340") == 0


def test_a_wish_written_in_the_same_moment_is_seen_by_the_loans_themselves(world, loan):
    again = Running(1, 5, 1, DUE, "flat", 1200, "half_up")
    with pytest.raises(Refused, match="One at a time"), writing(world.weavers):
        take_over([again], Booking(ON, world.mira, NOW), brought_by=world.tari.user_id)


def test_the_receipt_says_where_the_loan_came_from(world, loan):
    made = pay(world, loan, 110_000)
    with writing(world.weavers):
        paper = " ".join(pages(documents.loan_receipt(payment(made.pk), letter=LETTER, at=NOW)))
    assert f"{loan.number}/2025, dibawa dari pembukuan lama" in paper


def pay(world, loan, idr, on=TODAY):
    return take_instalment(loan.pk, amount_idr=idr, method="cash", paid_on=on, by=world.tari, at=NOW)


def test_she_pays_an_instalment_and_then_all_of_it(world, loan):
    first = pay(world, loan, 110_000, on=DUE)
    assert (first.principal_idr, first.interest_idr) == (100_000, 10_000)
    with reading(world.tari):
        assert loan_of(loan.member_id, day=DUE).next_on == date(2026, 2, 20)
        early = loan_view(loan.pk, day=TODAY).standing.early
    assert early.principal_idr == 900_000
    last = repay_early(loan.pk, method="cash", paid_on=TODAY, by=world.tari, at=NOW)
    assert Amount(last.principal_idr, last.interest_idr) == early
    assert only(world).stage == "repaid"
    assert balance(world, "1-1340", loan.member) == 0
    assert "Semua pembukuan benar" in check_books()


def test_who_leaves_has_it_taken_from_her_savings(world, loan):
    settled = settle_leaving(resigning(world, loan.member).pk, by=world.mira, at=NOW)
    assert (settled.loans_idr, settled.payable_idr) == (LEFT, 1_600_000 - LEFT)
    assert only(world).stage == "repaid"
    assert balance(world, "1-1340", loan.member) == 0
    assert "Semua pembukuan benar" in check_books()


def take_back(world, opening):
    return take_back_opening(opening.pk, reason="Salah hari", by=world.tari, at=NOW)


def test_the_loans_go_back_with_the_opening_and_come_again(world, told):
    opening = booked(world, brought(world, told))
    take_back(world, opening)
    gone = only(world)
    assert (gone.stage, gone.taken_back_reason) == ("taken_back", "Salah hari")
    assert balance(world, "1-1340", gone.member) == 0
    assert "Semua pembukuan benar" in check_books()
    with pytest.raises(Refused, match="not being repaid"):
        pay(world, gone, 5)
    with reading(world.tari):
        assert loan_of(gone.member_id, day=TODAY) is None
    booked(world, brought(world, told))
    with writing(world.weavers):
        assert [one.stage for one in Loan.objects.order_by("pk")] == ["taken_back", "running"]
    assert balance(world, "1-1340", gone.member) == LEFT
    assert "Semua pembukuan benar" in check_books()


def test_one_instalment_ends_the_way_back_also_when_it_was_cancelled(world, told):
    opening = booked(world, brought(world, told))
    payment = pay(world, only(world), 110_000)
    with pytest.raises(Refused, match="An instalment was taken"):
        take_back(world, opening)
    take_back_instalment(payment.pk, reason="Salah orang", by=world.tari, at=NOW)
    with pytest.raises(Refused, match="An instalment was taken"):
        take_back(world, opening)
    assert only(world).stage == "running"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stage": "taken_back"}, "loan_taken_back_says_why"),
        ({"taken_back_at": NOW, "taken_back_reason": "x"}, "loan_taken_back_says_why"),
        ({"pay_method": "cash"}, "keeps how it began"),
        ({"paid_out_on": TODAY}, "keeps how it began"),
        ({"first_due_on": TODAY}, "keeps how it began"),
    ],
)
def test_the_database_keeps_how_it_began(world, loan, change, words):
    with pytest.raises(IntegrityError, match=words), transaction.atomic(), within(writes=world.weavers.pk):
        Loan.objects.filter(pk=loan.pk).update(**change)


BACK = {"stage": "taken_back", "taken_back_at": NOW, "taken_back_reason": "x"}


def test_the_database_takes_no_loan_back_that_was_paid_on(world, loan):
    pay(world, loan, 5)
    with (
        pytest.raises(IntegrityError, match="cannot be"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        Loan.objects.filter(pk=loan.pk).update(**BACK)


def test_the_database_keeps_a_loan_that_was_taken_back(world, told):
    take_back(world, booked(world, brought(world, told)))
    loan = only(world)
    for change in ({"stage": "running", "taken_back_at": None, "taken_back_reason": ""}, {"purpose": "x"}):
        with (
            pytest.raises(IntegrityError, match="cannot be taken back, or is"),
            transaction.atomic(),
            within(writes=world.weavers.pk),
        ):
            Loan.objects.filter(pk=loan.pk).update(**change)
    with (
        pytest.raises(IntegrityError, match="was taken back"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        LoanPayment.objects.create(
            loan=loan, payer_id=loan.member.party_id, paid_on=TODAY, method="cash", principal_idr=5,
            interest_idr=0, year=2026, number=1,
        )  # fmt: skip
