"""The artisan's phone: card and PIN, yes or no, progress, her money. Nobody else's."""

import io
import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import translation
from PIL import Image

from sentra.people.cards import new_secret
from sentra.people.operations import issue_card, revoke_card
from sentra.production.flow import portions
from sentra.production.operations import offer_plan, report_progress
from sentra.quality.operations import hand_in, inspect
from sentra.web.templatetags.weeks import weekly
from tests.domain.capital.given import all_made, all_paid, order_in_work, slip_of
from tests.domain.production.given import accepted_by_all, actor_of, assignments, split
from tests.domain.quality.test_behind import first_stage
from tests.world import NOW

PIN = "482615"


@pytest.fixture
def door(world, client, time_machine):
    """Come in with a card; returns the client."""
    time_machine.move_to(NOW, tick=False)

    def enter(actor, pin=PIN):
        secret = new_secret()
        card = issue_card(actor.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
        answer = client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": pin})
        return client, answer, card

    return enter


def photo():
    out = io.BytesIO()
    Image.new("RGB", (400, 300), "#7a4a21").save(out, "JPEG")
    out.seek(0)
    out.name = "foto.jpg"
    return out


def her_offer(world, name="Aluh"):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    return next(w for w in assignments(world, order) if w.workshop.owner.name == name)


def test_card_and_pin_open_her_home(world, door):
    client, answer, _card = door(world.aluh)
    assert answer.url == reverse("my-home")
    assert "Aluh" in client.get(reverse("my-home")).content.decode()


def test_a_wrong_pin_says_no_and_keeps_the_door_shut(world, door):
    client, answer, _card = door(world.aluh, pin="111112")
    assert answer.status_code == 422
    assert client.get(reverse("my-home")).status_code == 302


def test_a_revoked_card_is_out_at_once(world, door):
    client, _answer, card = door(world.aluh)
    revoke_card(card.pk, reason="Hilang", by=world.budi, at=NOW)
    assert client.get(reverse("my-home")).status_code == 302


def test_the_phone_remembers_her_name_but_asks_for_the_pin(world, door):
    client, _answer, _card = door(world.aluh)
    client.post(reverse("card-leave"))
    assert "Aluh" in client.get(reverse("card-people")).content.decode()
    assert client.get(reverse("my-home")).status_code == 302


def test_she_accepts_and_reports_with_a_photo(world, door):
    work = her_offer(world)
    client, _answer, _card = door(world.aluh)
    assert reverse("offer", args=[work.pk]) in client.get(reverse("my-home")).content.decode()
    assert client.post(reverse("accept-offer", args=[work.pk]), {"pieces": ""}).url == reverse(
        "job", args=[work.pk]
    )
    answer = client.post(reverse("report-progress", args=[work.pk]), {"pieces": "2", "picture": photo()})
    assert answer.status_code == 302
    assert "/berkas/" in client.get(reverse("job", args=[work.pk])).content.decode()


def test_too_many_pieces_come_back_with_what_she_typed(world, door):
    work = her_offer(world)
    client, _answer, _card = door(world.aluh)
    answer = client.post(reverse("accept-offer", args=[work.pk]), {"pieces": "999"})
    assert answer.status_code == 422
    assert 'value="999"' in answer.content.decode()


def test_she_says_no(world, door):
    work = her_offer(world)
    client, _answer, _card = door(world.aluh)
    assert client.post(reverse("decline-offer", args=[work.pk])).url == reverse("my-home")


def test_somebody_elses_work_does_not_exist_for_her(world, door):
    work = her_offer(world, "Bariah")
    client, _answer, _card = door(world.aluh)
    assert client.get(reverse("offer", args=[work.pk])).status_code == 404
    assert client.post(reverse("accept-offer", args=[work.pk]), {"pieces": ""}).status_code == 403


def test_an_envelope_from_the_phone_counts_once(world, door):
    work = her_offer(world)
    client, _answer, _card = door(world.aluh)
    client.post(reverse("accept-offer", args=[work.pk]), {"pieces": ""})
    letter = {
        "uid": str(uuid.uuid4()), "device": "hp-1", "seq": 1, "claimed_at": "2026-08-03T01:00:00+00:00",
        "kind": "progress", "version": 1, "body": {"assignment": work.pk, "pieces": 3},
    }  # fmt: skip
    sent = [
        client.post(reverse("envelope"), json.dumps(letter), content_type="application/json").json()
        for _ in range(3)
    ]
    assert sent[0] == sent[1] == sent[2]
    broken = [
        {"uid": "x"},
        letter | {"uid": str(uuid.uuid4()), "kind": "wish"},
        letter | {"uid": str(uuid.uuid4()), "body": {"assignment": 0, "pieces": 3}},
        letter | {"uid": str(uuid.uuid4()), "body": {"assignment": work.pk}},
        letter | {"uid": str(uuid.uuid4()), "body": letter["body"] | {"picture": "no picture"}},
        letter | {"uid": str(uuid.uuid4()), "body": letter["body"] | {"pieces": 9_999}},
    ]
    for one in broken:
        answer = client.post(reverse("envelope"), json.dumps(one), content_type="application/json")
        assert (answer.status_code, bool(answer.json()["error"])) == (422, True)


def test_an_envelope_of_somebody_elses_work_is_refused(world, door):
    work = her_offer(world, "Bariah")
    client, _answer, _card = door(world.aluh)
    letter = {
        "uid": str(uuid.uuid4()), "device": "hp-1", "seq": 1, "claimed_at": "2026-08-03T01:00:00+00:00",
        "kind": "progress", "version": 1, "body": {"assignment": work.pk, "pieces": 3},
    }  # fmt: skip
    answer = client.post(reverse("envelope"), json.dumps(letter), content_type="application/json")
    assert answer.status_code == 403


def test_she_sees_her_money_and_her_slip(world, door):
    order = order_in_work(world)
    all_made(world, order)
    run = all_paid(world)
    slip = slip_of(world, run, world.aluh.party_id)
    other = slip_of(world, run, world.bariah.party_id)
    client, _answer, _card = door(world.aluh)
    assert reverse("my-slip", args=[slip.pk]) in client.get(reverse("my-money")).content.decode()
    assert client.get(reverse("my-slip-paper", args=[slip.pk])).content.startswith(b"%PDF")
    assert client.get(reverse("my-slip", args=[other.pk])).status_code == 404


def test_her_home_asks_a_constant_number_of_queries(world, door, django_assert_num_queries):
    her_offer(world)
    client, _answer, _card = door(world.aluh)
    with django_assert_num_queries(23):
        client.get(reverse("my-home"))


def test_staff_screens_are_not_hers(world, door):
    client, _answer, _card = door(world.aluh)
    assert client.get(reverse("books")).status_code == 403


def test_work_in_parts_says_so_on_the_offer_and_in_the_message(world, door):
    work = her_offer(world)
    assert len(work.weeks) > 1
    client, _answer, _card = door(world.aluh)
    page = client.get(reverse("offer", args=[work.pk])).content.decode()
    with translation.override("id"):
        told = weekly(portions(work))
    assert told
    assert all(f"<li>{words}</li>" in page for words in told)
    assert "yang pertama sampai" in client.get(reverse("my-home")).content.decode()


def test_an_answered_offer_shows_the_answer_and_no_button_also_after_back(world, door):
    work = her_offer(world)
    client, _answer, _card = door(world.aluh)
    assert client.get(reverse("offer", args=[work.pk]))["Cache-Control"] == "no-store"
    client.post(reverse("decline-offer", args=[work.pk]), {"reason": "Panen"})
    page = client.get(reverse("offer", args=[work.pk])).content.decode()
    assert "Anda menjawab tidak bisa" in page
    assert reverse("decline-offer", args=[work.pk]) not in page
    assert reverse("accept-offer", args=[work.pk]) not in page


def test_fewer_than_before_is_asked_about_and_marked(world, door):
    work = her_offer(world)
    client, _answer, _card = door(world.aluh)
    client.post(reverse("accept-offer", args=[work.pk]), {"pieces": ""})
    url = reverse("report-progress", args=[work.pk])
    client.post(url, {"pieces": "5"})
    asked = client.post(url, {"pieces": "3"})
    assert asked.status_code == 422
    assert 'name="corrects"' in asked.content.decode()
    assert client.post(url, {"pieces": "3", "corrects": "on"}).status_code == 302
    page = client.get(reverse("job", args=[work.pk])).content.decode()
    assert "dibetulkan, sebelumnya: 5" in page
    assert 'name="corrects"' not in page


def test_she_reads_what_was_found_with_its_photo_and_nobody_elses(world, door):
    order = order_in_work(world)
    work = next(one for one in assignments(world, order) if one.workshop.owner.name == "Aluh")
    lot = hand_in(work.pk, pieces=6, by=world.idah, at=NOW)
    seen = inspect(
        lot.pk, accepted=3, rework=2, rejected=1, grade="B", defects={"edge": 2}, remark="Tepi belum rapi",
        picture=photo().read(), by=world.idah, at=NOW,
    )  # fmt: skip
    client, _answer, _card = door(world.aluh)
    page = client.get(reverse("job", args=[work.pk])).content.decode()
    for word in ("Tepi belum rapi", "Ditolak", "Perbaiki lalu bawa kembali", str(seen.picture.uid)):
        assert word in page
    shown = reverse("file", args=[seen.picture.uid])
    assert client.get(shown).status_code == 200
    client.post(reverse("card-leave"))
    other, _answer, _card = door(world.bariah)
    assert other.get(shown).status_code == 404


def test_all_amounts_hide_together(world, door):
    order = order_in_work(world)
    all_made(world, order)
    all_paid(world)
    client, _answer, _card = door(world.aluh)
    page = client.get(reverse("my-money")).content.decode()
    assert "Rp" not in page.split("</details>")[-1].split("</main>")[0]
    assert "Rp" in page


def test_an_address_that_is_no_card_says_so(world, client):
    answer = client.get(reverse("card-login", args=["ngawur"]))
    assert answer.status_code == 404
    assert "bukan kartu" in answer.content.decode()
    assert client.post(reverse("card-login", args=["1.x"]), {"pin": PIN}).status_code == 404


def test_a_maker_behind_her_plan_is_asked_kindly(world, door, time_machine):
    work = first_stage(world, accepted_by_all(world))
    time_machine.move_to(NOW + timedelta(weeks=6), tick=False)
    client, _answer, _card = door(actor_of(world, work))
    page = client.get(reverse("job", args=[work.pk])).content.decode()
    assert "Bagaimana pekerjaan Anda?" in page
    assert "Yang kami tahu baru 0." in page
    report_progress(work.pk, pieces=work.accepted, by=actor_of(world, work), at=NOW)
    assert "Bagaimana pekerjaan Anda?" not in client.get(reverse("job", args=[work.pk])).content.decode()


def test_a_number_she_must_fill_in_is_not_called_optional(world, door):
    work = her_offer(world)
    client, _answer, _card = door(world.aluh)
    page = client.get(reverse("offer", args=[work.pk])).content.decode()
    label = page.partition("Berapa buah yang Anda sanggupi?")[2].partition("</label>")[0]
    assert page.count("Berapa buah yang Anda sanggupi?") == 1
    assert "boleh kosong" not in label
