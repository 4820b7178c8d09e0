"""A group founds a cooperative: every missing item shown, stages gated, nothing lost."""

import dataclasses
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.clauses import keys, rules_on
from sentra.cooperative.founding.checklist import checklist
from sentra.cooperative.founding.law import founders_needed
from sentra.cooperative.founding.operations import (
    add_founder,
    approve_founding,
    file_with_notary,
    give_up_founding,
    open_group,
    pay_in,
    remove_founder,
    take_back_payment,
    take_papers_back,
)
from sentra.cooperative.meetings.ballots import Ballot, Hands
from sentra.cooperative.meetings.operations import (
    call_meeting,
    close_meeting,
    close_vote,
    end_office,
    note_came,
    open_meeting,
    open_vote,
    plan_meeting,
    propose_election,
    propose_resolution,
    record_hands,
    vote_in_the_room,
    write_minutes,
)
from sentra.cooperative.meetings.operations.minutes import Written
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.membership.operations import (
    accept_application,
    ask_to_join,
    refuse_application,
    withdraw_application,
)
from sentra.cooperative.models import (
    Application,
    Choice,
    Clause,
    FounderPayment,
    Founding,
    Meeting,
    Member,
    Officer,
    Resolution,
    SavingsMove,
)
from sentra.cooperative.ruling import draft_rules, take_over_rules
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.posting import Booking, credit, debit, post
from sentra.ledger.queries import balance_of
from sentra.people.models import Role, User
from sentra.people.roles import RoleName, permissions
from sentra.people.steps import NewPerson
from tests.world import NOW, TODAY

HELD = NOW + timedelta(days=10)
DAY = TODAY + timedelta(days=10)
LATER = DAY + timedelta(days=30)
WHEN = HELD + timedelta(days=30)


@pytest.fixture
def group(world):
    """A forming group opened by the office; its first chair Siti."""
    leader = open_group(
        "Kelompok Purun Maju", form=Founding.Form.PRIMARY, chair_email="siti@purun.example",
        chair_name="Siti", by=world.omar, at=NOW, today=TODAY,
    )  # fmt: skip
    tenant = Tenant.objects.get(name="Kelompok Purun Maju")
    return Actor(
        tenant_id=tenant.pk, name="Siti", permissions=permissions(RoleName.CHAIR), user_id=leader.pk,
        zone=tenant.zone, roles=("chair",),
    )  # fmt: skip


def looking(siti):
    return within(writes=siti.tenant_id)


def signs(siti, count=9):
    return [add_founder(name=f"Pendiri {n}", by=siti, at=NOW, today=TODAY) for n in range(1, count + 1)]


def drafts(siti, **values):
    return draft_rules({"seat": "Amuntai"} | values, by=siti, at=NOW, today=TODAY)


def pays(siti, application, amount=100_000):
    return pay_in(application.pk, amount_idr=amount, method="cash", paid_on=TODAY, by=siti, at=NOW)


def meets(siti, came=9):
    """The founding meeting: rules adopted, four posts filled; returns the closed meeting."""
    plan = Plan("Rapat pendirian", HELD, "Balai desa", ["Pembukaan", "Aturan", "Pengurus"])
    meeting = plan_meeting(Meeting.Kind.FOUNDING, plan, by=siti, at=NOW)
    with transaction.atomic(), looking(siti):
        parties = list(Application.objects.order_by("pk").values_list("party_id", flat=True))
    adoption = propose_resolution(
        meeting.pk, Resolution.Kind.ADOPTION, title="AD/ART", by=siti, at=NOW, today=TODAY
    )
    posts = ("chair", "secretary", "treasurer", "supervisor")
    elections = [
        propose_election(meeting.pk, post=post, seats=1, candidates=[party], by=siti, at=NOW, today=TODAY)
        for post, party in zip(posts, parties, strict=False)
    ]
    call_meeting(meeting.pk, by=siti, at=NOW, today=TODAY)
    with transaction.atomic(), looking(siti):
        seats = list(meeting.attendees.order_by("pk")[:came])
    for seat in seats:
        note_came(seat.pk, by=siti, at=HELD, today=DAY)
    open_meeting(meeting.pk, by=siti, at=HELD, today=DAY)
    open_vote(adoption.pk, by=siti, at=HELD, today=DAY)
    record_hands(adoption.pk, Hands({}), rest=_choice(siti, adoption, code="yes"), by=siti, at=HELD)
    close_vote(adoption.pk, by=siti, at=HELD, today=DAY)
    for made in elections:
        open_vote(made.pk, by=siti, at=HELD, today=DAY)
        vote_in_the_room(
            made.pk, seats[0].pk, Ballot(_choice(siti, made, code="candidate")), by=siti, at=HELD
        )
        close_vote(made.pk, by=siti, at=HELD, today=DAY)
    write_minutes(meeting.pk, Written("Siti", "Rahma", {}), by=siti, at=HELD)
    return close_meeting(meeting.pk, by=siti, at=HELD, today=DAY)


