"""What a visitor sends: no account, no JavaScript, nothing lost, not too often."""

import re
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sentra.orders.models import Lead
from sentra.web.public import limits
from tests.domain.orders import given
from tests.world import NOW

LIST = Path(__file__).parents[2] / "data" / "orders" / "ukuran-seragam-batik.xlsx"


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def visitor():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def shirt(world):
    return given.product(world.weavers, "kemeja", sizes=("S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL"))


def at(name, *more):
    return reverse(name, args=["galuh", *more])


def text_of(answer):
    return answer.content.decode()


def asking(made, **more):
    return {
        "name": "Rusdi", "phone": "0812 3456 7890", "rows_shown": "3", "product_0": made.pk, "pieces_0": "40",
        "message": "Untuk HUT kabupaten", "wished_on": "2026-10-01", "_once": "e" * 32,
    } | more  # fmt: skip


def leads(world):
    with given.writing(world.weavers):
        return list(Lead.objects.all())


@pytest.mark.parametrize("key", ["e" * 256, "a\0b", "kunci\n", "ключ"])
def test_a_key_that_no_page_of_ours_wrote_is_a_bad_request(visitor, shirt, key):
    assert visitor.post(at("send-enquiry"), asking(shirt, _once=key)).status_code == 400


def test_asking_takes_no_account_and_counts_once(world, visitor, shirt):
    assert "Line 3" in text_of(visitor.get(at("enquiry"), {"produk": "kemeja"}))
    said = asking(shirt, size_0_0="10", size_0_1="30")
    first, again = visitor.post(at("send-enquiry"), said), visitor.post(at("send-enquiry"), said)
    assert (first.status_code, again.status_code) == (302, 302)
    assert first.url == again.url
    (lead,) = leads(world)
    assert lead.lines[0]["sizes"] == {"S": 10, "M": 30}
    assert lead.source == Lead.Source.WEB
    page = text_of(visitor.get(first.url))
    assert "Thank you" in page
    assert "Produk kemeja" in page


def test_sizes_alone_are_enough(world, visitor, shirt):
    visitor.post(at("send-enquiry"), asking(shirt, pieces_0="", size_0_2="1.000"))
    assert leads(world)[0].lines[0]["pieces"] == 1000


def test_the_offices_own_list_is_counted_and_questions_are_told(world, visitor, shirt):
    upload = SimpleUploadedFile("ukuran.xlsx", LIST.read_bytes())
    answer = visitor.post(at("send-enquiry"), asking(shirt, pieces_0="", size_list=upload))
    assert answer.status_code == 302
    (lead,) = leads(world)
    assert lead.lines[0]["pieces"] == 412
    page = text_of(visitor.get(answer.url))
    assert "rows of your list are not clear" in page
    assert page.index(">S</span>") < page.index(">M</span>") < page.index(">XXL</span>")


def test_the_tracking_page_names_nobody(world, visitor, shirt):
    answer = visitor.post(at("send-enquiry"), asking(shirt, name="Siti Rahmah", email="siti@example.id"))
    page = text_of(visitor.get(answer.url))
    assert all(word not in page for word in ("Siti", "siti@example.id", "81234567890", "HUT kabupaten"))
    stranger = answer.url.replace("/k/galuh/", "/k/wakaroros/")
    assert visitor.get(stranger).status_code == 404


