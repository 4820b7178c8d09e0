"""From the meeting's yes into the books, to each member, and back again by a new run."""

from dataclasses import replace

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.models import SurplusRun
from sentra.cooperative.surplus.operations import drop_surplus, pay_share, post_surplus, take_back_share
from sentra.cooperative.surplus.scheme import Scheme
from sentra.cooperative.surplus.sealing import unbroken
from sentra.cooperative.surplus.usual import part_of
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.ledger.queries import balance_of
from tests.domain.cooperative.meetings.given import DAY
from tests.domain.cooperative.surplus.given import LATER, SURPLUS, approved, proposed, reckoned, two_members
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY


def balance(world, account, party=None):
    with writing(world.weavers):
        return balance_of(account, party)


def stage_of(world, run):
    with writing(world.weavers):
        return SurplusRun.objects.get(pk=run.pk).stage


def booked(world, run):
    return post_surplus(run.pk, by=world.tari, at=LATER, today=DAY)


@pytest.fixture
def ready(world):
    """An approved run of a year with two members."""
    world_members = two_members(world)
    run = reckoned(world)
    approved(world, run)
    return run, *world_members


def test_what_the_annual_meeting_approved_is_booked_to_the_rupiah(world, ready):
    run, aluh, bariah = ready
    assert balance(world, "3-1900") == -SURPLUS
    booked(world, run)
    assert balance(world, "3-1900") == 0
    assert balance(world, "3-1500") == -400_001
    assert balance(world, "2-1410", aluh.party_id) == -350_001
    assert balance(world, "2-1410", bariah.party_id) == -250_001
    assert stage_of(world, run) == "posted"
    with pytest.raises(Refused, match="another step"):
        booked(world, run)


def test_a_draft_and_what_the_meeting_refused_are_not_booked(world):
    two_members(world)
    run = reckoned(world)
    with pytest.raises(Refused, match="another step"):
        booked(world, run)
    approved(world, run, wanted="no")
    assert stage_of(world, run) == "draft"
    with pytest.raises(Refused, match="another step"):
        booked(world, run)


def test_only_an_annual_meeting_decides_and_only_once(world):
    two_members(world)
    run = reckoned(world)
    with pytest.raises(Refused, match="cannot decide"):
        proposed(world, run, kind="members")
    proposed(world, run)
    with pytest.raises(Refused, match="already"):
        proposed(world, run)


ALTERED = """
INSERT INTO cooperative_surplusrun (tenant_id, year_end, stage, members_idr, others_idr, scheme, who, measure,
  counted, outside, pools, rests, seal, reason, made_at, resolution_id)
SELECT tenant_id, '2024-12-31', stage, members_idr, others_idr, scheme, who, measure,
  counted, outside, pools, rests, seal, reason, made_at, resolution_id
  FROM cooperative_surplusrun RETURNING id
"""
SHARES = """
INSERT INTO cooperative_surplusshare (tenant_id, run_id, member_id, number, bases, shares, total_idr)
SELECT tenant_id, %s, member_id, number, ARRAY[bases[1] + 1, bases[2]], shares, total_idr
  FROM cooperative_surplusshare
"""


def test_altered_inputs_are_detected_and_not_booked(world, ready):
    """Written past the operations: it adds up, but is not what was sealed."""
    run, *_members = ready
    with writing(world.weavers), connection.cursor() as cursor:
        cursor.execute(ALTERED)
        altered = SurplusRun.objects.get(pk=cursor.fetchone()[0])
        cursor.execute(SHARES, [altered.pk])
        assert (unbroken(run), unbroken(altered)) == (True, False)
    with pytest.raises(Refused, match="altered"):
        booked(world, altered)


def test_she_takes_it_and_the_rest_stays_owed(world, ready):
    run, aluh, _bariah = ready
    booked(world, run)
    who = {"paid_on": DAY, "by": world.tari, "at": LATER}
    first = pay_share(aluh.pk, 100_000, method="bank", **who)
    assert balance(world, "2-1410", aluh.party_id) == -250_001
    with pytest.raises(Refused, match="more than she is owed"):
        pay_share(aluh.pk, 250_002, method="bank", **who)
    take_back_share(first.pk, "Salah orang", by=world.tari, at=LATER)
    assert balance(world, "2-1410", aluh.party_id) == -350_001
    with pytest.raises(Refused, match="already"):
        take_back_share(first.pk, "Lagi", by=world.tari, at=LATER)


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"amount_idr": 0}, "more than zero"),
        ({"method": "savings"}, "how it is paid"),
        ({"method": "cash", "amount_idr": 340_000}, "cash box holds"),
        ({"paid_on": DAY.replace(year=DAY.year + 1)}, "not come"),
    ],
)
def test_a_payment_that_cannot_be_is_refused(world, ready, facts, told):
    run, aluh, _bariah = ready
    booked(world, run)
    asked = {"amount_idr": 10, "method": "bank", "paid_on": DAY} | facts
    with pytest.raises(Refused, match=told):
        pay_share(aluh.pk, **asked, by=world.tari, at=LATER)


