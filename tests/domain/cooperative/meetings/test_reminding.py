"""The board is told of the annual meeting at 90, 60, 30 and 14 days, once each, until it is held."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from sentra.cooperative.jobs import remind_all
from sentra.cooperative.meetings.operations import cancel_meeting, remind_annual_meeting
from sentra.cooperative.meetings.queries import annual
from sentra.cooperative.models import Founding, Meeting
from sentra.kernel.actor import system
from sentra.kernel.models import Notice
from sentra.people.roles import Permission
from tests.domain.cooperative.meetings.given import called, inside, members, planned
from tests.world import NOW, TODAY

DEADLINE = TODAY.replace(month=6, day=30)


def at(days: int) -> datetime:
    """Noon in Amuntai, so many days before the deadline."""
    return datetime(DEADLINE.year, 6, 30, 4, tzinfo=UTC) - timedelta(days=days)


def reminded(world, days: int, today=None) -> int:
    moment = at(days)
    actor = system(world.weavers.pk, frozenset({Permission.RUN_MEETING}), world.weavers.zone)
    return remind_annual_meeting(today=today or actor.today(moment), by=actor, at=moment)


@pytest.fixture
def joined(world):
    return members(world, 3)


def test_each_step_is_told_once_to_chair_manager_and_supervisor(world, joined):
    told = [days for days in range(100, 8, -1) if reminded(world, days)]
    assert told == [90, 60, 30, 14]
    with inside(world):
        sent = Notice.objects.filter(name="annual_meeting_due")
        assert {one.to for one in sent} == {"role:chair", "role:manager", "role:supervisor"}
        assert sent.count() == 12


def test_who_was_not_reminded_for_weeks_is_told_once(world, joined):
    assert [reminded(world, 20), reminded(world, 19), reminded(world, 14)] == [1, 0, 1]


def test_after_the_deadline_it_is_late_and_not_told_every_day(world, joined):
    assert [reminded(world, -1), reminded(world, -2)] == [1, 0]
    with inside(world):
        due = annual(today=TODAY)
        assert (due.deadline, due.late, due.days_left) == (DEADLINE, True, (DEADLINE - TODAY).days)


def test_nobody_is_reminded_of_a_meeting_that_is_called(world, joined):
    meeting = planned(world, kind=Meeting.Kind.ANNUAL)
    assert reminded(world, 30) == 1
    called(world, meeting)
    assert reminded(world, 13) == 0
    cancel_meeting(meeting.pk, reason="Banjir", by=world.mira, at=NOW)
    assert reminded(world, 13) == 1


def test_an_empty_register_frees_nobody_of_the_annual_meeting(world):
    assert reminded(world, 30) == 1


def test_a_forming_group_is_not_reminded(world):
    with inside(world):
        Founding.objects.create(begun_on=TODAY)
    assert reminded(world, 30) == 0


def test_the_treasurer_does_not_remind(world, joined):
    with pytest.raises(PermissionDenied):
        remind_annual_meeting(today=DEADLINE, by=world.tari, at=at(30))


def test_the_job_reminds_each_cooperative_by_its_own_day(world, joined, time_machine):
    """17 UTC on the 31st of March is the 1st of April in Amuntai: 90 days before the end of June."""
    before, after = datetime(2026, 3, 31, 15, tzinfo=UTC), datetime(2026, 3, 31, 17, tzinfo=UTC)
    for moment, count in ((before, 0), (after, 3), (after, 3)):
        time_machine.move_to(moment, tick=False)
        remind_all(timestamp=0)
        with inside(world):
            assert Notice.objects.filter(name="annual_meeting_due").count() == count
