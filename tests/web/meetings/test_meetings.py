"""Meetings, rules and a founding in the browser: staff's pages and the member's phone."""

from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.cooperative import meeting_documents as documents
from sentra.cooperative.meetings.operations import close_vote, open_meeting
from sentra.cooperative.models import Application, Attendee, Clause, Member, Officer, Resolution, Vote
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.people.cards import new_secret
from sentra.people.models import Party, User
from sentra.people.operations import issue_card
from tests.domain.cooperative.founding.test_founding import (
    DAY as MET_ON,
)
from tests.domain.cooperative.founding.test_founding import (
    all_values,
    drafts,
    group,
    meets,
    pays,
    signs,
)
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
    assert "Give roles" in text_of(mira, "meetings") or "peran" in text_of(mira, "meetings")


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


def test_the_rules_of_a_deed_are_taken_over_once(world, mira):
    assert reverse("rules-of-the-deed") in text_of(mira, "rules")
    text_of(mira, "rules-of-the-deed")
    said = {key: str(value) for key, value in all_values().items() if value is not False}
    post(mira, "take-over-rules", **said, deed="Akta 7", since="2010-05-01")
    assert reverse("rules-of-the-deed") not in text_of(mira, "rules")
    assert mira.get(reverse("statutes-paper"))["Content-Type"] == "application/pdf"
    with inside(world):
        assert Clause.objects.filter(deed="Akta 7").count() > 20


@pytest.fixture
def siti(group, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=group.user_id))
    return client


def test_the_founding_page_always_shows_everything(group, siti):
    shown = text_of(siti, "founding")
    assert shown.count("badge-wait") >= 8 or shown.count("wait") >= 8
    text_of(siti, "founders")
    post(siti, "add-founder", name="Ibu Satu", phone="")
    with transaction.atomic(), within(group.tenant_id):
        one = Application.objects.get()
    post(siti, "pay-in", one.pk, amount_idr="100.000", method="cash", paid_on="2026-08-03")
    assert siti.post(reverse("pay-in", args=[one.pk]), {"amount_idr": "1"}).status_code == 422
    text_of(siti, "draft-rules")
    text_of(siti, "rules")
    assert siti.get(reverse("founding-paper", args=["daftar-pendiri"])).status_code == 200
    assert siti.get(reverse("founding-paper", args=["lain"])).status_code == 404


def test_filed_and_approved_the_group_is_a_cooperative(group, siti, time_machine):
    drafts(group)
    for one in signs(group):
        pays(group, one)
    meets(group)
    time_machine.move_to(HELD, tick=False)
    post(siti, "file-founding", notary="Notaris Anwar", filed_on=MET_ON.isoformat())
    said = {"deed": "12/2026", "approval": "AHU-1", "approved_on": MET_ON.isoformat()}
    post(siti, "approve-founding", **said)
    assert Tenant.objects.get(pk=group.tenant_id).kind == "cooperative"
    text_of(siti, "founding")
    text_of(siti, "founders")


def test_the_office_opens_a_group_and_hands_its_link(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.omar.user_id))
    text_of(client, "groups")
    said = {
        "name": "Kelompok Rotan",
        "form": "primary",
        "chair_name": "Rusdi",
        "chair_email": "r@rotan.example",
    }
    post(client, "open-group", **said)
    shown = text_of(client, "groups")
    assert "Kelompok Rotan" in shown
    assert "/akun/" in shown


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


def test_a_forming_groups_papers(group):
    drafts(group)
    people = signs(group)
    for one in people:
        pays(group, one)
    with transaction.atomic(), within(group.tenant_id):
        capital = documents.founders_list(group.tenant_id, capital=True, today=NOW.date(), at=NOW)
        rules = documents.statutes(group.tenant_id, today=NOW.date(), at=NOW)
    assert "900.000" in " ".join(pages(capital.content))
    assert "rancangan" in " ".join(pages(rules.content)).lower()
    assert "Amuntai" in " ".join(pages(rules.content))