MISTAKES = {
    "no way back": {"phone": "", "email": ""},
    "no name": {"name": ""},
    "no number": {"pieces_0": ""},
    "no product": {"product_0": ""},
    "sizes that do not add up": {"size_0_0": "3"},
    "not a phone": {"phone": "halo"},
    "a strange product": {"product_0": "999999"},
    "words for a number": {"pieces_0": "banyak"},
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_keeps_every_word(world, visitor, shirt, mistake):
    answer = visitor.post(at("send-enquiry"), asking(shirt, organisation="SMPN 1", **MISTAKES[mistake]))
    page = text_of(answer)
    assert answer.status_code == 422
    assert 'role="alert"' in page
    assert "Untuk HUT kabupaten" in page
    assert "SMPN 1" in page
    assert leads(world) == []


def test_a_file_that_is_no_list_is_refused_in_words(world, visitor, shirt):
    upload = SimpleUploadedFile("foto.xlsx", b"\x89PNG not a table")
    answer = visitor.post(at("send-enquiry"), asking(shirt, pieces_0="", size_list=upload))
    assert answer.status_code == 422
    assert "is no table" in text_of(answer)


def test_products_of_others_cannot_be_asked_for(world, visitor, shirt):
    theirs = given.product(world.batik, "asing")
    assert visitor.post(at("send-enquiry"), asking(theirs)).status_code == 422


def test_more_lines_come_without_complaints(world, visitor, shirt):
    answer = visitor.post(at("send-enquiry"), asking(shirt, name="", more="1"))
    assert answer.status_code == 200
    assert 'name="product_5"' in text_of(answer)
    assert 'role="alert"' not in text_of(answer)
    assert leads(world) == []


def test_one_browser_does_not_flood_us(world, visitor, shirt):
    for n in range(limits.FROM_ONE_BROWSER):
        assert visitor.post(at("send-enquiry"), asking(shirt, _once=f"{n}" * 32)).status_code == 302
    answer = visitor.post(at("send-enquiry"), asking(shirt, _once="z" * 32))
    assert answer.status_code == 422
    assert "wait an hour" in text_of(answer)
    assert "Untuk HUT kabupaten" in text_of(answer)
    assert len(leads(world)) == limits.FROM_ONE_BROWSER


def test_a_machine_with_many_browsers_is_stopped_by_its_address(world, shirt, monkeypatch):
    monkeypatch.setattr(limits, "FROM_ONE_PLACE", 3)
    answers = [
        Client(REMOTE_ADDR="203.0.113.9")
        .post(at("send-enquiry"), asking(shirt, _once=f"{n}" * 32))
        .status_code
        for n in range(5)
    ]
    assert answers == [302, 302, 302, 422, 422]


KEY = re.compile(r'name="_once" value="([^"]+)"')


def test_a_key_that_was_used_comes_back_fresh_and_the_form_can_be_sent(world, visitor, shirt):
    first = asking(shirt, name="Rusdi")
    assert visitor.post(at("send-enquiry"), first).status_code == 302
    again = visitor.post(at("send-enquiry"), asking(shirt, name="Hasanah"))  # the same key, other words
    assert again.status_code == 422
    (key,) = KEY.findall(text_of(again))
    assert key != first["_once"]
    assert visitor.post(at("send-enquiry"), asking(shirt, name="Hasanah", _once=key)).status_code == 302
    assert {lead.name for lead in leads(world)} == {"Rusdi", "Hasanah"}


def test_a_key_that_was_refused_stays(world, visitor, shirt):
    refused = visitor.post(at("send-enquiry"), asking(shirt, name=""))
    assert KEY.findall(text_of(refused)) == ["e" * 32]


def test_a_wrong_phone_and_a_wrong_sum_are_said_together(world, visitor, shirt):
    said = asking(shirt, phone="12", size_0_0="10", size_0_1="20")
    page = text_of(visitor.post(at("send-enquiry"), said))
    assert "This is not a phone number." in page
    assert "add up to 30, not to 40" in page
    assert leads(world) == []


def test_a_damaged_list_is_answered_in_the_buyers_words(world, visitor, shirt):
    for content, words in ((b"PK\x03\x04 broken", "damaged"), (b"a,b\n1,2\n", "No column of sizes")):
        upload = SimpleUploadedFile("ukuran.xlsx", content)
        page = visitor.post(
            at("send-enquiry"), asking(shirt, pieces_0="", size_list=upload, _once=words[:1] * 32)
        )
        assert page.status_code == 422
        assert words in text_of(page)
        assert "makers was found" not in text_of(page)
        assert "How many pieces?" not in text_of(page)


def test_a_list_without_a_product_asks_for_the_product_and_for_the_file_again(world, visitor, shirt):
    upload = SimpleUploadedFile("ukuran.xlsx", LIST.read_bytes())
    said = asking(shirt, product_0="", pieces_0="", message="", size_list=upload)
    page = text_of(visitor.post(at("send-enquiry"), said))
    assert "Choose the product this list is for." in page
    assert "Choose “ukuran.xlsx” again" in page
    assert "Name a product or write" not in page
    assert "Rusdi" in page


def test_the_draft_says_that_it_came_back(world, visitor):
    page = text_of(visitor.get(at("enquiry")))
    assert "data-draft-note" in page
    assert "Start empty" in page
