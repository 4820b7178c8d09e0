"""The quotation form: everything that is wrong at once; a new one like one that is over; sleeves stay."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from sentra.orders.facts import WishedLine
from sentra.orders.models import Lead
from sentra.orders.operations import lapse_quotations, make_enquiry
from sentra.orders.queries import lead_list
from sentra.people.models import User
from sentra.web.actors import guest_of
from tests.domain.orders import given
from tests.world import NOW, TODAY


@pytest.fixture(autouse=True)
def clock(time_machine):
    time_machine.move_to(NOW, tick=False)
    return time_machine


@pytest.fixture
def desk(world):
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


def test_all_mistakes_are_said_at_once(world, desk):
    made = given.product(world.weavers, sizes=("S", "M"))
    said = {
        "name": "Dinas", "buyer_kind": "public_office", "phone": "12", "rows_shown": "3",
        "product_0": made.pk, "pieces_0": "40", "price_0": "-5", "size_0_0": "3",
        "promised_on": "2020-01-01", "expires_on": "2020-01-01", "down_payment_permille": "150",
        "payment_days": "900", "tolerance_permille": "50", "_once": "a" * 32,
    }  # fmt: skip
    page = desk.post(reverse("save-quote"), said)
    assert page.status_code == 422
    for words in (
        "not a phone number", "below zero", "hold until today", "must be in the future", "less than or equal",
        "due within a year", "at most 20 percent", "add up to 3, not to 40",
    ):  # fmt: skip
        assert words in page.content.decode(), words


def test_an_ended_quotation_leads_to_a_new_one_like_it(world, desk, clock):
    order = given.quoted(world)
    clock.move_to(NOW + timedelta(days=20), tick=False)
    lapse_quotations(today=TODAY + timedelta(days=20), by=world.mira, at=NOW + timedelta(days=20))
    desk.force_login(User.objects.get(pk=world.mira.user_id))  # three weeks later she signs in again
    page = desk.get(reverse("order", args=[order.pk])).content.decode()
    assert "make a new one like it" in page
    form = desk.get(reverse("quote"), {"seperti": order.pk}).content.decode()
    assert "Dinas Pendidikan HSU" in form
    assert "185.000" in form
    assert str(TODAY + timedelta(days=34)) in form


def test_sleeves_of_the_list_stand_beside_the_line(world, desk):
    made = given.product(world.weavers, sizes=("M", "L"))
    lead = make_enquiry(given.enquiry(WishedLine(made.pk, 5)), by=guest_of(world.weavers), at=NOW)
    with given.writing(world.weavers):
        line = {"product": made.pk, "pieces": 5, "sizes": {"M": 3, "L": 2}}
        line["sleeves"] = {"L": {"long": 2}, "M": {"long": 1, "short": 2}}
        Lead.objects.filter(pk=lead.pk).update(lines=[line])
    form = desk.get(reverse("quote"), {"lead": lead.pk}).content.decode()
    assert 'value="Lengan panjang: M 1, L 2; lengan pendek: M 2"' in form


def test_enquiries_are_listed_by_their_day(world):
    first, second, third = (
        make_enquiry(given.enquiry(), by=guest_of(world.weavers), at=NOW - timedelta(days=ago))
        for ago in (1, 5, 3)
    )
    with given.writing(world.weavers):
        page = lead_list(size=2)
        assert [one.lead.pk for one in page.rows] == [first.pk, third.pk]
        assert [one.lead.pk for one in lead_list(after=page.after, size=2).rows] == [second.pk]
