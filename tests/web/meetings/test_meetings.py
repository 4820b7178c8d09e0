"""Meetings, rules and a founding in the browser: staff's pages and the member's phone."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.cooperative import meeting_documents as documents
from sentra.cooperative.meetings.operations import close_vote, open_meeting
from sentra.cooperative.models import Attendee, Member, Officer, Resolution, Vote
from sentra.people.cards import new_secret
from sentra.people.models import Party, User
from sentra.people.operations import issue_card
from tests.domain.cooperative.founding.conftest import group
from tests.domain.cooperative.meetings.given import (
    HELD,
    called,
    came,
    choice,
    closed,
    election,
    inside,
    members,
    opened,
    plain,
    planned,
    votes,
    voting,
)
from tests.kernel.pdf_text import pages
from tests.world import NOW

PIN = "482615"
__all__ = ["group"]


@pytest.fixture
def mira(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def text_of(client, name, *args):
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return answer.content.decode()


def post(client, name, /, *args, **said):
    answer = client.post(reverse(name, args=args), said)
    assert answer.status_code == 302, answer.content.decode()[:3000]
    return answer


def on_the_day(time_machine):
    time_machine.move_to(HELD, tick=False)


def test_a_meeting_is_planned_proposed_and_called(world, mira):
    members(world)
    text_of(mira, "new-meeting")
    said = {"kind": "members", "title": "Rapat Agustus", "held_at": "2026-08-13T09:00", "place": "Balai"}
    page = post(mira, "plan-meeting", **said, agenda="Pembukaan\nPemilihan").url
    meeting = int(page.strip("/").split("/")[-1])
    text_of(mira, "propose", meeting)
    post(mira, "propose-resolution", meeting, kind="general", title="Beli alat")
    candidates = [world.aluh.party_id, world.bariah.party_id]
    post(mira, "propose-election", meeting, post="chair", seats="1", candidates=candidates)
    post(mira, "propose-change", meeting, key="mandatory_savings_idr", value="25.000", text="Kas")
    post(mira, "call-meeting", meeting)
    assert "Beli alat" in text_of(mira, "meeting", meeting)
    assert mira.get(reverse("invitation-paper", args=[meeting]))["Content-Type"] == "application/pdf"
    assert "Rapat Agustus" in text_of(mira, "meetings")
    with inside(world):
        assert Resolution.objects.get(kind="clause").effect == {"values": {"mandatory_savings_idr": 25_000}}


def test_a_meeting_called_too_late_says_the_first_day(world, mira):
    members(world)
    meeting = planned(world, held_at=NOW + timedelta(days=3))
    answer = mira.post(reverse("call-meeting", args=[meeting.pk]))
    assert answer.status_code == 422
    assert "10 Agustus 2026" in answer.content.decode()


@pytest.mark.parametrize("name", ["meeting", "attendance"])
def test_five_hundred_members_cost_as_many_queries_as_three(world, mira, name):
    counted = []
    members(world, 3)
    few = called(world, planned(world))
    with CaptureQueriesContext(connection) as seen:
        text_of(mira, name, few.pk)
    counted.append(len(seen))
    with inside(world):
        made = Party.objects.bulk_create(Party(kind="artisan", name=f"A {n}") for n in range(497))
        Member.objects.bulk_create(
            Member(number=n, party=p, joined_on=NOW.date()) for n, p in enumerate(made, 4)
        )
    many = called(world, planned(world))
    with CaptureQueriesContext(connection) as seen:
        assert "A 496" in text_of(mira, name, many.pk) or name == "meeting"
    counted.append(len(seen))
    assert counted[0] == counted[1]


def test_the_desk_of_a_vote_shows_no_figures_before_its_end(world, mira, time_machine):
    people = members(world)
    meeting = planned(world)
    made = election(world, meeting, people[:2])
    seats = opened(world, meeting)
    on_the_day(time_machine)
    text_of(mira, "vote-desk", made.pk)
    post(mira, "open-vote", made.pk)
    for seat in seats[:3]:
        post(mira, "give-paper", made.pk, seat.pk)
    wanted = choice(world, made, people[0])
    text_of(mira, "booth", made.pk, seats[3].pk)
    post(mira, "booth-vote", made.pk, seats[3].pk, choice=wanted)
    twice = mira.post(reverse("booth-vote", args=[made.pk, seats[3].pk]), {"choice": wanted})
    assert twice.status_code == 422
    shown = text_of(mira, "vote-desk", made.pk)
    assert "<dd>–" in shown
    assert "<dd>1" not in shown
    post(
        mira,
        "count-papers",
        made.pk,
        **{f"choice_{wanted}": "2", f"choice_{choice(world, made, people[1])}": "1"},
    )
    post(mira, "close-vote", made.pk)
    assert "<dd>3" in text_of(mira, "vote-desk", made.pk)
    with inside(world):
        assert Officer.objects.get(ended_on=None).party_id == people[0].party_id
    assert reverse("staff") + "?nama=Aluh&amp;peran=chair" in text_of(mira, "officers")


def test_hands_a_tie_and_the_vote_again(world, mira, time_machine):
    members(world, 4)
    meeting = planned(world)
    made = plain(world, meeting)
    seats = opened(world, meeting)
    on_the_day(time_machine)
    post(mira, "open-vote", made.pk)
    no = choice(world, made, "no")
    said = {f"seat_{seats[0].pk}": no, f"seat_{seats[1].pk}": no, "rest": choice(world, made, "yes")}
    post(mira, "record-hands", made.pk, **said)
    post(mira, "close-vote", made.pk)
    text_of(mira, "vote-desk", made.pk)
    again = int(post(mira, "vote-again", made.pk).url.strip("/").split("/")[-1])
    post(mira, "open-vote", again)
    with inside(world):
        settled = Resolution.objects.get(pk=again)
    post(mira, "record-hands", again, rest=choice(world, settled, "yes"))
    post(mira, "close-vote", again)
    with inside(world):
        item = meeting.agenda.first()
    post(
        mira,
        "write-minutes",
        meeting.pk,
        chaired_by="Mira",
        minutes_by="Budi",
        **{f"told_{item.pk}": "Dibuka"},
    )
    post(mira, "close-meeting", meeting.pk)
    answer = mira.get(reverse("minutes-paper", args=[meeting.pk]))
    text = " ".join(pages(answer.content))
    assert "Dibuka" in text
    assert "001/NOT/VIII/2026" in text


def test_cards_and_ticks_note_who_is_here(world, mira, time_machine):
    people = members(world)
    meeting = called(world, planned(world))
    secret = new_secret()
    issue_card(people[0].party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
    on_the_day(time_machine)
    post(mira, "scan-card", meeting.pk, code=f"{world.weavers.pk}.{secret}")
    with inside(world):
        other = Attendee.objects.get(meeting=meeting, party_id=people[1].party_id)
    post(mira, "tick-came", meeting.pk, other.pk)
    with inside(world):
        assert Attendee.objects.filter(meeting=meeting, came_at__isnull=False).count() == 2
    post(mira, "untick-came", meeting.pk, other.pk)
    assert mira.post(reverse("scan-card", args=[meeting.pk]), {"code": "x"}).status_code == 422
    assert mira.post(reverse("open-meeting", args=[meeting.pk])).status_code == 422
    again = post(mira, "postpone-meeting", meeting.pk, held_at="2026-08-30T09:00").url
    assert again != reverse("meeting", args=[meeting.pk])


@pytest.fixture
def door(world, client, time_machine):
    """Come in with a card on the day of the meeting."""

    def enter(actor):
        secret = new_secret()
        issue_card(actor.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
        time_machine.move_to(HELD, tick=False)
        client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
        return client

    return enter


def test_she_answers_comes_and_votes_on_her_phone(world, door):
    people = members(world)
    meeting = planned(world)
    made = election(world, meeting, people[:2])
    called(world, meeting)
    phone = door(people[0])
    text_of(phone, "my-meetings")
    text_of(phone, "my-meeting", meeting.pk)
    post(phone, "answer-invitation", meeting.pk, comes="yes")
    post(phone, "come-online", meeting.pk)
    came(world, meeting)
    open_meeting(meeting.pk, by=world.mira, at=HELD, today=HELD.date())
    voting(world, made)
    assert reverse("my-ballot", args=[made.pk]) in text_of(phone, "my-meeting", meeting.pk)
    shown = text_of(phone, "my-ballot", made.pk)
    assert "Aluh" in shown
    assert "Bariah" in shown
    wanted = choice(world, made, people[1])
    post(phone, "cast-vote", made.pk, choice=wanted)
    assert phone.post(reverse("cast-vote", args=[made.pk]), {"choice": wanted}).status_code == 422
    assert reverse("my-ballot", args=[made.pk]) not in text_of(phone, "my-meeting", meeting.pk)
    with inside(world):
        assert Vote.objects.get().how == "phone"


def test_a_stranger_sees_no_meeting(world, client, door):
    members(world, 2)
    meeting = called(world, planned(world))
    phone = door(world.cici)  # a maker, no member
    assert phone.get(reverse("my-meeting", args=[meeting.pk])).status_code == 404
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    assert client.get(reverse("meeting", args=[meeting.pk])).status_code == 404


def test_a_planned_meeting_is_changed_and_a_called_one_moved(world, mira):
    members(world)
    meeting = planned(world).pk
    assert "Pembukaan\nKeputusan" in text_of(mira, "replan-meeting", meeting)
    plan = {"title": "Rapat besar", "held_at": "2026-08-14T09:00", "place": "Masjid", "agenda": "Satu"}
    post(mira, "change-meeting", meeting, **plan)
    assert "Masjid" in text_of(mira, "meeting", meeting)
    assert mira.post(reverse("change-meeting", args=[meeting]), plan | {"place": ""}).status_code == 422
    post(mira, "call-meeting", meeting)
    assert mira.get(reverse("replan-meeting", args=[meeting])).status_code == 302
    said = {"held_at": "2026-08-16T09:00", "place": "Pasar", "reason": "Balai banjir"}
    late = mira.post(reverse("move-meeting", args=[meeting]), said | {"held_at": "2026-08-05T09:00"})
    assert late.status_code == 422
    assert "Balai banjir" in late.content.decode()
    post(mira, "move-meeting", meeting, **said)
    assert "Pasar" in text_of(mira, "meeting", meeting)


def test_nobody_is_ticked_or_a_meeting_opened_before_its_day(world, mira, time_machine):
    members(world)
    meeting = called(world, planned(world)).pk
    listed = reverse("scan-card", args=[meeting])
    assert listed not in text_of(mira, "attendance", meeting)
    assert reverse("open-meeting", args=[meeting]) not in text_of(mira, "meeting", meeting)
    on_the_day(time_machine)
    assert listed in text_of(mira, "attendance", meeting)
    assert reverse("open-meeting", args=[meeting]) in text_of(mira, "meeting", meeting)


def test_papers_say_what_was_decided(world):
    people = members(world)
    meeting = planned(world)
    made = election(world, meeting, people[:2])
    opened(world, meeting)
    voting(world, made)
    for who, wanted in zip(people, [people[0]] * 3 + [people[1]] * 2, strict=True):
        votes(world, made, who, wanted)
    close_vote(made.pk, by=world.mira, at=HELD, today=HELD.date())
    closed(world, meeting)
    with inside(world):
        text = " ".join(pages(documents.minutes(meeting.pk).content))
        listed = " ".join(pages(documents.attendance_list(meeting.pk).content))
        assert documents.minutes(meeting.pk) == documents.minutes(meeting.pk)
    for word in ("Ketua", "Terpilih", "rahasia", "Aluh", "tercapai"):
        assert word in text
    assert "Bariah" in listed


def test_every_kind_of_resolution_has_its_word_in_the_minutes():
    assert set(documents.KINDS) == set(Resolution.Kind.values)


def test_minutes_without_a_number_are_not_there_yet(world, mira):
    meeting = planned(world)
    assert mira.get(reverse("minutes-paper", args=[meeting.pk])).status_code == 404
