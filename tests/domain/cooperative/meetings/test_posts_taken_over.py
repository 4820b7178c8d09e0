"""A post is taken over from before Sentra once, and never one that an election here has filled."""

from datetime import timedelta

import pytest

from sentra.cooperative.meetings.operations import close_vote, end_office, take_over_officer
from sentra.cooperative.models import Officer
from sentra.kernel.errors import Refused
from tests.domain.cooperative.meetings.given import (
    DAY,
    HELD,
    election,
    inside,
    members,
    opened,
    planned,
    votes,
    voting,
)
from tests.world import NOW, TODAY

POST = Officer.Post


def takes(world, who, post, *, today=TODAY):
    year = timedelta(365)
    return take_over_officer(
        who.party_id, post=post, since=TODAY - year, until=TODAY + year, by=world.mira, at=NOW, today=today
    )


def elected(world, people, post):
    meeting = planned(world)
    made = election(world, meeting, people[:1], post=post)
    opened(world, meeting)
    voting(world, made)
    for one in people:
        votes(world, made, one, people[0])
    close_vote(made.pk, by=world.mira, at=HELD, today=DAY)


@pytest.mark.parametrize("post", [POST.SECRETARY, POST.SUPERVISOR])
def test_a_post_that_was_elected_here_is_not_taken_over(world, post):
    """Not even after the elected one has laid it down: the next meeting elects."""
    people = members(world, 3)
    elected(world, people, post)
    for _time in range(2):
        with pytest.raises(Refused, match="elected by a meeting"):
            takes(world, people[1], post)
        with inside(world):
            held = Officer.objects.filter(post=post, ended_on=None).first()
        if held:
            end_office(held.pk, reason="Pindah", by=world.mira, at=HELD, today=DAY)
    takes(world, people[1], POST.TREASURER)  # negative control: another post was not elected


def test_one_person_holds_a_single_post_and_many_hold_a_shared_one_once_each(world):
    aluh, bariah, _cici = members(world, 3)
    takes(world, aluh, POST.CHAIR)
    with pytest.raises(Refused, match="held already"):
        takes(world, bariah, POST.CHAIR)
    takes(world, aluh, POST.BOARD)
    takes(world, bariah, POST.BOARD)
    with pytest.raises(Refused, match="held already"):
        takes(world, bariah, POST.BOARD)
