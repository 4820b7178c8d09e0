"""A secret ballot: nothing that is kept says who chose whom."""

import json
import re

from django.db import connection, transaction

from sentra.cooperative.meetings.ballots import Ballot
from sentra.cooperative.meetings.operations import (
    vote,
    vote_in_the_room,
)
from sentra.cooperative.models import (
    Attendee,
    Choice,
)
from sentra.kernel.idempotency import sending
from tests.domain.cooperative.meetings.given import (
    HELD,
    choice,
    election,
    inside,
    members,
    opened,
    plain,
    planned,
    votes,
    voting,
)


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
