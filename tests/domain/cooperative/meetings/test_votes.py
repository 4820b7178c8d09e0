"""Each member votes once, in the room, on paper or online; open or secret; ties by the clause."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.clauses import rules_on
from sentra.cooperative.meetings.ballots import Ballot, Hands, Papers
from sentra.cooperative.meetings.operations import (
    add_candidate,
    close_vote,
    count_papers,
    draw_lot,
    end_office,
    give_paper,
    note_not_here,
    open_vote,
    propose_change,
    propose_election,
    propose_resolution,
    record_hands,
    take_over_officer,
    take_paper_back,
    vote,
    vote_again,
    vote_in_the_room,
    withdraw_resolution,
)
from sentra.cooperative.meetings.queries import ballot, officers, voters
from sentra.cooperative.models import (
    Attendee,
    Choice,
    Clause,
    Leaving,
    Member,
    Officer,
    PaperBallot,
    Resolution,
    Vote,
)
from sentra.kernel.errors import Refused
from sentra.kernel.idempotency import sending
from sentra.kernel.tenancy import within
from tests.domain.cooperative.meetings.given import (
    DAY,
    HELD,
    choice,
    closed,
    election,
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
from tests.world import NOW, TODAY, World


def end(world, made):
    return close_vote(made.pk, by=world.mira, at=HELD, today=DAY)


def change(world, meeting, **values):
    return propose_change(meeting.pk, values=values, by=world.mira, at=NOW, today=TODAY)


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


def kept_text(world):
    """Everything a reader of the database finds about the vote, counts apart: for grepping."""
    tables = ("cooperative_vote", "kernel_auditrow", "kernel_once", "kernel_notice", "kernel_received")
    with inside(world), connection.cursor() as cursor:
        found = {}
        for table in tables:
            cursor.execute(f'SELECT to_jsonb(t) FROM "{table}" t')
            found[table] = [
                json.loads(row[0]) if isinstance(row[0], str) else row[0] for row in cursor.fetchall()
            ]
    return found


def scrubbed(found):
    """Without what differs between any two votes: the ids of rows."""
    for rows in found.values():
        for row in rows:
            for name in ("id", "txid"):
                row.pop(name, None)
    text = json.dumps(found, sort_keys=True)
    return re.sub(r'cooperative\.vote:\d+|"id": \d+, "model": "cooperative.Vote"', "a vote", text)


def test_nothing_kept_says_who_chose_whom(world, caplog):
    """Two runs that differ only in who chose whom leave the same rows, row versions and order included."""
    people = members(world, 4)
    meeting = planned(world)
    aluh, bariah = people[:2]
    made = election(world, meeting, [aluh, bariah])
    opened(world, meeting)
    voting(world, made)
    texts = []
    for wanted in ([aluh, bariah, aluh, bariah], [bariah, aluh, bariah, aluh]):
        before = transaction.savepoint()
        cast_by_all(world, made, people, wanted)
        texts.append((scrubbed(kept_text(world)), choices_as_stored(world, made)))
        transaction.savepoint_rollback(before)
    assert texts[0] == texts[1]
    assert '"choice_id": null' in texts[0][0]
    assert "Ballot" not in caplog.text


def test_the_comparison_would_see_a_choice(world):
    """Negative control: the same two runs in the open differ."""
    people = members(world, 4)
    meeting = planned(world)
    made = plain(world, meeting)
    opened(world, meeting)
    voting(world, made)
    texts = []
    for wanted in (["yes", "no", "yes", "no"], ["no", "yes", "no", "yes"]):
        before = transaction.savepoint()
        cast_by_all(world, made, people, wanted)
        texts.append(scrubbed(kept_text(world)))
        transaction.savepoint_rollback(before)
    assert texts[0] != texts[1]


def cast_by_all(world, made, people, wanted):
    """The first votes on the screen in the room, the others by phone; each request carries its key."""
    seat = seat_of(world, made, people[0])
    with sending("key-room"):
        chosen = Ballot(choice(world, made, wanted[0]))
        vote_in_the_room(made.pk, seat, chosen, by=world.mira, at=HELD)
    for number, (who, whom) in enumerate(zip(people[1:], wanted[1:], strict=True)):
        chosen = Ballot(choice(world, made, whom))
        with sending(f"key-{number}"):
            vote(made.pk, chosen, by=who, at=HELD)


def choices_as_stored(world, made):
    """Names in the order in which the table lies on disk: a count must not move the row that was chosen."""
    with inside(world), connection.cursor() as cursor:
        cursor.execute(
            "SELECT party_id, count(*) OVER (PARTITION BY xmin::text) FROM cooperative_choice "
            "WHERE resolution_id = %s ORDER BY ctid", [made.pk],
        )  # fmt: skip
        return cursor.fetchall()


def seat_of(world, made, who):
    with inside(world):
        return Attendee.objects.get(meeting_id=made.meeting_id, party_id=who.party_id).pk


def test_every_choice_is_written_anew_by_each_vote(world):
    """The row version (xmin) would name the last voter of each choice if only that row were written."""
    people = members(world, 3)
    meeting = planned(world)
    made = election(world, meeting, people[:2])
    opened(world, meeting)
    voting(world, made)
    votes(world, made, people[0], people[1])
    assert {same for _party, same in choices_as_stored(world, made)} == {3}


def test_a_key_sent_again_with_another_choice_changes_nothing_and_tells_nothing(world):
    people = members(world)
    meeting = planned(world)
    made = election(world, meeting, people[:2])
    opened(world, meeting)
    voting(world, made)
    for wanted in (people[0], people[1]):
        with sending("one-key"):
            votes(world, made, people[2], wanted)
    with inside(world):
        assert Choice.objects.get(resolution=made, party_id=people[0].party_id).votes == 1
        assert Choice.objects.get(resolution=made, party_id=people[1].party_id).votes == 0


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


def tied_election(world, people, meeting):
    made = election(world, meeting, people[:2])
    opened(world, meeting)
    voting(world, made)
    for who, wanted in zip(people[:4], [people[0], people[0], people[1], people[1]], strict=True):
        votes(world, made, who, wanted)
    assert end(world, made).stage == "tied"
    return made


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
