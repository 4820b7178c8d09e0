"""Who may not vote, and how: each guard of the ballot by itself."""

from dataclasses import replace

import pytest
from django.core.exceptions import PermissionDenied

from sentra.cooperative.meetings.ballots import Ballot, Papers
from sentra.cooperative.meetings.operations import (
    count_papers,
    give_paper,
    record_hands,
    take_paper_back,
    vote,
    vote_in_the_room,
)
from sentra.cooperative.models import Member
from sentra.kernel.errors import Refused
from tests.domain.cooperative.meetings.given import (
    HELD,
    choice,
    hands,
    inside,
    members,
    opened,
    plain,
    planned,
    votes,
    voting,
)
from tests.world import TODAY


@pytest.fixture
def people(world):
    return members(world)


def begun(world, *, secret=True, here=None):
    """An open vote: (the resolution, the seats of those who are here)."""
    meeting = planned(world)
    made = plain(world, meeting, secret=secret)
    seats = opened(world, meeting, here)
    voting(world, made)
    return made, seats


def paper(world, made, seat):
    return give_paper(made.pk, seat.pk, by=world.mira, at=HELD)


def test_no_hand_is_shown_in_a_secret_vote(world, people):
    made, seats = begun(world)
    with pytest.raises(Refused, match="Nobody shows her hand"):
        record_hands(made.pk, hands(world, made, {seats[0]: "yes"}), by=world.mira, at=HELD)


def test_an_open_vote_gives_no_papers(world, people):
    made, seats = begun(world, secret=False)
    with pytest.raises(Refused, match="needs no paper"):
        paper(world, made, seats[0])


def test_after_the_count_papers_neither_go_out_nor_come_back(world, people):
    made, seats = begun(world)
    for seat in seats[:3]:
        paper(world, made, seat)
    count_papers(made.pk, Papers({choice(world, made, "yes"): 3}), by=world.mira, at=HELD)
    with pytest.raises(Refused, match="papers have been counted"):
        paper(world, made, seats[3])
    with pytest.raises(Refused, match="papers have been counted"):
        take_paper_back(made.pk, seats[0].pk, by=world.mira, at=HELD)


def test_who_is_not_on_the_list_or_has_left_does_not_vote(world, people):
    made, seats = begun(world)
    yes = Ballot(choice(world, made, "yes"))
    with pytest.raises(Refused):
        vote_in_the_room(made.pk, 0, yes, by=world.mira, at=HELD)
    with inside(world):
        Member.objects.filter(party_id=people[0].party_id).update(left_on=TODAY, left_how="resigned")
    with pytest.raises(Refused):
        votes(world, made, people[0], "yes")
    with pytest.raises(Refused):
        paper(world, made, next(one for one in seats if one.party_id == people[0].party_id))


def test_a_vote_is_somebodys_own(world, people):
    made, _seats = begun(world)
    nobody = replace(people[0], party_id=None)
    with pytest.raises(PermissionDenied):
        vote(made.pk, Ballot(choice(world, made, "yes")), by=nobody, at=HELD)
