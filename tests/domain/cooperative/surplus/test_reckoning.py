"""Reckoning a closed year: what is frozen with the run, what is refused, and what the database holds to."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.closing.operations import close_period
from sentra.cooperative.meetings.operations import cancel_meeting
from sentra.cooperative.models import LoanPayment, SurplusRun, SurplusShare
from sentra.cooperative.surplus.operations import drop_surplus, reckon_surplus
from sentra.cooperative.surplus.queries import fund_amounts, parts_of, share_of, shares
from sentra.cooperative.surplus.scheme import WHOLE_PERCENT, Base, Of, Part, Scheme
from sentra.cooperative.surplus.usual import own_part, part_of, usual
from sentra.cooperative.surplus.working import Measures
from sentra.kernel.errors import PermissionDenied, Refused
from tests.domain.cooperative.given import running_loan
from tests.domain.cooperative.surplus.given import (
    SURPLUS,
    YEAR_END,
    closed_year,
    earned,
    member,
    proposed,
    reckoned,
    saved,
    sold,
    two_members,
)
from tests.domain.orders.given import writing
from tests.world import NOW


def shares_by_number(world, run):
    with writing(world.weavers):
        return {row.number: row.shares for row in shares(run.pk).rows}


def test_parts_and_shares_are_frozen_with_what_they_were_reckoned_from(world):
    two_members(world)
    run = reckoned(world)
    assert run.pools == [400_001, 400_001, 200_001]  # .2, .2 and .6: the last one gets the rupiah left over
    assert (run.members_idr, run.others_idr) == (800_002, 200_001)  # 400,000 of 500,000 was members'
    assert shares_by_number(world, run) == {1: (300_001, 50_000), 2: (100_000, 150_001)}
    with writing(world.weavers):
        hers = share_of(run.pk, SurplusShare.objects.get(run=run, number=1).member_id)
        assert [(one.pool_idr, one.base, one.whole, one.idr) for one in hers.parts] == [
            (400_001, 300_000, 400_000, 300_001),
            (200_001, 50_000, 200_000, 50_000),
        ]
        assert [one.rounded_up for one in hers.parts] == [True, False]
        assert sum(one.pool_idr for one in parts_of(run)) == SURPLUS


def test_all_sales_in_the_denominator_leave_the_others_part_to_the_fund(world):
    two_members(world)
    per_all = Part("usaha", "Jasa usaha", 6_000, "2-1410", Base.SOLD, outside=True, rest_to="cadangan")
    run = reckoned(world, Scheme((part_of("cadangan", 4_000), per_all)))
    assert shares_by_number(world, run) == {1: (360_001,), 2: (120_001,)}
    assert run.rests == [0, 120_000]


def test_only_what_was_sold_as_a_member_counts_and_who_left_only_if_the_scheme_says_so(world):
    aluh = member(world, 1, joined=date(2025, 12, 5))
    bariah = member(world, 2, left=date(2025, 12, 20))
    for number, (who, on, idr) in enumerate(
        ((aluh, 3, 70), (aluh, 5, 30), (bariah, 20, 10), (bariah, 21, 500)), start=1
    ):
        sold(world, number, who.party_id, idr, on=date(2025, 12, on))
    earned(world, 1_000)
    closed_year(world)
    equal = Scheme((part_of("usaha", WHOLE_PERCENT),))
    assert shares_by_number(world, reckoned(world, equal)) == {1: (1_000,)}
    everybody = reckoned(world, equal, who="in_year")
    assert shares_by_number(world, everybody) == {1: (750,), 2: (250,)}
    assert (everybody.members_idr, everybody.others_idr) == (66, 934)  # 40 of 610 was bought from members


def test_savings_at_the_end_or_on_average_and_the_kinds_that_count(world):
    aluh, bariah = member(world, 1), member(world, 2)
    saved(world, aluh, 100, on=date(2025, 10, 31))
    saved(world, bariah, 100, on=date(2025, 12, 1))
    saved(world, bariah, 300, account="2-1400")
    earned(world, 1_000)
    for month in (10, 11):
        close_period(date(2025, month, 1), by=world.tari, at=NOW)
    closed_year(world)
    by_savings = Scheme((part_of("modal", WHOLE_PERCENT),))
    assert shares_by_number(world, reckoned(world, by_savings)) == {1: (500,), 2: (500,)}
    average = reckoned(world, by_savings, measure="average")
    assert shares_by_number(world, average) == {1: (750,), 2: (250,)}  # three month ends against one
    voluntary_too = reckoned(world, by_savings, counted=("pokok", "wajib", "sukarela"))
    assert shares_by_number(world, voluntary_too) == {1: (200,), 2: (800,)}


def test_interest_paid_is_a_base_too(world):
    aluh, bariah = member(world, 1), member(world, 2)
    saved(world, aluh, 1)
    loan = running_loan(world, bariah, 1_000)
    with writing(world.weavers):
        LoanPayment.objects.create(
            loan=loan, number=1, year=2025, payer=bariah.party, paid_on=YEAR_END, method="cash",
            principal_idr=0, interest_idr=40,
        )  # fmt: skip
    earned(world, 100)
    closed_year(world)
    run = reckoned(world, Scheme((part_of("pinjaman", 5_000), part_of("rata", 5_000))))
    assert shares_by_number(world, run) == {1: (0, 25), 2: (50, 25)}


def test_a_new_reckoning_drops_the_draft_before_it(world):
    two_members(world)
    first, second = reckoned(world), reckoned(world, usual())
    with writing(world.weavers):
        stages = dict(SurplusRun.objects.values_list("pk", "stage"))
    assert stages == {first.pk: "dropped", second.pk: "draft"}


def test_a_draft_on_an_agenda_is_neither_dropped_nor_reckoned_anew(world):
    two_members(world)
    run = reckoned(world)
    proposed(world, run)
    with pytest.raises(Refused, match="decide on this"):
        drop_surplus(run.pk, by=world.tari, at=NOW)
    with pytest.raises(Refused, match="decide on this"):
        reckoned(world)


def test_a_cancelled_meeting_lets_the_draft_go(world):
    two_members(world)
    run = reckoned(world)
    meeting, made = proposed(world, run)
    cancel_meeting(meeting.pk, reason="Banjir", by=world.mira, at=NOW)
    with writing(world.weavers):
        made.refresh_from_db()
    assert made.stage == "withdrawn"
    proposed(world, run)


def test_an_open_year_and_a_loss_are_refused(world):
    aluh = member(world, 1)
    sold(world, 1, aluh.party_id, 10)
    earned(world, -5)
    with pytest.raises(Refused, match="Close the book year"):
        reckoned(world)
    closed_year(world)
    with pytest.raises(Refused, match="no surplus"):
        reckoned(world)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"counted": ()}, "counted"),
        ({"counted": ("emas",)}, "counted"),
        ({"members_idr": SURPLUS + 1}, "members_idr"),
        ({"members_idr": -1}, "members_idr"),
    ],
)
def test_measures_that_cannot_be_are_refused(world, facts, field):
    two_members(world)
    with pytest.raises(Refused) as refused:
        reckoned(world, **facts)
    assert refused.value.field == field


def test_the_meeting_may_set_the_members_side_itself(world):
    two_members(world)
    apart = Scheme((
        Part("usaha", "Jasa usaha", WHOLE_PERCENT, "2-1410", Base.SOLD, Of.MEMBERS),
        Part("cadangan", "Cadangan", WHOLE_PERCENT, "3-1500", of=Of.OTHERS),
    ))  # fmt: skip
    assert reckoned(world, apart, members_idr=1).pools == [1, SURPLUS - 1]


def test_no_member_that_counts_is_refused(world):
    sold(world, 1, world.aluh.party_id, 10)
    earned(world)
    closed_year(world)
    with pytest.raises(Refused, match="No member"):
        reckoned(world)


def test_a_base_nobody_holds_is_asked_about(world):
    aluh = member(world, 1)
    saved(world, aluh, 10)
    earned(world)
    closed_year(world)
    with pytest.raises(Refused, match="Jasa usaha") as asked:
        reckoned(world)
    assert asked.value.field == "rest_usaha"
    answered = Scheme((
        part_of("cadangan", 4_000), part_of("usaha", 4_000, rest_to="cadangan"), part_of("modal", 2_000),
    ))  # fmt: skip
    assert reckoned(world, answered).rests == [0, 400_001, 0]


def test_only_who_may_reckons(world):
    two_members(world)
    for stranger in (world.wati, world.aluh, world.budi):
        with pytest.raises(PermissionDenied):
            reckon_surplus(YEAR_END, scheme=usual(), measures=Measures(), by=stranger, at=NOW)
    with pytest.raises(Refused, match="Close the book year"):
        reckon_surplus(YEAR_END, scheme=usual(), measures=Measures(), by=world.zahra, at=NOW)


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE cooperative_surplusshare SET total_idr = total_idr + 1", "never edited"),
        ("DELETE FROM cooperative_surplusshare", "never edited"),
        ("UPDATE cooperative_surplusrun SET pools = ARRAY[0], stage = 'dropped'", "stays as it was"),
        ("UPDATE cooperative_surplusrun SET seal = 'x', stage = 'dropped'", "stays as it was"),
        ("UPDATE cooperative_surplusrun SET stage = 'posted', posted_on = '2026-01-01'", "cannot go"),
        ("DELETE FROM cooperative_surplusrun", "stays as it was"),
    ],
)
def test_the_database_keeps_what_was_reckoned(world, statement, told):
    two_members(world)
    reckoned(world)
    with (
        pytest.raises(IntegrityError, match=told),
        writing(world.weavers),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


COPY = """
INSERT INTO cooperative_surplusrun (tenant_id, year_end, stage, members_idr, others_idr, scheme, who, measure,
  counted, outside, pools, rests, seal, reason, made_at)
