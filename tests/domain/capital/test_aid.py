"""Capital aid, two sides: proposed, verified, decided by another, received, used, repaid, reported."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.capital.aid import queries
from sentra.capital.aid.facts import ProposalFacts, schedule_of, suggested_idr
from sentra.capital.aid.models import AidCase, AidCheck, AidMoney, AidUse, Proposal
from sentra.capital.aid.office import Granted, grant_aid, note_check, refuse_aid
from sentra.capital.aid.operations import (
    change_proposal,
    draft_proposal,
    receive_aid,
    remind_instalments,
    repay_aid,
    report_aid,
    send_proposal,
    strike_use,
    tell_use,
    withdraw_proposal,
)
from sentra.console.books import aid as proofs
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Notice, Tenant
from sentra.kernel.tenancy import within
from sentra.people.roles import RoleName
from tests.domain.capital.given import balance, order_in_work
from tests.domain.orders.given import writing
from tests.kernel.test_pictures import photo
from tests.world import NOW, TODAY, staff

WANTED = ProposalFacts("revolving", 10_000_000, "Bahan untuk pesanan seragam")
FIRST = date(2026, 10, 1)


@pytest.fixture
def hilda(world):
    return staff(world.office, "Hilda", RoleName.HEAD)


@pytest.fixture
def sent(world):
    drafted = draft_proposal(WANTED, by=world.mira, at=NOW)
    return send_proposal(drafted.pk, by=world.mira, at=NOW)


def verified(world, sent):
    return note_check(
        sent.uid, kind="visit", on=TODAY, who="Omar bertemu Mira", found="Gudang rapi, pesanan nyata.",
        by=world.omar, at=NOW,
    )  # fmt: skip


def granted(world, sent, hilda, kind="revolving", amount_idr=9_000_000):
    verified(world, sent)
    more = {"instalments": 4, "first_on": FIRST} if kind == "revolving" else {}
    return grant_aid(sent.uid, Granted(kind, amount_idr, **more), by=hilda, at=NOW)


def received(world, sent, amount_idr=9_000_000, **more):
    said = {"method": "bank", "on": TODAY, "by": world.tari, "at": NOW} | more
    return receive_aid(sent.pk, amount_idr=amount_idr, **said)


def used(world, sent, amount_idr=4_000_000, **more):
    said = {"category": "materials", "on": TODAY, "text": "Kain mori", "picture": photo((300, 200))} | more
    return tell_use(sent.pk, amount_idr=amount_idr, **said, by=world.tari, at=NOW)


def now(world, sent):
    with writing(world.weavers):
        found = Proposal.objects.get(pk=sent.pk)
        assert not proofs.money(world.weavers.pk).faults
    return found


# ---- two sides -----------------------------------------------------------------------------------


def seen_from(*tenants):
    with transaction.atomic(), within(*[one.pk for one in tenants]), connection.cursor() as cursor:
        found = []
        for table in ("proposal", "aidmoney", "aiduse", "aidcase", "aidcheck"):
            cursor.execute(f"SELECT count(*) FROM capital_{table}")
            found.append(cursor.fetchone()[0])
        return found


def test_the_office_reads_what_was_sent_to_it_and_nobody_else_does(world, hilda, sent):
    """Raw SQL: the policy alone decides. Another cooperative and another district's office see nothing."""
    other = Tenant.objects.create(
        kind="office", slug="dinas-kutim", name="Dinas Kutim", district_code="64.08"
    )
    near = Tenant.objects.create(
        kind="cooperative", slug="tetangga", name="Koperasi Tetangga", district_code="63.08"
    )
    draft_proposal(WANTED, by=world.tari, at=NOW)  # a draft is nobody's but ours
    granted(world, sent, hilda)
    received(world, sent)
    used(world, sent)
    assert seen_from(world.weavers) == [2, 1, 1, 1, 1]
    assert seen_from(world.office) == [1, 1, 1, 1, 1]
    for stranger in (other, near, world.batik):
        assert seen_from(stranger) == [0, 0, 0, 0, 0]
        with transaction.atomic(), within(stranger.pk):
            assert not Proposal.addressed.exists()
            assert not AidCase.addressed.exists()


