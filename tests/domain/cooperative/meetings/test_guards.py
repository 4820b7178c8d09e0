"""Each guard of meetings that no story runs into: tried by itself."""

import pytest
from django.core.exceptions import PermissionDenied

from sentra.cooperative.meetings.operations import (
    answer_invitation,
    come_from_phone,
    draw_lot,
    open_vote,
    propose_change,
    propose_resolution,
    take_over_officer,
)
from sentra.cooperative.models import Attendee, Meeting, Officer, Resolution
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from tests.domain.cooperative.meetings.given import (
    DAY,
    HELD,
    called,
    closed,
    inside,
    members,
    opened,
    plain,
    planned,
)
from tests.world import NOW, TODAY


def proposes(world, meeting, kind, **more):
    facts = {"title": "Keputusan", "by": world.mira, "at": NOW, "today": TODAY} | more
    return propose_resolution(meeting.pk, kind, **facts)


def test_staff_answer_no_invitation_as_themselves(world):
    """Her seat is hers: somebody with the right to vote and no card of her own has none."""
    members(world, 3)
    meeting = called(world, planned(world))
    nobody = Actor(
        tenant_id=world.weavers.pk,
        name="Tanpa kartu",
        permissions=world.aluh.permissions,
        zone="Asia/Makassar",
    )
    for act in (
        lambda: answer_invitation(meeting.pk, comes=True, by=nobody, at=NOW),
        lambda: come_from_phone(meeting.pk, by=nobody, at=HELD, today=DAY),
    ):
        with pytest.raises(PermissionDenied, match="only a member answers"):
            act()
    with inside(world):
        assert not Attendee.objects.filter(came_at__isnull=False).exists()


def test_a_lot_is_drawn_only_where_there_is_a_tie(world):
    members(world, 3)
    meeting = planned(world)
    made = plain(world, meeting)
    opened(world, meeting)
    with pytest.raises(Refused, match="no tie to settle"):
        draw_lot(made.pk, drawn=[1], witness="Budi", by=world.mira, at=HELD, today=DAY)


def test_a_resolution_says_what_it_decides(world):
    members(world, 3)
    with pytest.raises(Refused, match="what shall be decided"):
        proposes(world, planned(world), Resolution.Kind.GENERAL, title="  ")


def test_a_vote_waits_for_the_meeting(world):
    members(world, 3)
    meeting = planned(world)
    made = plain(world, meeting)
    called(world, meeting)
    with pytest.raises(Refused, match="Open the meeting first"):
        open_vote(made.pk, by=world.mira, at=HELD, today=DAY)


def test_a_meeting_that_is_over_decides_nothing_more(world):
    members(world, 3)
    meeting = planned(world)
    opened(world, meeting)
    closed(world, meeting)
    with pytest.raises(Refused, match="meeting is over"):
        plain(world, meeting)


def test_what_changes_rules_stands_in_the_invitation(world):
    members(world, 3)
    meeting = planned(world)
    called(world, meeting)
    with pytest.raises(Refused, match="must stand in the invitation"):
        propose_change(meeting.pk, values={"tie": "lot"}, by=world.mira, at=NOW, today=TODAY)


@pytest.mark.parametrize("who", [None, 0, "gone"])
def test_only_who_is_a_member_is_expelled(world, who):
    members(world, 3)
    if who == "gone":
        with inside(world):
            from sentra.cooperative.models import Member

            one = Member.objects.order_by("number").last()
            Member.objects.filter(pk=one.pk).update(left_on=TODAY, left_how="resigned")
            who = one.pk
    with pytest.raises(Refused, match="Choose a member"):
        proposes(world, planned(world), Resolution.Kind.EXPULSION, member_id=who)


def test_a_board_changes_no_rules(world):
    members(world, 3)
    board = planned(world, kind=Meeting.Kind.BOARD)
    with pytest.raises(Refused, match="cannot decide that"):
        propose_change(board.pk, values={"tie": "lot"}, by=world.mira, at=NOW, today=TODAY)


def test_a_term_of_before_sentra_has_begun_and_ends_after_it_began(world):
    (aluh, *_rest) = members(world, 3)
    for since, until in ((DAY, DAY.replace(year=DAY.year + 3)), (TODAY, TODAY)):
        with pytest.raises(Refused, match="begins in the past"):
            take_over_officer(
                aluh.party_id, post=Officer.Post.CHAIR, since=since, until=until, by=world.mira, at=NOW,
                today=TODAY,
            )  # fmt: skip