def _choice(siti, made, **wanted):
    with transaction.atomic(), looking(siti):
        return Choice.objects.get(resolution=made, **wanted).pk


def ready(siti, count=9):
    drafts(siti)
    for one in signs(siti, count):
        pays(siti, one)
    return meets(siti, count)


def files(siti):
    return file_with_notary(notary="Notaris H. Anwar", filed_on=DAY, by=siti, at=HELD, today=DAY)


def approves(siti, **more):
    facts = {"deed": "12 / 20-8-2026", "approval": "AHU-0012.AH.01.26", "approved_on": LATER} | more
    return approve_founding(**facts, by=siti, at=WHEN, today=LATER)


def missing(siti, today=TODAY):
    with transaction.atomic(), looking(siti):
        return {one.code for one in checklist(today=today).items if not one.done}


def test_the_office_opens_a_group_and_gets_no_rights_in_it(world, group):
    tenant = Tenant.objects.get(pk=group.tenant_id)
    assert (tenant.kind, tenant.district_code, tenant.slug) == ("forming", "63.08", "kelompok-purun-maju")
    assert set(Role.objects.filter(tenant=tenant).values_list("user__name", "role")) == {("Siti", "chair")}
    with pytest.raises(PermissionDenied):
        open_group(
            "Lain",
            form="primary",
            chair_email="a@b.example",
            chair_name="A",
            by=world.mira,
            at=NOW,
            today=TODAY,
        )


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": " "}, "name"),
        ({"chair_email": "mira@galuh.example"}, "chair_email"),
        ({"chair_email": "x"}, "email"),
    ],
)
def test_a_group_without_name_or_of_a_login_elsewhere_is_refused(world, facts, field):
    said = {"name": "Baru", "chair_email": "baru@purun.example"} | facts
    with pytest.raises(Refused) as no:
        open_group(
            said["name"], form="primary", chair_email=said["chair_email"], chair_name="B",
            by=world.omar, at=NOW, today=TODAY,
        )  # fmt: skip
    assert no.value.field == field
    assert not User.objects.filter(email="baru@purun.example").exists()


def test_two_groups_of_one_name_have_two_addresses(world, group):
    open_group(
        "Kelompok Purun Maju", form="primary", chair_email="dua@purun.example", chair_name="D", by=world.omar,
        at=NOW, today=TODAY,
    )  # fmt: skip
    assert Tenant.objects.filter(slug__startswith="kelompok-purun-maju").count() == 2


@pytest.mark.parametrize(
    ("form", "day", "least"),
    [
        ("primary", date(2026, 1, 1), 9), ("primary", date(2020, 11, 1), 20),
        ("secondary", date(2026, 1, 1), 3),
    ],
)  # fmt: skip
def test_how_many_must_found_is_a_dated_row_with_its_source(form, day, least):
    row = founders_needed(form, day)
    assert row.least == least
    assert row.source
    with pytest.raises(LookupError):
        founders_needed(form, date(1990, 1, 1))


def test_everything_missing_is_shown_from_the_first_day(group):
    assert missing(group) == {
        "founders", "rules", "savings", "meeting", "adopted", "officers", "filed", "approved",
    }  # fmt: skip


