"""Each member votes once, in the room, on paper or online; open or secret; ties by the clause."""

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from sentra.cooperative.meetings.ballots import Ballot, Papers
from sentra.cooperative.meetings.operations import (
    count_papers,
    give_paper,
    note_not_here,
    record_hands,
    take_paper_back,
    vote,
    vote_in_the_room,
)
from sentra.cooperative.meetings.queries import ballot, voters
from sentra.cooperative.models import (
    Attendee,
    PaperBallot,
    Resolution,
    Vote,
)
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from tests.domain.cooperative.meetings.given import (
    HELD,
    choice,
    election,
    end,
    hands,
    inside,
    members,
    opened,
    plain,
    planned,
    votes,
    voting,
)
from tests.kernel.threads import together
from tests.world import World


def test_hands_are_counted_and_the_rest_agrees(world):
    members(world)
    meeting = planned(world)
    made = plain(world, meeting)
    seats = opened(world, meeting)
    voting(world, made)
    no = hands(world, made, {seats[0]: "no"})
    record_hands(made.pk, no, rest=choice(world, made, "yes"), by=world.mira, at=HELD)
    assert end(world, made).stage == "passed"
    with inside(world):
        assert {one.code: one.votes for one in ballot(made.pk).results} == {"yes": 4, "no": 1, "abstain": 0}


@pytest.mark.parametrize(("yes", "no", "stage"), [(3, 2, "passed"), (2, 3, "failed"), (2, 2, "tied")])
def test_the_majority_decides(world, yes, no, stage):
    members(world)
    meeting = planned(world)
    made = plain(world, meeting)
    seats = opened(world, meeting)
    voting(world, made)
    shown = dict.fromkeys(seats[:yes], "yes") | dict.fromkeys(seats[yes : yes + no], "no")
    record_hands(made.pk, hands(world, made, shown), by=world.mira, at=HELD)
    assert end(world, made).stage == stage


@pytest.mark.parametrize("how", ["phone", "room", "paper", "hands"])
def test_nobody_votes_twice(world, how):
    aluh, *_rest = members(world)
    meeting = planned(world)
    made = plain(world, meeting, secret=how != "hands")
    seat = opened(world, meeting)[0]
    voting(world, made)
    votes(world, made, aluh, "yes")
    ballot_ = Ballot(choice(world, made, "no"))
    again = {
        "phone": lambda: vote(made.pk, ballot_, by=aluh, at=HELD),
        "room": lambda: vote_in_the_room(made.pk, seat.pk, ballot_, by=world.mira, at=HELD),
        "paper": lambda: give_paper(made.pk, seat.pk, by=world.mira, at=HELD),
        "hands": lambda: record_hands(made.pk, hands(world, made, {seat: "no"}), by=world.mira, at=HELD),
    }
    with pytest.raises(Refused, match="voted already"):
        again[how]()


def test_a_paper_and_a_screen_never_both(world):
    aluh, *_rest = members(world)
    meeting = planned(world)
    made = plain(world, meeting, secret=True)
    seat = opened(world, meeting)[0]
    voting(world, made)
    give_paper(made.pk, seat.pk, by=world.mira, at=HELD)
    with pytest.raises(Refused, match="took a paper"):
        votes(world, made, aluh, "yes")
    with inside(world), pytest.raises(IntegrityError, match="counted as a paper"), transaction.atomic():
        Vote.objects.create(resolution=made, attendee=seat, how="phone")
    take_paper_back(made.pk, seat.pk, by=world.mira, at=HELD)
    votes(world, made, aluh, "yes")
    with inside(world), pytest.raises(IntegrityError, match="has voted already"), transaction.atomic():
        PaperBallot.objects.create(resolution=made, attendee=seat)


def test_papers_are_counted_together_and_all_of_them(world):
    people = members(world)
    meeting = planned(world)
    made = plain(world, meeting, secret=True)
    seats = opened(world, meeting)
    voting(world, made)
    for seat in seats[:3]:
        give_paper(made.pk, seat.pk, by=world.mira, at=HELD)
    votes(world, made, people[4], "no")
    yes = choice(world, made, "yes")
    with pytest.raises(Refused, match="Count the papers first"):
        end(world, made)
    with pytest.raises(Refused, match="3 papers were given out"):
        count_papers(made.pk, Papers({yes: 4}), by=world.mira, at=HELD)
    with pytest.raises(Refused, match="of the list"):
        count_papers(made.pk, Papers({yes: 4, choice(world, made, "no"): -1}), by=world.mira, at=HELD)
    count_papers(made.pk, Papers({yes: 3}), by=world.mira, at=HELD)
    with pytest.raises(Refused, match="have been counted"):
        count_papers(made.pk, Papers({yes: 3}), by=world.mira, at=HELD)
    with pytest.raises(IntegrityError, match="counted paper stays"), inside(world):
        PaperBallot.objects.filter(resolution=made).delete()
    assert end(world, made).stage == "passed"


