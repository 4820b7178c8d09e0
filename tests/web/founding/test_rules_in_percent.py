"""Rules are typed and shown in percent; the quorum that applies stands on the page of its vote."""

import pytest
from django.db import transaction

from sentra.cooperative.clauses import rules_on
from sentra.kernel.tenancy import within
from sentra.people.models import User
from tests.domain.cooperative.meetings.given import change, members, opened, plain, planned
from tests.web.founding.given import as_typed, post, refused, text_of
from tests.world import NOW, TODAY


def rules(tenant_id):
    with transaction.atomic(), within(tenant_id):
        return rules_on(TODAY)


def typed(group, **said):
    return as_typed(rules(group.tenant_id).values) | {"seat": "Amuntai"} | said


def test_fifty_is_one_half_and_interest_is_percent_too(group, siti):
    said = typed(group, quorum_permille="50", majority_permille="66,7", loan_interest_bp_year="12,25")
    post(siti, "save-draft", **said)
    kept = rules(group.tenant_id)
    assert (kept.number("quorum_permille"), kept.number("majority_permille")) == (500, 667)
    assert kept.number("loan_interest_bp_year") == 1225
    shown = text_of(siti, "draft-rules")
    assert 'value="66,7"' in shown
    assert 'value="12,25"' in shown
    assert "seribu" not in shown
    assert "seperseratus" not in shown.lower()


@pytest.mark.parametrize("wrong", ["500", "0", "12,34"])
def test_a_share_beyond_a_hundred_percent_or_too_fine_is_refused(group, siti, wrong):
    refused(siti, "save-draft", **typed(group, quorum_permille=wrong))


def test_a_repeated_meeting_never_asks_for_more_than_the_first(group, siti):
    said = typed(group, quorum_permille="40", second_quorum_permille="40,1")
    assert "tidak boleh di atas" in refused(siti, "save-draft", **said)
    post(siti, "save-draft", **typed(group, quorum_permille="40", second_quorum_permille="40"))


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def test_a_meeting_may_not_lift_the_repeated_quorum_above_the_first(world, mira):
    meeting = planned(world)
    said = {"key": "second_quorum_permille", "value": "60"}
    assert "tidak boleh di atas" in refused(mira, "propose-change", meeting.pk, **said)
    post(mira, "propose-change", meeting.pk, key="second_quorum_permille", value="30,5")


@pytest.mark.parametrize(
    ("key", "value", "kept"),
    [("exit_nets_debts", "Tidak", False), ("tie", "undian", "lot"), ("loan_interest_bp_year", "9,5", 950)],
)
def test_one_rule_is_read_as_it_is_said(world, mira, key, value, kept):
    meeting = planned(world)
    refused(mira, "propose-change", meeting.pk, key=key, value="begitulah")
    post(mira, "propose-change", meeting.pk, key=key, value=value)
    with transaction.atomic(), within(world.weavers.pk):
        assert meeting.resolutions.get().effect == {"values": {key: kept}}


def test_the_page_of_a_vote_shows_the_quorum_that_applies(world, mira):
    members(world, 5)
    meeting = planned(world)
    made, common = change(world, meeting, notice_days=10), plain(world, meeting)
    opened(world, meeting)
    assert "4 dari 5" in text_of(mira, "vote-desk", made.pk)
    assert "74,9 %" in text_of(mira, "vote-desk", made.pk)
    assert "3 dari 5" in text_of(mira, "vote-desk", common.pk)
