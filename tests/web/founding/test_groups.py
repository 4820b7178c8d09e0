"""The office's list of groups: who leads each, since when, how far; as many queries for twelve as for one."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sentra.cooperative.founding.operations import open_group
from sentra.people.models import User
from tests.domain.cooperative.founding.given import drafts, meets, pays, signs
from tests.web.founding.given import refused, text_of
from tests.world import NOW, TODAY


@pytest.fixture
def omar(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.omar.user_id))
    return client


def opened(world, name, email):
    return open_group(
        name, form="primary", chair_email=email, chair_name="Rusdi", by=world.omar, at=NOW, today=TODAY
    )


def test_the_list_says_who_leads_since_when_and_how_far(group, omar):
    shown = text_of(omar, "groups")
    assert "Siti" in shown
    assert "3 Agustus 2026" in shown
    assert "0 dari 4 langkah selesai" in shown
    drafts(group)
    for one in signs(group):
        pays(group, one)
    meets(group)
    assert "1 dari 4 langkah selesai" in text_of(omar, "groups")


def test_the_same_name_comes_back_with_a_sentence(group, omar):
    said = {
        "name": "kelompok purun  maju",
        "form": "primary",
        "chair_name": "R",
        "chair_email": "r@r.example",
    }
    assert "sudah ada di kabupaten ini" in refused(omar, "open-group", **said)


def test_twelve_groups_cost_as_many_queries_as_one(world, group, omar):
    counted = []
    for more in (0, 11):
        for n in range(more):
            opened(world, f"Kelompok {n}", f"k{n}@purun.example")
        text_of(omar, "groups")
        with CaptureQueriesContext(connection) as seen:
            assert text_of(omar, "groups").count("langkah selesai") == more + 1
        counted.append(len(seen))
    assert counted[0] == counted[1]