def test_who_left_is_paid_and_who_may_not_pays_nobody(world, ready):
    run, aluh, _bariah = ready
    booked(world, run)
    with writing(world.weavers):
        aluh.left_on, aluh.left_how = TODAY, "resigned"
        aluh.save()
    who = {"paid_on": DAY, "at": LATER}
    pay_share(aluh.pk, 10, method="bank", by=world.tari, **who)
    for stranger in (world.wati, world.aluh):
        with pytest.raises(PermissionDenied):
            pay_share(aluh.pk, 10, method="bank", by=stranger, **who)


def test_a_booked_year_is_corrected_by_a_new_run_only(world, ready):
    run, aluh, bariah = ready
    booked(world, run)
    pay_share(aluh.pk, 340_000, method="bank", paid_on=DAY, by=world.tari, at=LATER)
    other = Scheme((part_of("cadangan", 4_000), part_of("modal", 6_000)))
    with pytest.raises(Refused, match="anew") as refused:
        reckoned(world, other)
    assert refused.value.field == "reason"
    again = reckoned(world, other, reason="Jasa modal salah")
    approved(world, again)
    booked(world, again)
    assert (stage_of(world, run), stage_of(world, again)) == ("replaced", "posted")
    assert balance(world, "3-1900") == 0
    assert balance(world, "2-1410", bariah.party_id) == -450_001
    assert balance(world, "2-1410", aluh.party_id) == 340_000 - 150_001  # more than hers: she owes it
    assert balance(world, "3-1500") == -400_001


def test_a_receipt_stays_as_it_was_written(world, ready):
    run, aluh, _bariah = ready
    booked(world, run)
    pay_share(aluh.pk, 10, method="bank", paid_on=DAY, by=world.tari, at=LATER)
    for statement in (
        "UPDATE cooperative_surpluspayment SET amount_idr = 9",
        "DELETE FROM cooperative_surpluspayment",
    ):
        with (
            pytest.raises(IntegrityError, match="stays as it was"),
            writing(world.weavers),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)


def test_nobody_books_but_who_may(world, ready):
    run, *_members = ready
    for stranger in (world.wati, world.budi, world.aluh):
        with pytest.raises(PermissionDenied):
            post_surplus(run.pk, by=stranger, at=NOW, today=TODAY)


def test_nobody_pays_herself_or_takes_her_own_payment_back(world, ready):
    run, aluh, _bariah = ready
    booked(world, run)
    herself = replace(world.tari, party_id=aluh.party_id)  # the treasurer is a maker too
    with pytest.raises(Refused, match="Somebody else must pay"):
        pay_share(aluh.pk, 10, method="bank", paid_on=DAY, by=herself, at=LATER)
    paid = pay_share(aluh.pk, 10, method="bank", paid_on=DAY, by=world.tari, at=LATER)
    with pytest.raises(Refused, match="Somebody else must take back"):
        take_back_share(paid.pk, "Salah", by=herself, at=LATER)


def test_a_payment_is_not_taken_back_without_a_reason(world, ready):
    run, aluh, _bariah = ready
    booked(world, run)
    paid = pay_share(aluh.pk, 10, method="bank", paid_on=DAY, by=world.tari, at=LATER)
    with pytest.raises(Refused, match="Say why") as refused:
        take_back_share(paid.pk, " ", by=world.tari, at=LATER)
    assert refused.value.field == "reason"


def test_what_the_meeting_approved_is_booked_or_dropped_before_a_new_reckoning(world, ready):
    run, *_members = ready
    with pytest.raises(Refused, match="Book it, or drop it"):
        reckoned(world)
    drop_surplus(run.pk, by=world.tari, at=LATER)
    with pytest.raises(Refused, match="Reckon the surplus first"):
        proposed(world, run)
    assert reckoned(world).stage == "draft"
