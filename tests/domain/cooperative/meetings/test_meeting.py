"""Called in time, a quorum of those entitled, postponed and repeated, minutes with a number."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError

from sentra.cooperative.meetings.operations import (
    answer_invitation,
    call_meeting,
    cancel_meeting,
    change_meeting,
    close_meeting,
    come_by_card,
    come_from_phone,
    move_meeting,
    note_came,
    note_not_here,
    open_meeting,
    plan_meeting,
    postpone_meeting,
    write_minutes,
)
from sentra.cooperative.meetings.operations.minutes import Written
from sentra.cooperative.meetings.operations.planning import Plan
from sentra.cooperative.meetings.queries import attendance
from sentra.cooperative.models import AgendaItem, Attendee, Meeting, Member, Resolution
from sentra.kernel.errors import Refused
from sentra.kernel.models import Notice
from sentra.people.cards import new_secret
from sentra.people.models import Party
from sentra.people.operations import issue_card
from tests.domain.cooperative.meetings.given import (
    DAY,
    HELD,
    called,
    came,
    closed,
    inside,
    members,
    opened,
    plain,
    planned,
)
from tests.world import NOW, TODAY


def test_members_are_called_in_time_and_each_is_told(world):
    members(world)
    meeting = called(world, planned(world))
    with inside(world):
        assert meeting.called_on == TODAY
        assert Attendee.objects.filter(meeting=meeting).count() == 5
        told = Notice.objects.filter(name="meeting_called")
        assert {one.to for one in told} == {f"party:{seat.party_id}" for seat in meeting.attendees.all()}


@pytest.mark.parametrize(("days", "late"), [(6, True), (7, False)])
def test_too_late_is_refused_with_the_first_day(world, days, late):
    members(world)
    meeting = planned(world, held_at=NOW + timedelta(days=days))
    if late:
        with pytest.raises(Refused, match="10 Agustus 2026"):
            called(world, meeting)
    else:
        assert called(world, meeting).stage == "called"


def test_the_list_stands_from_the_calling_on(world):
    members(world, 3)
    meeting = called(world, planned(world))
    with inside(world):
        other = world.workshops["Aluh"].owner
        Member.objects.filter(party=other).update(left_on=TODAY, left_how="resigned")
        assert attendance(meeting.pk).listed == 3


def test_nobody_entitled_is_refused(world):
    with pytest.raises(Refused, match="Nobody is entitled"):
        called(world, planned(world))


def test_a_called_meeting_is_not_changed(world):
    members(world)
    meeting = planned(world)
    plan = Plan("Lain", HELD, "Pasar", ["Satu"])
    change_meeting(meeting.pk, plan, by=world.mira, at=NOW)
    with inside(world):
        assert list(AgendaItem.objects.values_list("title", flat=True)) == ["Satu"]
    called(world, meeting)
    with pytest.raises(Refused, match="have been invited"):
        change_meeting(meeting.pk, plan, by=world.mira, at=NOW)


NEW = HELD + timedelta(days=4)


def moved(world, meeting, by=None, **more):
    facts = {"held_at": NEW, "place": "Pasar", "reason": "Balai banjir"} | more
    return move_meeting(meeting.pk, **facts, by=by or world.mira, at=NOW, today=TODAY)


def test_a_called_meeting_is_moved_and_everybody_is_asked_again(world):
    people = members(world, 4)
    meeting = called(world, planned(world))
    answer_invitation(meeting.pk, comes=True, by=people[0], at=NOW)
    with inside(world):
        Member.objects.filter(party_id=people[3].party_id).update(left_on=TODAY, left_how="resigned")
        late = Party.objects.create(kind="artisan", name="Dahlia", registered_on=TODAY)
        Member.objects.create(number=9, party=late, joined_on=TODAY)
    now = moved(world, meeting)
    assert (now.held_at, now.place, now.called_on, now.stage) == (NEW, "Pasar", TODAY, "called")
    with inside(world):
        assert not Attendee.objects.exclude(answer="").exists()
        assert Attendee.objects.filter(meeting=meeting, party=late).count() == 1
        told = Notice.objects.filter(name="meeting_moved")
        assert {one.to for one in told} == {f"party:{seat.party_id}" for seat in meeting.attendees.all()}
        assert told[0].words["reason"] == "Balai banjir."


@pytest.mark.parametrize(
    ("facts", "field"), [({"reason": " "}, "reason"), ({"held_at": NOW + timedelta(days=6)}, "held_at")]
)
def test_a_move_without_reason_or_notice_is_refused(world, facts, field):
    members(world)
    meeting = called(world, planned(world))
    with pytest.raises(Refused) as no:
        moved(world, meeting, **facts)
    assert no.value.field == field


def test_only_a_called_meeting_to_which_nobody_came_is_moved(world):
    members(world)
    meeting = planned(world)
    with pytest.raises(Refused, match="was called is moved"):
        moved(world, meeting)
    called(world, meeting)
    with pytest.raises(PermissionDenied):
        moved(world, meeting, by=world.tari)
    with pytest.raises(Meeting.DoesNotExist):
        moved(world, meeting, by=world.zahra)
    came(world, meeting, 1)
    with pytest.raises(Refused, match="here already"):
        moved(world, meeting)


@pytest.mark.parametrize(
    "plan",
    [
        Plan(" ", HELD, "Balai", ["Satu"]), Plan("R", HELD, " ", ["Satu"]), Plan("R", NOW, "Balai", ["Satu"]),
        Plan("R", HELD, "Balai", [" "]), Plan("R", HELD, "Balai", ["x"] * 31),
    ],
)  # fmt: skip
def test_a_plan_that_cannot_stand_is_refused(world, plan):
    with pytest.raises(Refused):
        plan_meeting(Meeting.Kind.MEMBERS, plan, by=world.mira, at=NOW)


def test_a_cooperative_holds_no_founding_meeting(world):
    with pytest.raises(Refused, match="founded already"):
        planned(world, kind=Meeting.Kind.FOUNDING)


def test_treasurer_and_stranger_do_not_run_meetings(world):
    members(world)
    meeting = planned(world)
    with pytest.raises(PermissionDenied):
        call_meeting(meeting.pk, by=world.tari, at=NOW, today=TODAY)
    with pytest.raises(Meeting.DoesNotExist):
        call_meeting(meeting.pk, by=world.zahra, at=NOW, today=TODAY)


def test_she_comes_by_tick_card_or_phone_and_counts_once(world):
    aluh, bariah, _cici = members(world, 3)
    meeting = called(world, planned(world))
    answer_invitation(meeting.pk, comes=True, by=aluh, at=NOW)
    secret = new_secret()
    issue_card(bariah.party_id, secret=secret, pin="482615", by=world.budi, at=NOW)
    address = f"https://sentra.example/kartu/{world.weavers.pk}.{secret}/"
    come_by_card(meeting.pk, code=address, by=world.mira, at=HELD, today=DAY)
    come_by_card(
        meeting.pk, code=secret.join([f"{world.weavers.pk}.", ""]), by=world.mira, at=HELD, today=DAY
    )
    come_from_phone(meeting.pk, by=aluh, at=HELD, today=DAY)
    with inside(world):
        here = attendance(meeting.pk)
        assert (here.came, here.say_yes) == (2, 1)
        assert {one.came_how for one in here.rows} == {"card", "online", ""}


def test_an_unknown_card_and_one_not_on_the_list_are_refused(world):
    members(world, 2)  # Cici is no member
    meeting = called(world, planned(world))
    secret = new_secret()
    issue_card(world.cici.party_id, secret=secret, pin="482615", by=world.budi, at=NOW)
    for code, sentence in (
        (f"1.{secret}", "not on the list"),
        ("1.salah", "not valid here"),
        ("", "not valid here"),
    ):
        with pytest.raises(Refused, match=sentence):
            come_by_card(meeting.pk, code=code, by=world.mira, at=HELD, today=DAY)


def test_nobody_comes_before_the_day(world):
    aluh, *_rest = members(world)
    meeting = called(world, planned(world))
    with pytest.raises(Refused, match="not today"):
        come_from_phone(meeting.pk, by=aluh, at=NOW, today=TODAY)


def test_a_tick_by_mistake_is_taken_back(world):
    members(world)
    meeting = called(world, planned(world))
    seat = came(world, meeting, 1)[0]
    note_not_here(seat.pk, by=world.mira, at=HELD)
    with inside(world):
        assert attendance(meeting.pk).came == 0


def test_no_quorum_no_meeting_and_the_repeated_one_needs_less(world):
    members(world, 10)
    meeting = called(world, planned(world))
    plain(world, meeting)
    came(world, meeting, 4)
    with pytest.raises(Refused, match=r"4 of 10 are here\. The quorum is 5"):
        open_meeting(meeting.pk, by=world.mira, at=HELD, today=DAY)
    later = HELD + timedelta(days=14)
    again = postpone_meeting(meeting.pk, held_at=later, place="", by=world.mira, at=HELD, today=DAY)
    with inside(world):
        assert Meeting.objects.get(pk=meeting.pk).stage == "postponed"
        assert [one.title for one in again.agenda.order_by("position")] == ["Pembukaan", "Keputusan"]
        assert Resolution.objects.get(meeting=meeting).stage == "withdrawn"
        assert Resolution.objects.get(meeting=again).choices.count() == 3
    call_meeting(again.pk, by=world.mira, at=HELD, today=DAY)
    with inside(world):
        seats = list(again.attendees.order_by("pk")[:2])
    for seat in seats:
        note_came(seat.pk, by=world.mira, at=later, today=later.date())
    opened_ = open_meeting(again.pk, by=world.mira, at=later, today=later.date())
    assert (opened_.entitled, opened_.quorum) == (10, 2)


def test_enough_people_are_not_sent_home(world):
    members(world)
    meeting = called(world, planned(world))
    came(world, meeting, 3)
    with pytest.raises(Refused, match="Open the meeting"):
        postpone_meeting(meeting.pk, held_at=HELD + timedelta(9), place="", by=world.mira, at=HELD, today=DAY)


def test_it_is_neither_opened_nor_postponed_before_its_day(world):
    members(world)
    meeting = called(world, planned(world))
    with pytest.raises(Refused, match="Wait for the day"):
        open_meeting(meeting.pk, by=world.mira, at=NOW, today=TODAY)
    with pytest.raises(Refused, match="Wait for the day"):
        postpone_meeting(
            meeting.pk, held_at=HELD + timedelta(9), place="", by=world.mira, at=NOW, today=TODAY
        )


def test_who_left_in_the_meantime_is_not_entitled(world):
    members(world, 4)
    meeting = called(world, planned(world))
    came(world, meeting, 2)
    with inside(world):
        Member.objects.filter(number__in=[1, 4]).update(left_on=TODAY, left_how="resigned")
    held = open_meeting(meeting.pk, by=world.mira, at=HELD, today=DAY)
    assert (held.entitled, held.quorum) == (2, 1)


def test_a_cancelled_meeting_tells_why(world):
    members(world)
    meeting = called(world, planned(world))
    cancel_meeting(meeting.pk, reason="Banjir", by=world.mira, at=NOW)
    with inside(world):
        assert Notice.objects.filter(name="meeting_cancelled").count() == 5
    with pytest.raises(Refused):
        cancel_meeting(meeting.pk, reason="Banjir", by=world.mira, at=NOW)


def test_minutes_have_a_number_and_then_stay(world):
    members(world)
    meeting = planned(world)
    opened(world, meeting)
    with inside(world):
        item = meeting.agenda.order_by("position").first()
    told = Written("Mira", "Budi", {item.pk: "Rapat dibuka."}, "Cerah")
    write_minutes(meeting.pk, told, by=world.mira, at=HELD)
    done = close_meeting(meeting.pk, by=world.mira, at=HELD, today=DAY)
    assert (done.number, done.year, done.stage) == (1, 2026, "closed")
    with pytest.raises(Refused, match="while the meeting is open"):
        write_minutes(meeting.pk, told, by=world.mira, at=HELD)
    with pytest.raises(IntegrityError, match="stay as they were closed"), inside(world):
        Meeting.objects.filter(pk=meeting.pk).update(remarks="lain")


def test_open_questions_keep_it_open(world):
    members(world)
    meeting = planned(world)
    opened(world, meeting)
    with pytest.raises(Refused, match="who led the meeting"):
        close_meeting(meeting.pk, by=world.mira, at=HELD, today=DAY)
    plain(world, meeting)
    with pytest.raises(Refused, match="Not decided yet: Beli alat tenun"):
        closed(world, meeting)


def test_an_answer_is_asked_only_before_the_meeting_and_the_list_closes_with_it(world):
    people = members(world)
    meeting = planned(world)
    seats = opened(world, meeting, 4)
    with pytest.raises(Refused, match="no longer asks"):
        answer_invitation(meeting.pk, comes=True, by=people[4], at=HELD)
    closed(world, meeting)
    with inside(world):
        away = Attendee.objects.get(meeting=meeting, came_at=None)
    with pytest.raises(Refused, match="list of this meeting is closed"):
        note_came(away.pk, by=world.mira, at=HELD, today=DAY)
    with pytest.raises(Refused, match="list of this meeting is closed"):
        note_not_here(seats[0].pk, by=world.mira, at=HELD)