SELECT tenant_id, '2024-12-31', 'draft', members_idr + {more}, others_idr, scheme, who, measure, counted,
  outside, {pools}, rests, seal, reason, made_at FROM cooperative_surplusrun RETURNING id
"""
SHARES = """
INSERT INTO cooperative_surplusshare (tenant_id, run_id, member_id, number, bases, shares, total_idr)
SELECT tenant_id, %s, member_id, number, bases, {shares}, total_idr FROM cooperative_surplusshare
"""


@pytest.mark.parametrize(
    ("more", "pools", "shares", "told"),
    [
        (0, "pools", "shares", None),
        (1, "pools", "shares", "pools"),
        (0, "ARRAY[400002, 400000, 200001]", "shares", "part 2"),
        (0, "pools", "ARRAY[shares[2], shares[1]]", "part 2"),
        (0, "pools", "ARRAY[shares[1] + shares[2], 0]", "part 2"),
        (0, "pools", "ARRAY[shares[1] + number - 1, shares[2] - number + 1]", "part 2"),
        (0, "pools", "ARRAY[shares[1] - 3 + 2 * number, shares[2]]", "share"),
    ],
)
def test_the_database_counts_pools_and_shares_itself(world, more, pools, shares, told):
    """Each altered copy of a sound run is refused when the transaction ends; the unaltered one is not."""
    two_members(world)
    reckoned(world)

    def copied():
        with writing(world.weavers), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(COPY.format(more=more, pools=pools))
            made = cursor.fetchone()[0]
            cursor.execute(SHARES.format(shares=shares), [made])
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")

    if told is None:
        copied()
        return
    with pytest.raises(IntegrityError, match=told):
        copied()


def test_a_cooperative_names_parts_of_its_own(world):
    """Its rules call the reserve against losses and the women's part by their own names."""
    two_members(world)
    run = reckoned(
        world,
        Scheme((
            own_part("sendiri_1", 5_000, name="Dana  risiko", goes_to="3-1500"),
            own_part("sendiri_2", 3_000, name="Infak", goes_to="2-1530"),
            own_part("sendiri_3", 2_000, name="Bagian perajin", goes_to="sold", rest_to="sendiri_1"),
        )),
    )  # fmt: skip
    with writing(world.weavers):
        names = [one.part.name for one in parts_of(run)]
        assert fund_amounts(run) == {"3-1500": 500_001, "2-1530": 300_001}
    assert names == ["Dana risiko", "Infak", "Bagian perajin"]
    assert shares_by_number(world, run) == {1: (150_001,), 2: (50_000,)}


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ([("Kas", "1-1100")], "cannot go"),
        ([("SHU", "3-1900")], "cannot go"),
        ([("Titipan", "2-1410")], "cannot go"),
        ([("Entah", "9-9999")], "cannot go"),
        ([("Entah", "")], "Say where"),
        ([(" ", "3-1500")], "name of its own"),
        ([("Dana", "3-1500"), ("dana ", "2-1530")], "name of its own"),
    ],
)
def test_an_own_part_that_cannot_be_is_refused(parts, told):
    with pytest.raises(Refused, match=told):
        Scheme(
            tuple(
                own_part(f"sendiri_{at}", WHOLE_PERCENT // len(parts), name=name, goes_to=goes)
                for at, (name, goes) in enumerate(parts, start=1)
            )
        )


def test_a_members_part_goes_to_what_they_are_owed():
    with pytest.raises(Refused, match="cannot go"):
        Scheme((Part("usaha", "Jasa usaha", WHOLE_PERCENT, "3-1500", Base.SOLD),))