def test_another_office_of_the_district_decides_nothing(world, hilda, sent):
    """It may publish a case to us; only what the office we sent it to says is the decision."""
    second = Tenant.objects.create(
        kind="office", slug="dinas-lain", name="Dinas Lain", district_code=world.office.district_code
    )
    with writing(second):
        AidCase.objects.create(
            proposal_uid=sent.uid, reader_uid=world.weavers.uid, cooperative="x", number="1/2026",
            kind="grant", amount_idr=10_000_000, state="granted", granted_kind="grant", granted_idr=1_000_000,
            verified_by=1, decided_by=2, decided_by_name="x", decided_at=NOW,
        )  # fmt: skip
    with pytest.raises(Refused):
        received(world, sent, 1_000_000)
    with writing(world.weavers):
        assert queries.our_story(sent.pk, today=TODAY).case is None
        assert [row.case for row in queries.our_proposals(today=TODAY)] == [None]
    case = granted(world, sent, hilda)
    with writing(world.weavers):
        assert queries.our_story(sent.pk, today=TODAY).case == case
        assert [row.case for row in queries.our_proposals(today=TODAY)] == [case]
        assert AidCase.addressed.count() == 2


def test_a_corrected_district_stops_nothing_that_runs(world, hilda, sent):
    """The district is asked when a proposal or case is published; its rows go where it went, nowhere else."""
    granted(world, sent, hilda)
    received(world, sent, 4_000_000)
    told = used(world, sent)
    Tenant.objects.filter(pk=world.weavers.pk).update(district_code="63.09")
    assert strike_use(told.pk, reason="Salah catat", by=world.tari, at=NOW).struck_at
    assert now(world, sent).used_idr == 0
    with pytest.raises(IntegrityError, match="published already"), writing(world.weavers):
        Proposal.objects.filter(pk=sent.pk).update(reader_uid=world.batik.uid)
    received(world, sent, 1)
    used(world, sent, 1)
    assert now(world, sent).received_idr == 4_000_001
    with writing(world.office):
        assert queries.their_story(sent.uid, today=TODAY).proposal.used_idr == 1
    with pytest.raises(IntegrityError, match="inside the district only"), writing(world.weavers):
        AidMoney.objects.create(
            proposal_id=sent.pk, reader_uid=world.batik.uid, kind="received", amount_idr=1, method="bank",
            on=TODAY, at=NOW,
        )  # fmt: skip


