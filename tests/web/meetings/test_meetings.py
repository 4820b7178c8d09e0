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
from sentra.people.models import Party, StaffParty, User
from sentra.people.operations import issue_card
from tests.domain.cooperative.founding.conftest import group
from tests.domain.cooperative.founding.given import DAY as MET_ON
from tests.domain.cooperative.founding.given import drafts, meets, pays, signs
from tests.domain.cooperative.founding.test_drafting_rules import all_values
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
from tests.web.founding.given import as_typed
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


def test_the_rules_of_a_deed_are_taken_over_once(world, mira):
    assert reverse("rules-of-the-deed") in text_of(mira, "rules")
    text_of(mira, "rules-of-the-deed")
    said = as_typed(all_values())
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


def test_officers_of_before_sentra_are_written_down_ended_and_given_their_role(world, mira):
    people = members(world)
    assert "Bendahara" in text_of(mira, "officers"), "an empty post is named"
    said = {"post": "treasurer", "since": "2025-01-01", "until": "2028-01-01"}
    door = reverse("take-over-officer")
    assert mira.post(door, said | {"party_id": "0"}).status_code == 422
    assert mira.post(door, said | {"party_id": people[0].party_id, "since": "2027-01-01"}).status_code == 422
    post(mira, "take-over-officer", **said, party_id=people[0].party_id)
    shown = text_of(mira, "officers")
    invite = f"{reverse('staff')}?nama=Aluh&amp;peran=treasurer"
    assert invite in shown
    form = mira.get(invite.replace("&amp;", "&")).content.decode()
    assert 'value="Aluh"' in form
    assert 'value="treasurer" selected' in form
    with inside(world):
        StaffParty.objects.create(user_id=world.mira.user_id, party_id=people[0].party_id, since=NOW)
        held = Officer.objects.get()
    assert reverse("confirm-role", args=[world.mira.user_id, "treasurer"]) in text_of(mira, "officers")
    assert mira.post(reverse("end-office", args=[held.pk]), {"reason": " "}).status_code == 422
    post(mira, "end-office", held.pk, reason="Pindah")
    with inside(world):
        assert not Officer.objects.filter(ended_on=None).exists()


def test_who_only_reads_is_shown_no_form_of_officers(world, client, time_machine):
    people = members(world)
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.mira.user_id))
    said = {"post": "treasurer", "since": "2025-01-01", "until": "2028-01-01", "party_id": people[0].party_id}
    post(client, "take-over-officer", **said)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    shown = text_of(client, "officers")
    for door in ("/lama/", "/akhiri/", "peran="):
        assert door not in shown


def test_a_founding_is_given_up_or_its_papers_taken_back_on_the_page(group, siti, time_machine):
    assert reverse("give-up-founding") in text_of(siti, "founding")
    drafts(group)
    paid = [pays(group, one) for one in signs(group)]
    assert reverse("give-up-founding") not in text_of(siti, "founding"), "their money first"
    meets(group)
    time_machine.move_to(HELD, tick=False)
    post(siti, "file-founding", notary="Notaris Anwar", filed_on=MET_ON.isoformat())
    assert reverse("take-back-payment", args=[paid[0].pk]) not in text_of(siti, "founders")
    post(siti, "take-papers-back", reason="Alamat salah")
    for one in paid:
        post(siti, "take-back-payment", one.pk, reason="Bubar")
    assert siti.post(reverse("give-up-founding"), {"reason": ""}).status_code == 422
    post(siti, "give-up-founding", reason="Bubar")
    shown = text_of(siti, "founding")
    assert reverse("give-up-founding") not in shown
    assert reverse("add-founder") not in text_of(siti, "founders")


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