def test_two_papers_would_not_be_secret(world):
    members(world)
    meeting = planned(world)
    made = plain(world, meeting, secret=True)
    seats = opened(world, meeting)
    voting(world, made)
    for seat in seats[:2]:
        give_paper(made.pk, seat.pk, by=world.mira, at=HELD)
    with pytest.raises(Refused, match="So few papers"):
        count_papers(made.pk, Papers({choice(world, made, "yes"): 2}), by=world.mira, at=HELD)


def test_only_who_is_here_and_listed_votes(world):
    people = members(world)
    meeting = planned(world)
    made = plain(world, meeting)
    opened(world, meeting, 3)
    voting(world, made)
    with pytest.raises(Refused, match="First say that she is here"):
        votes(world, made, people[4], "yes")
    with inside(world):
        absent = Attendee.objects.get(meeting=meeting, party_id=people[4].party_id)
    shown = hands(world, made, {absent: "yes"})
    with pytest.raises(Refused, match="She is not here"):
        record_hands(made.pk, shown, by=world.mira, at=HELD)
    with pytest.raises(PermissionDenied):
        votes(world, made, world.mira, "yes")
    with pytest.raises(Resolution.DoesNotExist):
        vote_in_the_room(made.pk, 1, Ballot(1), by=world.zahra, at=HELD)


def test_a_choice_of_another_vote_does_not_count(world):
    aluh, *_rest = members(world)
    meeting = planned(world)
    made, other = plain(world, meeting), plain(world, meeting)
    opened(world, meeting)
    voting(world, made)
    with pytest.raises(Refused, match="one of the list"):
        vote(made.pk, Ballot(choice(world, other, "yes")), by=aluh, at=HELD)


def test_who_voted_was_here(world):
    aluh, *_rest = members(world)
    meeting = planned(world)
    made = plain(world, meeting)
    seat = opened(world, meeting)[0]
    voting(world, made)
    votes(world, made, aluh, "yes")
    with pytest.raises(Refused, match="She was here"):
        note_not_here(seat.pk, by=world.mira, at=HELD)


def test_results_are_told_after_the_vote(world):
    people = members(world)
    meeting = planned(world)
    made = election(world, meeting, people[:2])
    opened(world, meeting)
    voting(world, made)
    votes(world, made, people[0], people[1])
    with inside(world):
        open_ = ballot(made.pk)
        assert open_.cast == 1
        assert {(one.votes, one.elected) for one in open_.results} == {(None, None)}
    end(world, made)
    with inside(world):
        assert sorted(one.votes for one in ballot(made.pk).results) == [0, 0, 1]


def test_who_holds_a_paper_is_listed_apart(world):
    members(world)
    meeting = planned(world)
    made = plain(world, meeting, secret=True)
    seats = opened(world, meeting)
    voting(world, made)
    give_paper(made.pk, seats[0].pk, by=world.mira, at=HELD)
    with inside(world):
        free, holding = voters(made.pk)
        assert ([one.pk for one in holding], len(free)) == ([seats[0].pk], 4)


def test_room_and_phone_at_the_same_moment_count_once(committed_db):
    world = World.made()
    aluh, *_rest = members(world)
    meeting = planned(world)
    made = plain(world, meeting, secret=True)
    seat = opened(world, meeting)[0]
    voting(world, made)
    yes, no = choice(world, made, "yes"), choice(world, made, "no")
    answers = together(
        lambda: vote(made.pk, Ballot(yes), by=aluh, at=HELD),
        lambda: vote_in_the_room(made.pk, seat.pk, Ballot(no), by=world.mira, at=HELD),
        lambda: give_paper(made.pk, seat.pk, by=world.mira, at=HELD),
        lambda: vote(made.pk, Ballot(no), by=aluh, at=HELD),
    )
    assert sum(isinstance(one, Refused) for one in answers) == 3
    with transaction.atomic(), within(world.weavers.pk):
        taken = Vote.objects.filter(resolution=made).count() + PaperBallot.objects.count()
        assert taken == 1