def test_each_step_takes_its_item_off_the_list(group):
    drafts(group)
    assert "rules" not in missing(group)
    people = signs(group, 8)
    assert "founders" in missing(group)
    people += [add_founder(name="Pendiri 9", by=group, at=NOW, today=TODAY)]
    assert "founders" not in missing(group)
    for one in people:
        assert "savings" in missing(group)
        pays(group, one)
    assert missing(group) == {"meeting", "adopted", "officers", "filed", "approved"}
    meets(group)
    assert missing(group, DAY) == {"filed", "approved"}
    files(group)
    approves(group)
    assert not missing(group, LATER)


def test_eight_do_not_hold_a_founding_meeting(group):
    drafts(group)
    signs(group, 9)
    with pytest.raises(Refused, match=r"8 of 9 are here\. The quorum is 9"):
        meets(group, came=8)


def test_a_founder_signs_once_and_goes_only_without_money_here(group):
    one = signs(group, 1)[0]
    with pytest.raises(Refused, match="on the founders' list already"):
        add_founder(name="pendiri 1", by=group, at=NOW, today=TODAY)
    paid = pays(group, one)
    with pytest.raises(Refused, match="Give her back"):
        remove_founder(one.pk, reason="Pindah", by=group, at=NOW, today=TODAY)
    take_back_payment(paid.pk, reason="Pindah", by=group, at=NOW, today=TODAY)
    with pytest.raises(Refused, match="no longer"):
        take_back_payment(paid.pk, reason="Pindah", by=group, at=NOW, today=TODAY)
    assert remove_founder(one.pk, reason="Pindah", by=group, at=NOW, today=TODAY).stage == "withdrawn"
    with transaction.atomic(), looking(group):
        assert balance_of("2-1560") == 0


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount_idr": 100_001}, "amount_idr"), ({"amount_idr": 0}, "amount_idr"),
        ({"method": "qris"}, "method"),
        ({"paid_on": TODAY + timedelta(1)}, "paid_on"), ({"paid_on": TODAY - timedelta(1)}, "paid_on"),
    ],
)  # fmt: skip
def test_a_payment_that_cannot_be_is_refused(group, facts, field):
    one = signs(group, 1)[0]
    said = {"amount_idr": 50_000, "method": "cash", "paid_on": TODAY} | facts
    with pytest.raises(Refused) as no:
        pay_in(one.pk, **said, by=group, at=NOW)
    assert no.value.field == field


def test_a_secondary_names_who_speaks_for_each_cooperative(world):
    leader = open_group(
        "Sekunder", form="secondary", chair_email="s@sekunder.example", chair_name="S", by=world.omar, at=NOW,
        today=TODAY,
    )  # fmt: skip
    tenant = Tenant.objects.get(name="Sekunder")
    chair = Actor(
        tenant_id=tenant.pk,
        name="S",
        permissions=permissions(RoleName.CHAIR),
        user_id=leader.pk,
        roles=("chair",),
    )
    with pytest.raises(Refused, match="speaks for"):
        add_founder(name="Koperasi Satu", by=chair, at=NOW, today=TODAY)
    for name in ("Satu", "Dua", "Tiga"):
        add_founder(name=f"Koperasi {name}", represented_by="Ibu A", by=chair, at=NOW, today=TODAY)
    assert "founders" not in missing(chair)


def test_only_the_founders_list_moves_a_founder(group):
    """Beside the list her money, her post and the meeting would not be looked at."""
    signed = signs(group)
    pays(group, signed[0])
    for verb in (
        lambda: accept_application(signed[0].pk, joined_on=TODAY, by=group, at=NOW),
        lambda: refuse_application(signed[0].pk, reason="Tidak jadi", by=group, at=NOW),
        lambda: withdraw_application(signed[0].pk, reason="Tidak jadi", by=group, at=NOW),
    ):
        with pytest.raises(Refused, match="founders' list"):
            verb()
    with transaction.atomic(), looking(group):
        assert Application.objects.get(pk=signed[0].pk).stage == "asked"


def test_a_group_takes_no_member_before_its_founders(group):
    ready(group)
    coordinator = dataclasses.replace(group, user_id=group.user_id + 1)  # another than who decides
    asked = ask_to_join(new=NewPerson("Rahma"), agreed=True, asked_on=TODAY, by=coordinator, at=NOW)
    with pytest.raises(Refused, match="still forming"):
        accept_application(asked.pk, joined_on=TODAY, by=group, at=NOW)
    files(group)
    approves(group)
    assert accept_application(asked.pk, joined_on=LATER, by=group, at=WHEN).number == 10


