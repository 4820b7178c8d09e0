"""What a vote decides: officers, ties and lots, rules, expulsions; decided once, it stays."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings.ballots import Hands
from sentra.cooperative.meetings.operations import (
    add_candidate,
    draw_lot,
    end_office,
    open_vote,
    propose_election,
    propose_resolution,
    record_hands,
    take_over_officer,
    vote_again,
    withdraw_resolution,
)
from sentra.cooperative.meetings.queries import officers
from sentra.cooperative.models import (
    Choice,
    Clause,
    Leaving,
    Member,
    Officer,
    Resolution,
)
from sentra.kernel.errors import Refused
from tests.domain.cooperative.meetings.given import (
    DAY,
    HELD,
    change,
    choice,
    closed,
    election,
    end,
    hands,
    inside,
    members,
    opened,
    plain,
    planned,
    tied_election,
    votes,
    voting,
)
from tests.world import NOW, TODAY


def test_officers_are_elected_in_secret_and_old_ones_end(world):
    people = members(world)
    meeting = planned(world)
    aluh, bariah = people[:2]
    old = take_over_officer(
        people[2].party_id, post=Officer.Post.CHAIR, since=TODAY - timedelta(400),
        until=TODAY + timedelta(400), by=world.mira, at=NOW, today=TODAY,
    )  # fmt: skip
    made = election(world, meeting, [aluh, bariah])
    assert made.secret
    opened(world, meeting)
    voting(world, made)
    for who, wanted in zip(people, [aluh, aluh, bariah, aluh, "blank"], strict=True):
        votes(world, made, who, wanted)
    assert end(world, made).stage == "passed"
    with inside(world):
        now = officers()
        assert [(one.post, one.party_id, one.since) for one in now] == [("chair", aluh.party_id, DAY)]
        assert now[0].until.isoformat() == "2029-08-12"  # three years by the clause, to the day before
        assert Officer.objects.get(pk=old.pk).ended_on == DAY


def test_a_tie_is_voted_on_again_between_the_tied(world):
    people = members(world)
    meeting = planned(world)
    made = tied_election(world, people, meeting)
    with pytest.raises(Refused, match="vote again first"):
        draw_lot(made.pk, drawn=[1], witness="Budi", by=world.mira, at=HELD, today=DAY)
    with pytest.raises(Refused, match="Not decided yet"):
        closed(world, meeting)
    again = vote_again(made.pk, by=world.mira, at=HELD)
    with pytest.raises(Refused, match="no tie"):
        vote_again(made.pk, by=world.mira, at=HELD)
    voting(world, again)
    for who, wanted in zip(people, [people[1]] * 3 + [people[0]] * 2, strict=True):
        votes(world, again, who, wanted)
    assert end(world, again).stage == "passed"
    with inside(world):
        assert [one.party_id for one in officers()] == [people[1].party_id]
    assert closed(world, meeting).number == 1


def test_a_lot_is_drawn_where_the_clause_says_so_with_its_witness(world):
    people = members(world)
    with inside(world):
        Clause.objects.create(key="tie", value="lot", since=TODAY, deed="AHU-1", written_at=NOW)
    made = tied_election(world, people, planned(world))
    lucky = choice(world, made, people[1])
    with pytest.raises(Refused, match="who saw the lot"):
        draw_lot(made.pk, drawn=[lucky], witness=" ", by=world.mira, at=HELD, today=DAY)
    with pytest.raises(Refused, match="what the lot fell"):
        draw_lot(made.pk, drawn=[], witness="Budi", by=world.mira, at=HELD, today=DAY)
    done = draw_lot(made.pk, drawn=[lucky], witness="Budi", by=world.mira, at=HELD, today=DAY)
    assert (done.stage, done.lot_witness) == ("passed", "Budi")
    with inside(world):
        assert [one.party_id for one in officers()] == [people[1].party_id]


def test_no_lot_falls_and_no_vote_begins_after_the_minutes_are_closed(world):
    """The vote again failed: the tie stands in the minutes, and nobody settles it behind them."""
    people = members(world)
    meeting = planned(world)
    made = tied_election(world, people, meeting)
    again = vote_again(made.pk, by=world.mira, at=HELD)
    voting(world, again)
    votes(world, again, people[0], "blank")
    assert end(world, again).stage == "failed"
    closed(world, meeting)
    with inside(world):
        Clause.objects.create(key="tie", value="lot", since=TODAY, deed="AHU-1", written_at=NOW)
    lucky = choice(world, made, people[1])
    with pytest.raises(Refused, match="meeting is over"):
        draw_lot(made.pk, drawn=[lucky], witness="Budi", by=world.mira, at=HELD, today=DAY)
    with pytest.raises(Refused, match="meeting is over"):
        vote_again(made.pk, by=world.mira, at=HELD)


def test_who_was_certain_keeps_her_seat_when_the_last_one_is_tied(world):
    people = members(world, 5)
    meeting = planned(world)
    made = election(world, meeting, people[:3], post="board", seats=2)
    opened(world, meeting)
    voting(world, made)
    for who, wanted in zip(people, [people[0], people[0], people[0], people[1], people[2]], strict=True):
        votes(world, made, who, wanted)
    assert end(world, made).stage == "tied"
    again = vote_again(made.pk, by=world.mira, at=HELD)
    assert again.effect["seats"] == 1
    voting(world, again)
    for who in people:
        votes(world, again, who, people[2])
    end(world, again)
    with inside(world):
        assert {one.party_id for one in officers()} == {people[0].party_id, people[2].party_id}


def test_an_open_tie_and_its_lot(world):
    members(world, 4)
    with inside(world):
        Clause.objects.create(key="tie", value="lot", since=TODAY, deed="AHU-1", written_at=NOW)
    meeting = planned(world)
    made = plain(world, meeting)
    seats = opened(world, meeting)
    voting(world, made)
    shown = {seats[0]: "yes", seats[1]: "no"}
    record_hands(made.pk, hands(world, made, shown), by=world.mira, at=HELD)
    assert end(world, made).stage == "tied"
    for fell in ([], [choice(world, made, "abstain")]):
        with pytest.raises(Refused, match="what the lot fell"):
            draw_lot(made.pk, drawn=fell, witness="Budi", by=world.mira, at=HELD, today=DAY)
    yes = choice(world, made, "yes")
    assert draw_lot(made.pk, drawn=[yes], witness="Budi", by=world.mira, at=HELD, today=DAY).stage == "passed"


@pytest.mark.parametrize(("yes", "stage", "value"), [(8, "passed", 14), (7, "failed", 7)])
def test_a_rule_changes_only_by_its_own_majority(world, yes, stage, value):
    members(world, 10)
    meeting = planned(world)
    made = change(world, meeting, notice_days=14)
    seats = opened(world, meeting)
    voting(world, made)
    shown = dict.fromkeys(seats[:yes], "yes") | dict.fromkeys(seats[yes:], "no")
    record_hands(made.pk, hands(world, made, shown), by=world.mira, at=HELD)
    assert end(world, made).stage == stage
    with inside(world):
        assert rules_on(DAY).number("notice_days") == value


def test_a_rule_needs_its_own_quorum(world):
    members(world, 10)
    meeting = planned(world)
    made = change(world, meeting, notice_days=14)
    opened(world, meeting, 7)
    with pytest.raises(Refused, match="The quorum is 8"):
        voting(world, made)


@pytest.mark.parametrize("values", [{"notice_days": 7}, {}, {"notice_days": 0}])
def test_a_change_that_changes_nothing_or_cannot_stand_is_refused(world, values):
    members(world)
    with pytest.raises(Refused):
        change(world, planned(world), **values)


def test_rules_and_people_must_stand_in_the_invitation(world):
    members(world)
    meeting = planned(world)
    opened(world, meeting)
    with pytest.raises(Refused, match="must stand in the invitation"):
        change(world, meeting, notice_days=14)
    with pytest.raises(Refused, match="must stand in the invitation"):
        election(world, meeting, [world.aluh])
    plain(world, meeting)


def test_a_board_meeting_decides_no_rules(world):
    with pytest.raises(Refused, match="cannot decide that"):
        change(world, planned(world, kind="board"), notice_days=14)


def test_candidates_are_members_named_before_the_vote(world):
    people = members(world, 3)
    meeting = planned(world)
    made = election(world, meeting, [])
    opened(world, meeting)
    with pytest.raises(Refused, match="Name a candidate"):
        voting(world, made)
    add_candidate(made.pk, party_id=people[0].party_id, by=world.mira, at=HELD)
    with pytest.raises(Refused, match="stands already"):
        add_candidate(made.pk, party_id=people[0].party_id, by=world.mira, at=HELD)
    with pytest.raises(Refused, match="Only members"):
        add_candidate(made.pk, party_id=10**6, by=world.mira, at=HELD)
    voting(world, made)
    with pytest.raises(Refused, match="before the vote opens"):
        add_candidate(made.pk, party_id=people[1].party_id, by=world.mira, at=HELD)


@pytest.mark.parametrize(("post", "seats"), [("chair", 2), ("chair", 0), ("board", 10)])
def test_seats_fit_the_post(world, post, seats):
    members(world)
    with pytest.raises(Refused, match="One person"):
        propose_election(
            planned(world).pk, post=post, seats=seats, candidates=[], by=world.mira, at=NOW, today=TODAY
        )


def test_expulsion_is_written_where_leaving_is_settled(world):
    members(world)
    meeting = planned(world)
    with inside(world):
        member = Member.objects.get(number=2)
    made = propose_resolution(
        meeting.pk, Resolution.Kind.EXPULSION, title="Pemberhentian", member_id=member.pk, by=world.mira,
        at=NOW, today=TODAY,
    )  # fmt: skip
    seats = opened(world, meeting)
    voting(world, made)
    record_hands(made.pk, hands(world, made, dict.fromkeys(seats, "yes")), by=world.mira, at=HELD)
    end(world, made)
    with inside(world):
        marked = Leaving.objects.get()
        assert (marked.member_id, marked.how, marked.stage, marked.resolution_id) == (
            member.pk, "expelled", "asked", made.pk,
        )  # fmt: skip


def test_what_was_decided_stays(world):
    members(world)
    meeting = planned(world)
    made = plain(world, meeting)
    seats = opened(world, meeting)
    with pytest.raises(Refused, match="not open"):
        record_hands(made.pk, Hands({}), by=world.mira, at=HELD)
    voting(world, made)
    with pytest.raises(Refused, match="Nobody has voted"):
        end(world, made)
    with pytest.raises(Refused):
        withdraw_resolution(made.pk, by=world.mira, at=HELD)
    record_hands(made.pk, hands(world, made, {seats[0]: "yes"}), by=world.mira, at=HELD)
    end(world, made)
    with pytest.raises(IntegrityError, match="is decided"), inside(world):
        Resolution.objects.filter(pk=made.pk).update(stage="failed")
    with pytest.raises(IntegrityError, match="stands"), inside(world):
        Choice.objects.filter(resolution=made, code="yes").update(votes=0)
    with pytest.raises(Refused):
        open_vote(made.pk, by=world.mira, at=HELD, today=DAY)


def test_an_officer_without_an_election_is_refused_by_the_database(world):
    people = members(world)
    made = election(world, planned(world), people[:1])
    with pytest.raises(IntegrityError, match="election that passed"), inside(world):
        Officer.objects.create(party_id=people[0].party_id, post="chair", resolution=made, since=TODAY)


def test_an_open_election_is_refused_by_the_database(world):
    members(world)
    made = election(world, planned(world), [])
    with pytest.raises(IntegrityError, match="officers_in_secret"), inside(world):
        Resolution.objects.filter(pk=made.pk).update(secret=False)


def test_she_lays_her_post_down(world):
    aluh, *_rest = members(world)
    told = {
        "since": TODAY - timedelta(9),
        "until": TODAY + timedelta(9),
        "by": world.mira,
        "at": NOW,
        "today": TODAY,
    }
    held = take_over_officer(aluh.party_id, post=Officer.Post.TREASURER, **told)
    with pytest.raises(Refused, match="held already"):
        take_over_officer(aluh.party_id, post=Officer.Post.TREASURER, **told)
    assert end_office(held.pk, reason="Pindah", by=world.mira, at=NOW, today=TODAY).ended_on == TODAY
