"""An hour typed on a screen is the organisation's own hour, and comes back as it was typed."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from sentra.cooperative.models import Meeting
from sentra.people.models import User
from tests.domain.cooperative.meetings.given import inside, members
from tests.world import NOW


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def test_nine_in_the_morning_is_nine_in_amuntai_however_often_it_is_saved(world, mira):
    members(world)
    plan = {"kind": "members", "title": "Rapat Agustus", "held_at": "2026-08-13T09:00", "place": "Balai"}
    mira.post(reverse("plan-meeting"), plan | {"agenda": "Satu"})
    with inside(world):
        meeting = Meeting.objects.get()
    assert meeting.held_at == datetime(2026, 8, 13, 1, 0, tzinfo=UTC)
    page = mira.get(reverse("replan-meeting", args=[meeting.pk])).content.decode()
    assert 'value="2026-08-13T09:00"' in page
    mira.post(reverse("change-meeting", args=[meeting.pk]), plan | {"agenda": "Satu"})
    with inside(world):
        assert Meeting.objects.get().held_at == meeting.held_at
