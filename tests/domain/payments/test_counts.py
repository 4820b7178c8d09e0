"""The cash box is counted by one and confirmed by another; only then is the difference booked."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from sentra.cooperative.closing.operations import close_period
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.ledger import queries as books
from sentra.payments.denominations import NOTES, counted_idr
from sentra.payments.models import CashCount
from sentra.payments.operations import confirm_count, count_cash, send_back_count
from sentra.payments.queries import last_count
from tests.domain.orders.given import writing
from tests.domain.payments.given import by_hand, inside
from tests.world import NOW, TODAY

BOX = {100_000: 3, 2_000: 4, 500: 1}  # 308,500


def counted(world, pieces=None, **more):
    said = {"counted_on": TODAY, "by": world.tari, "at": NOW, "reason": "Kembalian"} | more
    return count_cash(pieces or BOX, **said)


def held(world, account="1-1100"):
    return inside(world, books.balance_of, account)


def test_a_difference_waits_for_a_second_person(world):
    by_hand(world, 310_000, bank="1-1100")
    made = counted(world)
    assert (made.counted_idr, made.expected_idr, made.difference_idr) == (308_500, 310_000, -1_500)
    assert held(world) == 310_000

    confirm_count(made.pk, by=world.mira, at=NOW)
    assert (held(world), held(world, "8-1200")) == (308_500, 1_500)


def test_more_in_the_box_is_income(world):
    made = counted(world)
    confirm_count(made.pk, by=world.wati, at=NOW)
    assert (held(world), held(world, "8-1200")) == (308_500, -308_500)


def test_a_count_that_agrees_books_nothing(world):
    by_hand(world, 308_500, bank="1-1100")
    made = counted(world, reason="")
    confirm_count(made.pk, by=world.mira, at=NOW)
    assert (held(world), held(world, "8-1200")) == (308_500, 0)


def test_a_count_sent_back_books_nothing_and_another_may_follow(world):
    made = counted(world)
    send_back_count(made.pk, reason="Laci kedua belum dihitung", by=world.mira, at=NOW)
    assert held(world) == 0
    with pytest.raises(Refused, match="answer already"):
        confirm_count(made.pk, by=world.mira, at=NOW)
    assert counted(world).number == 2


@pytest.mark.parametrize(
    "wrong",
    [{"counted_on": TODAY + timedelta(days=1)}, {"reason": " "}, {"ledger": "1-1200"}, {"pieces": {75: 1}},
     {"pieces": {100: -1}}, {"pieces": {100: 10**6}}],
)  # fmt: skip
def test_what_cannot_be_is_refused(world, wrong):
    with pytest.raises(Refused):
        counted(world, **wrong)


def test_a_count_needs_a_person_and_sending_it_back_a_reason(world):
    with pytest.raises(Refused, match="by a person"):
        counted(world, by=replace(world.tari, user_id=None))
    made = counted(world)
    with pytest.raises(Refused, match="what is wrong"):
        send_back_count(made.pk, reason=" ", by=world.mira, at=NOW)


def test_one_count_at_a_time_waits(world):
    counted(world)
    with pytest.raises(Refused, match="waits"):
        counted(world)
    counted(world, ledger="1-1110")


def test_the_database_lets_one_count_of_a_box_wait(world):
    made = counted(world)
    made.pk, made.number = None, 99
    with pytest.raises(IntegrityError, match="waits_alone"), writing(world.weavers):
        made.save(force_insert=True)


def test_who_counted_does_not_confirm(world):
    from sentra.people.roles import RoleName
    from tests.world import staff

    both = staff(world.weavers, "Rina", RoleName.TREASURER, RoleName.CHAIR)
    made = counted(world, by=both)
    with pytest.raises(Refused, match="Somebody else"):
        confirm_count(made.pk, by=both, at=NOW)
    for actor in (world.tari, world.idah, world.budi):
        with pytest.raises(PermissionDenied):
            confirm_count(made.pk, by=actor, at=NOW)
    with pytest.raises(CashCount.DoesNotExist):
        confirm_count(made.pk, by=world.zahra, at=NOW)


def test_the_database_knows_that_two_are_needed(world):
    made = counted(world)
    with pytest.raises(IntegrityError), transaction.atomic(), within(writes=world.weavers.pk):
        CashCount.objects.filter(pk=made.pk).update(
            state="confirmed", answered_by=world.tari.user_id, answered_at=NOW
        )


def test_what_was_counted_stays(world):
    made = counted(world)
    for change in (
        lambda mine: mine.update(counted_idr=1),
        lambda mine: mine.delete(),
    ):
        with pytest.raises(DatabaseError, match="stays"), writing(world.weavers):
            change(CashCount.objects.filter(pk=made.pk))
    confirm_count(made.pk, by=world.mira, at=NOW)
    with pytest.raises(DatabaseError, match="stays"), transaction.atomic(), within(writes=world.weavers.pk):
        CashCount.objects.filter(pk=made.pk).update(state="rejected")


def test_the_last_count_for_the_closing_checklist(world):
    assert inside(world, last_count, TODAY) is None
    made = counted(world)
    found = inside(world, last_count, TODAY)
    assert (found.number, found.confirmed, found.difference_idr) == ("1/2026", False, 308_500)
    confirm_count(made.pk, by=world.mira, at=NOW)
    assert inside(world, last_count, TODAY).confirmed
    assert inside(world, last_count, date(2026, 7, 31)) is None


@given(st.dictionaries(st.sampled_from(NOTES), st.integers(0, 1_000)))
def test_a_count_adds_up(pieces):
    assert counted_idr(pieces) == sum(value * count for value, count in pieces.items())


def test_a_difference_in_a_closed_month_is_refused_while_counting(world):
    """Nobody could confirm it: the month takes no entry any more."""
    by_hand(world, 308_500, bank="1-1100", on=date(2026, 6, 10))
    close_period(date(2026, 6, 1), by=world.tari, at=NOW)
    with pytest.raises(Refused, match="closed"):
        counted(world, {100_000: 1}, counted_on=date(2026, 6, 30))
    assert counted(world, counted_on=date(2026, 6, 30)).difference_idr == 0
