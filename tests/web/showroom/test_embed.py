"""The card for other sites: the one address that may stand in a stranger's frame, with nothing to misuse."""

import pytest
from django.urls import reverse

from sentra.crafts.models import Product
from tests.domain.orders.given import writing
from tests.web.showroom.given import at, foreign, in_district, shelf, text, visitor


@pytest.fixture
def tas(world):
    return shelf(world)


def framed(answer):
    """Who may frame it, by both headers that say so."""
    rules = [one.strip().split(" ") for one in answer["Content-Security-Policy"].split(";")]
    return {one[0]: one[1:] for one in rules}["frame-ancestors"], answer.get("X-Frame-Options")


def test_the_card_may_be_framed_and_nothing_else(world, tas):
    assert framed(visitor().get(at("card", "tas-purun"))) == (["*"], None)
    others = [
        at("home"), at("goods"), at("product", "tas-purun"), in_district("home"), "/",
        at("card", "tidak-ada"), reverse("enquiry", args=["galuh"]), reverse("account_login"),
        at("privacy"), at("map"),
    ]  # fmt: skip
    for one in others:
        assert framed(visitor().get(one)) == (["'none'"], "DENY"), one


def test_the_rest_of_the_policy_stays(world, tas):
    card = visitor().get(at("card", "tas-purun"))["Content-Security-Policy"]
    page = visitor().get(at("home"))["Content-Security-Policy"]
    assert card.replace("frame-ancestors *", "frame-ancestors 'none'") == page


def test_it_holds_no_form_no_script_no_cookie(world, tas, django_assert_num_queries):
    with django_assert_num_queries(2):
        answer = visitor().get(at("card", "tas-purun"))
    page = text(answer)
    assert not answer.cookies
    assert not [one for one in ("<form", "<script", "<input") if one in page]
    assert 'target="_blank"' in page
    assert "Rp185.000" in page
    assert at("product", "tas-purun") in page


def test_only_of_what_is_shown_here(world, tas):
    foreign(world)
    assert visitor().get(at("card", "kain")).status_code == 404
    with writing(world.weavers):
        Product.objects.filter(pk=tas.pk).update(published=False)
    assert visitor().get(at("card", "tas-purun")).status_code == 404