def test_filing_says_what_is_missing(group):
    drafts(group)
    people = signs(group)
    meets(group)
    with pytest.raises(Refused, match="Still missing: Initial savings paid"):
        files(group)
    for one in people:
        pays(group, one)
    with pytest.raises(Refused, match="Name the notary"):
        file_with_notary(notary=" ", filed_on=DAY, by=group, at=HELD, today=DAY)
    with pytest.raises(Refused, match="since the founding meeting"):
        file_with_notary(notary="N", filed_on=TODAY, by=group, at=HELD, today=DAY)
    assert files(group).stage == "filed"


def test_stages_come_in_their_order(group):
    with pytest.raises(Refused, match="another step"):
        files(group)
    with pytest.raises(Refused, match="another step"):
        approves(group)
    ready(group)
    with pytest.raises(Refused, match="list of founders stands"):
        add_founder(name="Zul", by=group, at=HELD, today=DAY)
    with pytest.raises(Refused, match="another step"):
        approves(group)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"deed": " "}, "deed"), ({"approval": ""}, "approval"), ({"approved_on": TODAY}, "approved_on")],
)
def test_an_approval_needs_its_papers(group, facts, field):
    ready(group)
    files(group)
    with pytest.raises(Refused) as no:
        approves(group, **facts)
    assert no.value.field == field


def everything(siti):
    """Every row of every tenant table of this group: (table, id)."""
    with transaction.atomic(), looking(siti), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'tenant_id' "
            "AND table_schema = 'public' AND table_name NOT LIKE 'people_role'"
        )
        found = set()
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT id FROM "{table}" WHERE tenant_id = %s', [siti.tenant_id])
            found |= {(table, row[0]) for row in cursor.fetchall()}
    return found


def test_the_group_becomes_the_cooperative_and_loses_nothing(group):
    drafts(group, notice_days=10)
    for one in signs(group):
        pays(group, one)
    meets(group)
    files(group)
    before = everything(group)
    approves(group)
    assert before <= everything(group)
    assert len(before) > 60
    assert Tenant.objects.get(pk=group.tenant_id).kind == "cooperative"
    with transaction.atomic(), looking(group):
        members = list(Member.objects.order_by("number").select_related("application"))
        assert [one.number for one in members] == list(range(1, 10))
        assert [one.application_id for one in members] == sorted(one.application_id for one in members)
        assert {one.joined_on for one in members} == {LATER}
        assert set(Application.objects.values_list("stage", flat=True)) == {"accepted"}
        rules = rules_on(LATER)
        assert not rules.drafts
        assert rules.number("notice_days") == 10
        assert Clause.objects.filter(draft=False, resolution__kind="adoption").count() == len(keys())
        assert SavingsMove.objects.filter(kind="pokok", amount_idr=100_000).count() == 9
        assert not FounderPayment.objects.filter(move=None).exists()
        assert (balance_of("2-1560"), balance_of("3-1100"), balance_of("1-1100")) == (0, -900_000, 900_000)


