"""The buyer's own page: the link is enough to read, to agree, to decline, to answer; nothing else is."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from sentra.kernel.models import AuditRow, Notice
from sentra.orders.facts import WishedLine
from sentra.orders.models import Lead, Order
from sentra.orders.operations import change_quotation, make_enquiry
from sentra.orders.queries import lead_story
from sentra.web.actors import guest_of
from tests.domain.orders import given
from tests.web.public.test_public import LIST
from tests.world import NOW


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def buyer():
    return Client(headers={"accept-language": "en"})


@pytest.fixture
def offered(world):
    """A quotation that answers an enquiry."""
    made = given.product(world.weavers)
    lead = make_enquiry(given.enquiry(WishedLine(made.pk, 40)), by=guest_of(world.weavers), at=NOW)
    return lead, given.quoted(world, given.line(made), lead_id=lead.pk)


def at(name, uid, *more, slug="galuh"):
    return reverse(name, args=[slug, uid, *more])


def seen(order):
    return {"offered_at": order.quoted_at.isoformat(), "_once": uuid4().hex}


def text(answer):
    return answer.content.decode()


def test_the_page_shows_price_letter_and_two_buttons(offered, buyer):
    lead, order = offered
    page = text(buyer.get(at("enquiry-sent", lead.uid)))
    assert "Rp7.400.000" in page
    assert "Please answer by" in page
    assert at("agree-to-quotation", lead.uid, order.pk) in page
    assert at("decline-own-quotation", lead.uid, order.pk) in page
    assert "Rusdi" not in page
    letter = buyer.get(at("tracking-paper", lead.uid, order.pk, "quotation"))
    assert letter.content.startswith(b"%PDF")
    assert buyer.get(at("tracking-paper", lead.uid, order.pk, "confirmation")).status_code == 404
    assert buyer.get(at("tracking-paper", lead.uid, order.pk, "receipt")).status_code == 404


def test_her_yes_counts_once_and_freezes(world, offered, buyer):
    lead, order = offered
    for _again in range(2):
        answer = buyer.post(at("agree-to-quotation", lead.uid, order.pk), seen(order))
        assert answer.url == at("enquiry-sent", lead.uid)
    assert given.again(order).stage == Order.Stage.ACCEPTED
    with given.writing(world.weavers):
        assert Notice.objects.filter(name="quotation_accepted", to="role:chair").count() == 1
        row = AuditRow.objects.filter(operation="orders.agree_to_quotation").first()
        assert row.user_id is None
        assert str(lead.uid) not in str(row.details)
    page = text(buyer.get(answer.url))
    assert "The order is agreed." in page
    assert "Work starts when the down payment has arrived: Rp2.220.000." in page
    assert "Yes, I agree" not in page
    refused = buyer.post(at("decline-own-quotation", lead.uid, order.pk), {"_once": "c" * 32})
    assert "already agreed" in text(refused)


def test_her_no_needs_no_reason(world, offered, buyer):
    lead, order = offered
    for _again in range(2):
        buyer.post(at("decline-own-quotation", lead.uid, order.pk), {"reason": "", "_once": uuid4().hex})
    assert given.again(order).stage == Order.Stage.LAPSED
    with given.writing(world.weavers):
        assert Notice.objects.filter(name="quotation_declined", to="role:manager").count() == 1
    assert "It was declined." in text(buyer.get(at("enquiry-sent", lead.uid)))
    late = buyer.post(at("agree-to-quotation", lead.uid, order.pk), seen(order))
    assert late.status_code == 422


def test_an_offer_that_ended_says_what_to_do(world, offered, buyer, clock):
    lead, order = offered
    clock.move_to(NOW + timedelta(days=15), tick=False)
    page = text(buyer.get(at("enquiry-sent", lead.uid)))
    assert "Ask us for a new one" in page
    assert "Yes, I agree" not in page
    answer = buyer.post(at("agree-to-quotation", lead.uid, order.pk), seen(order))
    assert answer.status_code == 422
    assert "This quotation ended on" in text(answer)
    assert given.again(order).stage == Order.Stage.QUOTED


def test_a_changed_offer_is_read_again_first(world, offered, buyer):
    lead, order = offered
    (own,) = given.lines_of(order)
    dearer = given.offer(given.QuotedLine(own.product_id, 40, 300_000))
    change_quotation(order.pk, dearer, by=world.mira, at=NOW + timedelta(minutes=1))
    answer = buyer.post(at("agree-to-quotation", lead.uid, order.pk), seen(order))
    assert "changed meanwhile" in text(answer)
    assert given.again(order).stage == Order.Stage.QUOTED


def test_nobody_answers_without_the_right_link(world, offered, buyer):
    lead, order = offered
    other = make_enquiry(given.enquiry(), by=guest_of(world.weavers), at=NOW)
    for uid, slug in (
        (other.uid, "galuh"),
        (uuid4(), "galuh"),
        (order.uid, "galuh"),
        (lead.uid, "wakaroros"),
    ):
        for name in ("agree-to-quotation", "decline-own-quotation"):
            answer = buyer.post(at(name, uid, order.pk, slug=slug), seen(order))
            assert answer.status_code == 404, (uid, slug, name)
        paper = at("tracking-paper", uid, order.pk, "quotation", slug=slug)
        assert buyer.get(paper).status_code == 404
    assert given.again(order).stage == Order.Stage.QUOTED


def test_an_order_without_an_enquiry_has_its_page_too(world, buyer):
    order = given.quoted(world)
    assert "Yes, I agree" in text(buyer.get(at("enquiry-sent", order.uid)))
    buyer.post(at("agree-to-quotation", order.uid, order.pk), seen(order))
    assert given.again(order).stage == Order.Stage.ACCEPTED


def test_she_answers_her_list_in_one_form_and_only_what_is_open(world, buyer):
    shirt = given.product(world.weavers, "kemeja", sizes=("S", "M", "L", "XL", "XXL", "3XL", "4XL", "5XL"))
    upload = SimpleUploadedFile("ukuran.xlsx", LIST.read_bytes())
    said = {
        "name": "Rusdi", "phone": "0812 3456 7890", "rows_shown": "3", "product_0": shirt.pk,
        "pieces_0": "", "size_list": upload, "_once": "e" * 32,
    }  # fmt: skip
    page = buyer.post(reverse("send-enquiry", args=["galuh"]), said).url
    with given.writing(world.weavers):
        lead = Lead.objects.get()
        waiting = lead_story(lead.pk).open_questions
    one = waiting[0].position
    form = text(buyer.get(page))
    assert len(re.findall(r'name="size_\d+"', form)) == len(waiting) > 1
    buyer.post(at("answer-own-sizes", lead.uid), {f"size_{one}": "M", "_once": "1" * 32})
    buyer.post(at("answer-own-sizes", lead.uid), {f"size_{one}": "S", "_once": "2" * 32})
    with given.writing(world.weavers):
        told = lead_story(lead.pk)
    assert len(told.open_questions) == len(waiting) - 1
    assert told.questions[0].answer == "M"  # the second found it answered


def test_the_chat_carries_the_link(world, offered):
    from sentra.people.models import User

    lead, order = offered
    staff = Client(headers={"accept-language": "en"})
    staff.force_login(User.objects.get(pk=world.mira.user_id))
    page = text(staff.get(reverse("order", args=[order.pk])))
    assert re.search(rf"wa\.me/6281234567890\?text=[^\"]*permintaan/{lead.uid}/", page)