def test_a_case_begun_goes_on_after_a_corrected_district_and_a_new_one_says_why_not(world, hilda, sent):
    second = send_proposal(draft_proposal(WANTED, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)
    verified(world, sent)
    Tenant.objects.filter(pk=world.weavers.pk).update(district_code="63.09")
    assert granted(world, sent, hilda).state == AidCase.State.GRANTED
    with pytest.raises(Refused, match="another district"):
        verified(world, second)
    withdraw_proposal(second.pk, reason="Kabupaten lain", by=world.mira, at=NOW)


def test_reading_is_not_writing(world, sent):
    with writing(world.office):
        assert Proposal.addressed.filter(uid=sent.uid).update(amount_idr=1) == 0
        assert Proposal.addressed.filter(uid=sent.uid).delete()[0] == 0
        assert Proposal.addressed.get(uid=sent.uid).amount_idr == 10_000_000


def test_another_office_and_another_cooperative_decide_nothing(world, hilda, sent):
    other = Tenant.objects.create(
        kind="office", slug="dinas-kutim", name="Dinas Kutim", district_code="64.08"
    )
    rahma = staff(other, "Rahma", RoleName.HEAD)
    with pytest.raises(Proposal.DoesNotExist):
        note_check(sent.uid, kind="visit", on=TODAY, who="x", found="x", by=rahma, at=NOW)
    with pytest.raises(Proposal.DoesNotExist):
        refuse_aid(sent.uid, reason="x", by=rahma, at=NOW)
    with pytest.raises(Proposal.DoesNotExist):
        withdraw_proposal(sent.pk, reason="x", by=world.zahra, at=NOW)
    with pytest.raises(PermissionDenied):
        note_check(sent.uid, kind="visit", on=TODAY, who="x", found="x", by=world.mira, at=NOW)


@pytest.mark.parametrize("reader", ["batik", "weavers", "nobody"])
def test_the_database_publishes_inside_the_district_only(world, sent, reader):
    uid = "00000000-0000-0000-0000-000000000000" if reader == "nobody" else getattr(world, reader).uid
    with pytest.raises(IntegrityError, match="inside the district only"), writing(world.weavers):
        Proposal.objects.create(
            cooperative="x", kind="grant", amount_idr=1, purpose="x", drafted_at=NOW, sent_at=NOW,
            state="sent", number=99, year=2026, reader_uid=uid,
        )  # fmt: skip


# ---- proposing -----------------------------------------------------------------------------------


def test_a_proposal_holds_the_figures_of_its_day_and_is_frozen_when_sent(world):
    order = order_in_work(world)
    facts = ProposalFacts("grant", 5_000_000, "Kain", (order.pk,))
    drafted = draft_proposal(facts, by=world.tari, at=NOW)
    assert drafted.figures["as_of"] == "2026-08-03"
    assert drafted.figures["lowest_idr"] == min(one["balance_idr"] for one in drafted.figures["weeks"])
    assert drafted.orders[0]["order"] == str(order)
    changed = change_proposal(drafted.pk, WANTED, by=world.mira, at=NOW)
    assert (changed.amount_idr, changed.orders) == (10_000_000, [])
    sent = send_proposal(drafted.pk, by=world.mira, at=NOW)
    assert (str(sent), sent.office, sent.sent_by) == ("1/2026", "Dinas HSU", "Mira")
    with pytest.raises(Refused):
        change_proposal(sent.pk, facts, by=world.mira, at=NOW)
    with pytest.raises(Refused):
        send_proposal(sent.pk, by=world.mira, at=NOW)
    with pytest.raises(IntegrityError, match="sent and stays"), writing(world.weavers):
        Proposal.objects.filter(pk=sent.pk).update(amount_idr=1)


@pytest.mark.parametrize("wrong", [{"kind": "gift"}, {"amount_idr": 0}, {"purpose": " "}])
def test_a_proposal_says_how_much_and_what_for(world, wrong):
    said = {"kind": "grant", "amount_idr": 1_000, "purpose": "Kain"} | wrong
    with pytest.raises(Refused):
        draft_proposal(ProposalFacts(**said), by=world.mira, at=NOW)


def test_only_chair_and_treasurer_propose_and_a_district_has_an_office(world):
    for other in (world.wati, world.budi, world.idah, world.omar):
        with pytest.raises(PermissionDenied):
            draft_proposal(WANTED, by=other, at=NOW)
    theirs = draft_proposal(WANTED, by=world.zahra, at=NOW)
    with pytest.raises(Refused):
        send_proposal(theirs.pk, by=world.zahra, at=NOW)


def test_withdrawn_until_it_is_decided(world, hilda, sent):
    with pytest.raises(Refused):
        withdraw_proposal(sent.pk, reason=" ", by=world.mira, at=NOW)
    granted(world, sent, hilda)
    with pytest.raises(Refused):
        withdraw_proposal(sent.pk, reason="Tidak perlu", by=world.mira, at=NOW)
    second = send_proposal(draft_proposal(WANTED, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)
    withdraw_proposal(second.pk, reason="Tidak perlu", by=world.mira, at=NOW)
    with pytest.raises(Refused):
        verified(world, second)


# ---- deciding ------------------------------------------------------------------------------------


def test_who_verified_does_not_decide(world, hilda, sent):
    with pytest.raises(Refused):
        refuse_aid(sent.uid, reason="Belum perlu", by=hilda, at=NOW)
    note_check(sent.uid, kind="questions", on=TODAY, who="Hilda", found="Jelas", by=hilda, at=NOW)
    with pytest.raises(Refused):
        refuse_aid(sent.uid, reason="Belum perlu", by=hilda, at=NOW)
    with pytest.raises(PermissionDenied):
        refuse_aid(sent.uid, reason="Belum perlu", by=world.omar, at=NOW)
    verified(world, sent)
    case = refuse_aid(sent.uid, reason="Belum perlu", by=hilda, at=NOW)
    assert case.state == AidCase.State.REFUSED
    with pytest.raises(Refused):
        received(world, sent)
    with pytest.raises(IntegrityError, match="stays as it was"), writing(world.office):
        AidCase.objects.filter(pk=case.pk).update(reason="x")


def test_the_database_knows_who_verified(world, hilda, sent):
    verified(world, sent)
    with pytest.raises(IntegrityError, match="aid_case_decided_by_another"), writing(world.office):
        AidCase.objects.update(
            state="refused", reason="x", decided_at=NOW, decided_by=world.omar.user_id, decided_by_name="Omar"
        )


@pytest.mark.parametrize(
    "wrong",
    [
        Granted("revolving", 10_000_001, 4, FIRST),
        Granted("revolving", 0, 4, FIRST),
        Granted("revolving", 1_000, 0, FIRST),
        Granted("revolving", 1_000, 61, FIRST),
        Granted("revolving", 1_000, 4, TODAY),
        Granted("revolving", 1_000, 4),
        Granted("gift", 1_000),
    ],
)
def test_what_cannot_be_granted(world, hilda, sent, wrong):
    verified(world, sent)
    with pytest.raises(Refused):
        grant_aid(sent.uid, wrong, by=hilda, at=NOW)


@pytest.mark.parametrize(
    "wrong", [{"kind": "hearsay"}, {"who": ""}, {"found": " "}, {"on": TODAY + timedelta(days=1)}]
)
def test_a_check_says_when_who_and_what(world, sent, wrong):
    said = {"kind": "visit", "on": TODAY, "who": "Omar", "found": "Baik"} | wrong
    with pytest.raises(Refused):
        note_check(sent.uid, **said, by=world.omar, at=NOW)
    with writing(world.office):
        assert not AidCheck.objects.exists()


def test_a_schedule_adds_up_to_the_rupiah(world, hilda, sent):
    parts = schedule_of(10_000_001, instalments=3, first_on=date(2027, 1, 31))
    assert sum(one["amount_idr"] for one in parts) == 10_000_001
    assert [one["due_on"] for one in parts] == ["2027-01-31", "2027-02-28", "2027-03-31"]
    assert suggested_idr(1_250_001) == 1_300_000
    verified(world, sent)
    with pytest.raises(IntegrityError, match="do not add up"), writing(world.office):
        AidCase.objects.update(
            state="granted", granted_idr=5, granted_kind="revolving", decided_at=NOW,
            decided_by=hilda.user_id, schedule=[{"due_on": "2026-10-01", "amount_idr": 4}],
        )  # fmt: skip


# ---- money ---------------------------------------------------------------------------------------


def test_a_grant_is_our_own_capital(world, hilda, sent):
    before = balance(world, "3-1300")
    granted(world, sent, hilda, kind="grant", amount_idr=6_000_000)
    received(world, sent, 6_000_000)
    assert balance(world, "3-1300") == before - 6_000_000
    assert balance(world, "2-2200") == 0
    found = now(world, sent)
    assert (found.state, found.owed_idr, found.untold_idr) == ("running", 0, 6_000_000)
    with pytest.raises(Refused):
        repay_aid(sent.pk, amount_idr=1, method="bank", on=TODAY, by=world.tari, at=NOW)


def test_a_revolving_fund_is_owed_and_goes_back_in_instalments(world, hilda, sent):
    granted(world, sent, hilda)
    with pytest.raises(Refused):
        received(world, sent, 9_000_001)
    received(world, sent, 4_000_000)
    received(world, sent, 5_000_000)
    assert balance(world, "2-2200") == -9_000_000
    with writing(world.weavers):
        parts = queries.instalments_of(now(world, sent), date(2026, 11, 2))
        assert [(one.amount_idr, one.late) for one in parts] == [
            (2_250_000, True), (2_250_000, True), (2_250_000, False), (2_250_000, False)
        ]  # fmt: skip
    repay_aid(sent.pk, amount_idr=3_000_000, method="bank", on=TODAY, by=world.tari, at=NOW)
    assert balance(world, "2-2200") == -6_000_000
    with writing(world.weavers):
        assert queries.overdue_idr(now(world, sent), date(2026, 11, 2)) == 1_500_000
        flows = list(queries.instalment_flows(TODAY, TODAY))
        assert [one.amount_idr for one in flows] == [-1_500_000, -2_250_000, -2_250_000]
    with pytest.raises(Refused):
        repay_aid(sent.pk, amount_idr=6_000_001, method="bank", on=TODAY, by=world.tari, at=NOW)


@pytest.mark.parametrize("wrong", [{"amount_idr": 0}, {"method": "leaf"}, {"on": TODAY + timedelta(days=1)}])
def test_money_has_an_amount_a_way_and_a_day(world, hilda, sent, wrong):
    granted(world, sent, hilda)
    with pytest.raises(Refused):
        received(world, sent, **({"amount_idr": 1_000} | wrong))
    with pytest.raises(PermissionDenied):
        received(world, sent, 1_000, by=world.wati)


def test_before_the_decision_no_money_comes(world, sent):
    verified(world, sent)
    with pytest.raises(Refused):
        received(world, sent)


@pytest.mark.parametrize(
    ("change", "fence"),
    [
        ("received_idr = granted_idr + 1", "received_within_granted"),
        ("used_idr = received_idr + 1", "used_within_received"),
        ("repaid_idr = received_idr + 1", "repaid_within_received"),
        ("granted_idr = granted_idr + 1", "what was agreed"),
        ("repaid_idr = 5", "do not add up"),
        ("used_idr = 5", "do not add up"),
        ("received_idr = received_idr - 5", "do not add up"),
    ],
)
def test_the_database_keeps_the_sums(world, hilda, sent, change, fence):
    granted(world, sent, hilda)
    received(world, sent)
    with pytest.raises(IntegrityError, match=fence):
        raw(world, f"UPDATE capital_proposal SET {change} WHERE id = {sent.pk}")


def raw(world, statement):
    with writing(world.weavers), connection.cursor() as cursor:
        cursor.execute(statement)
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_use_is_told_struck_out_and_reported_to_the_end(world, hilda, sent):
    granted(world, sent, hilda, kind="grant")
    received(world, sent)
    wrong = used(world, sent, 1_000_000)
    for slip in ({"category": "feast"}, {"text": ""}, {"amount_idr": 8_000_001}, {"picture": b"no"}):
        with pytest.raises(Refused):
            used(world, sent, **slip)
    strike_use(wrong.pk, reason="Salah catat", by=world.tari, at=NOW)
    with pytest.raises(Refused):
        strike_use(wrong.pk, reason="Lagi", by=world.tari, at=NOW)
    used(world, sent, 6_000_000)
    with pytest.raises(Refused):
        report_aid(sent.pk, text="Selesai", by=world.mira, at=NOW)
    used(world, sent, 3_000_000, category="wages", text="Uang muka pengrajin")
    report_aid(sent.pk, text="Semua pesanan selesai.", by=world.mira, at=NOW)
    with pytest.raises(Refused):
        used(world, sent, 1)
    with writing(world.office):
        story = queries.their_story(sent.uid, today=TODAY)
        assert [idr for _word, idr in story.by_category] == [6_000_000, 3_000_000]
        assert story.proposal.report == "Semua pesanan selesai."
    with pytest.raises(IntegrityError, match="stays as it was told"), writing(world.weavers):
        AidUse.objects.filter(text="Kain mori").update(amount_idr=1)


def test_the_final_report_waits_for_the_last_of_the_grant(world, hilda, sent):
    granted(world, sent, hilda, kind="grant")
    received(world, sent, 4_000_000)
    used(world, sent, 4_000_000)
    with pytest.raises(Refused, match=r"Rp ?5\.000\.000|Rp\s5\.000\.000"):
        report_aid(sent.pk, text="Selesai", by=world.mira, at=NOW)
    received(world, sent, 5_000_000)
    used(world, sent, 5_000_000)
    assert report_aid(sent.pk, text="Selesai", by=world.mira, at=NOW).state == "reported"


def test_reminded_a_week_ahead_and_once_a_week(world, hilda, sent):
    granted(world, sent, hilda)
    received(world, sent)

    def told(day):
        return remind_instalments(today=day, by=world.tari, at=NOW)

    assert [told(date(2026, 9, day)) for day in (23, 24, 25, 30)] == [0, 1, 0, 0]
    assert told(date(2026, 10, 1)) == 1
    with writing(world.weavers):
        assert set(Notice.objects.filter(name="instalment_due").values_list("to", flat=True)) == {
            "role:chair", "role:treasurer"
        }  # fmt: skip


def test_the_desk_puts_first_what_waits(world, hilda, sent):
    second = send_proposal(draft_proposal(WANTED, by=world.tari, at=NOW).pk, by=world.tari, at=NOW)
    granted(world, second, hilda)
    with writing(world.office):
        assert [row.proposal.pk for row in queries.desk(today=TODAY)] == [sent.pk, second.pk]
    with writing(world.weavers):
        rows = {row.proposal.pk: row for row in queries.our_proposals(today=TODAY)}
        assert rows[second.pk].waits_for_money
        assert not rows[sent.pk].waits_for_money
