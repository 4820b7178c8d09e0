"""Officers outside an election: each refusal by itself; and reasons that must be said."""

from datetime import timedelta

import pytest

from sentra.cooperative.meetings.operations import (
    cancel_meeting,
    end_office,
    postpone_meeting,
    take_over_officer,
)
from sentra.kernel.errors import Refused
from tests.domain.cooperative.meetings.given import DAY, HELD, called, members, planned
from tests.world import NOW, TODAY


def before(world, party_id, **more):
    said = {"post": "treasurer", "since": TODAY - timedelta(400), "until": TODAY + timedelta(400)} | more
    return take_over_officer(party_id, **said, by=world.mira, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    "more", [{"since": TODAY + timedelta(1)}, {"until": TODAY - timedelta(400)}]
)  # fmt: skip
def test_a_term_begins_in_the_past_and_ends_later(world, more):
    her = members(world)[0]
    with pytest.raises(Refused) as no:
        before(world, her.party_id, **more)
    assert no.value.field == "since"


def test_only_a_member_is_taken_over_and_a_post_ends_with_a_reason(world):
    with pytest.raises(Refused, match="Only members"):
        before(world, world.aluh.party_id)
    held = before(world, members(world)[0].party_id)
    with pytest.raises(Refused) as no:
        end_office(held.pk, reason=" ", by=world.mira, at=NOW, today=TODAY)
    assert no.value.field == "reason"


def test_a_meeting_is_cancelled_with_a_reason_and_repeated_later(world):
    members(world)
    meeting = called(world, planned(world))
    with pytest.raises(Refused) as no:
        cancel_meeting(meeting.pk, reason=" ", by=world.mira, at=NOW)
    assert no.value.field == "reason"
    with pytest.raises(Refused) as no:
        postpone_meeting(meeting.pk, held_at=HELD, place="", by=world.mira, at=HELD, today=DAY)
    assert no.value.field == "held_at"