def test_no_other_way_makes_a_cooperative(group, world):
    for kind in ("cooperative", "office"):
        with pytest.raises(IntegrityError, match="becomes no"), transaction.atomic(), looking(group):
            Tenant.objects.filter(pk=group.tenant_id).update(kind=kind)
    with (
        pytest.raises(IntegrityError, match="becomes no"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        Tenant.objects.filter(pk=world.weavers.pk).update(kind="forming")


def test_the_group_gives_up_only_without_money(group):
    paid = pays(group, signs(group, 1)[0])
    with pytest.raises(Refused, match="Give the founders back"):
        gives_up(group)
    take_back_payment(paid.pk, reason="Bubar", by=group, at=NOW, today=TODAY)
    with pytest.raises(Refused) as no:
        gives_up(group, " ")
    assert no.value.field == "reason"
    assert gives_up(group).stage == "given_up"


def gives_up(siti, reason="Bubar"):
    return give_up_founding(reason=reason, by=siti, at=NOW)


def test_nothing_goes_on_in_a_group_that_gave_up(group):
    one = signs(group, 1)[0]
    gives_up(group)
    for act in (lambda: pays(group, one), lambda: leaves(group, one), lambda: meets(group)):
        with pytest.raises(Refused, match="This founding has ended"):
            act()


def leaves(siti, one, reason="Pindah"):
    return remove_founder(one.pk, reason=reason, by=siti, at=HELD, today=DAY)


def back(siti, paid, reason="Salah catat"):
    return take_back_payment(paid.pk, reason=reason, by=siti, at=HELD, today=DAY)


def cash(siti, *, money="1-1100"):
    with transaction.atomic(), looking(siti):
        return balance_of(money), balance_of("2-1560")


def test_a_payment_is_taken_back_after_the_meeting_and_paid_anew(group):
    drafts(group)
    people = signs(group)
    paid = [pays(group, one) for one in people]
    meets(group)
    back(group, paid[0])
    assert cash(group) == (800_000, -800_000)
    with pytest.raises(Refused, match="Still missing: Initial savings paid"):
        files(group)
    pay_in(people[0].pk, amount_idr=100_000, method="cash", paid_on=DAY, by=group, at=HELD)
    assert files(group).stage == "filed"


def test_at_the_notary_founders_and_money_stand_until_the_papers_are_back(group):
    drafts(group)
    people = signs(group, 10)
    paid = [pays(group, one) for one in people]
    meets(group, 10)
    files(group)
    for act in (
        lambda: back(group, paid[9]),
        lambda: leaves(group, people[9]),
        lambda: pays(group, people[9]),
    ):
        with pytest.raises(Refused, match="papers lie with the notary"):
            act()
    with pytest.raises(Refused, match="another step"):
        gives_up(group)
    with pytest.raises(Refused) as no:
        take_papers_back(reason=" ", by=group, at=HELD)
    assert no.value.field == "reason"
    again = take_papers_back(reason="Alamat salah", by=group, at=HELD)
    assert (again.stage, again.notary, again.filed_on) == ("met", "", None)
    back(group, paid[9])
    leaves(group, people[9])
    files(group)
    approves(group)
    assert cash(group) == (900_000, 0)
    with transaction.atomic(), looking(group):
        assert Member.objects.count() == 9


def test_after_the_approval_nothing_is_taken_back(group):
    drafts(group)
    paid = [pays(group, one) for one in signs(group)]
    meets(group)
    files(group)
    approves(group)
    with pytest.raises(Refused, match="This founding has ended"):
        back(group, paid[0])
    with pytest.raises(Refused, match="another step"):
        take_papers_back(reason="Salah", by=group, at=WHEN)
    assert cash(group) == (900_000, 0)


def test_only_money_that_is_there_is_given_back(group):
    """In cash, while the cash box was emptied for the notary's fee: the bank account does not help."""
    one, two = signs(group, 2)
    paid = pays(group, one)
    pay_in(two.pk, amount_idr=100_000, method="bank", paid_on=TODAY, by=group, at=NOW)
    spends(group, 60_000)
    with pytest.raises(Refused, match="The cash box holds") as no:
        back(group, paid)
    assert no.value.field == "method"
    assert cash(group) == (40_000, -200_000)
    spends(group, -60_000)
    back(group, paid)
    assert cash(group) == (0, -100_000)
    with pytest.raises(Refused, match="no longer"):
        back(group, paid)


@pytest.mark.parametrize("change", [{"amount_idr": 90_000}, {"paid_on": LATER}, {"written_by": None}])
def test_a_founders_receipt_stays_as_it_was_written(group, change):
    paid = pays(group, signs(group, 1)[0])
    refused = pytest.raises(IntegrityError, match="of a founder stays as it was written")
    with refused, transaction.atomic(), looking(group):
        FounderPayment.objects.filter(pk=paid.pk).update(**change)
    with refused, transaction.atomic(), looking(group):
        paid.delete()
    back(group, paid)
    with refused, transaction.atomic(), looking(group):
        FounderPayment.objects.filter(pk=paid.pk).update(taken_back_at=None, taken_back_reason="")


def test_a_founders_receipt_is_not_taken_back_without_a_reason(group):
    paid = pays(group, signs(group, 1)[0])
    refused = pytest.raises(IntegrityError, match="founder_payment_taken_back_says_why")
    with refused, transaction.atomic(), looking(group):
        FounderPayment.objects.filter(pk=paid.pk).update(taken_back_at=NOW)


def spends(siti, idr):
    """The box's money goes to the bank (or comes back)."""
    with transaction.atomic(), looking(siti):
        lines = [debit("1-1200", idr), credit("1-1100", idr)] if idr > 0 else [
            debit("1-1100", -idr), credit("1-1200", -idr)
        ]  # fmt: skip
        post(f"test:{idr}", "test", "Setor bank", Booking(TODAY, siti, NOW), lines)


def test_a_founder_with_a_post_lays_it_down_before_she_goes(group):
    drafts(group)
    people = signs(group, 10)
    for one in people:
        pays(group, one)
    meets(group, 10)
    with transaction.atomic(), looking(group):
        paid = FounderPayment.objects.get(party=people[3].party_id)
        held = Officer.objects.get(party=people[3].party_id)
    back(group, paid)
    with pytest.raises(Refused, match="She holds a post"):
        leaves(group, people[3])
    end_office(held.pk, reason="Pindah", by=group, at=HELD, today=DAY)
    with pytest.raises(Refused) as no:
        leaves(group, people[3], " ")
    assert no.value.field == "reason"
    assert leaves(group, people[3]).stage == "withdrawn"
    assert "officers" in missing(group, DAY)


def test_drafts_change_until_the_meeting_decides(group):
    assert drafts(group, notice_days=10) == 2
    assert drafts(group, notice_days=10) == 0
    ready(group)
    with pytest.raises(Refused, match="stands as proposed"):
        drafts(group, notice_days=12)
    files(group)
    approves(group)
    with pytest.raises(Refused, match="Only a meeting"):
        drafts(group, notice_days=12)


def all_values():
    told = {key: "Amuntai" if key == "seat" else one.default for key, one in keys().items()}
    return told | {"exit_nets_debts": False}


def taken_over(world, values=None, **more):
    facts = {"deed": "Akta 7 / 2010", "since": date(2010, 5, 1)} | more
    return take_over_rules(values or all_values(), **facts, by=world.mira, at=NOW, today=TODAY)


def test_a_cooperative_of_before_sentra_takes_its_rules_over_once(world):
    assert taken_over(world) == len(keys())
    with transaction.atomic(), within(world.weavers.pk):
        assert not rules_on(TODAY).drafts
        assert rules_on(TODAY).yes("exit_nets_debts") is False
    with pytest.raises(Refused, match="stand already"):
        taken_over(world)


@pytest.mark.parametrize(
    ("values", "more", "field"),
    [
        ({}, {"deed": ""}, "deed"), ({}, {"since": TODAY + timedelta(1)}, "since"),
        ({"notice_days": 0}, {}, "notice_days"), ({"notice_days": None}, {}, "notice_days"),
    ],
)  # fmt: skip
def test_a_deed_that_cannot_stand_is_refused(world, values, more, field):
    said = all_values() | values
    if values == {"notice_days": None}:
        del said["notice_days"]
    with pytest.raises(Refused) as no:
        taken_over(world, said, **more)
    assert no.value.field == field


def test_treasurer_and_stranger_found_nothing(world, group):
    ready(group)
    with pytest.raises(PermissionDenied):
        file_with_notary(notary="N", filed_on=DAY, by=world.tari, at=HELD, today=DAY)
    with pytest.raises(Founding.DoesNotExist):
        file_with_notary(notary="N", filed_on=DAY, by=world.zahra, at=HELD, today=DAY)


@pytest.mark.parametrize(
    ("facts", "sentence"), [({"name": "  "}, "Give a name"), ({"phone": "dua belas"}, "not a phone number")]
)
def test_a_founder_has_a_name_and_her_number_is_one(group, facts, sentence):
    with pytest.raises(Refused, match=sentence):
        add_founder(**({"name": "Siti Aminah"} | facts), by=group, at=NOW, today=TODAY)


def test_a_payment_goes_back_once_and_with_a_reason(group):
    cash(group)
    paid = pays(group, signs(group, 1)[0])
    with pytest.raises(Refused, match="Say why"):
        back(group, paid, reason="  ")
    back(group, paid)
    with pytest.raises(Refused, match="can no longer be taken back"):
        back(group, paid)
