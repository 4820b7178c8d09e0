"""Other orders that want the same makers are named; several are split at once by plain forms."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.production.models import Assignment, Plan
from sentra.production.operations import offer_plan, split_order
from tests.domain.orders.given import writing
from tests.domain.production.given import assignments
from tests.domain.production.test_together import LARGE, URGENT, order_of, two  # noqa: F401
from tests.world import NOW


def text_of(answer):
    return answer.content.decode()


def page_of(client, order):
    return text_of(client.get(reverse("split", args=[order.pk])))


PAGE, ACT = "/pesanan/bagi-bersama/", "/pesanan/bagi-bersama/buat/"


def test_the_split_page_names_the_other_order_and_leads_there(world, mira, two):  # noqa: F811
    large, urgent = two
    page = page_of(mira, large)
    assert f"Order {urgent}" in page
    assert f"{URGENT} pieces without a maker" in page
    assert "3 makers could work on both" in page
    assert reverse("split", args=[urgent.pk]) in page
    assert f"{PAGE}?orders={large.pk}&amp;orders={urgent.pk}" in page


def test_nobody_is_named_once_the_other_is_offered_or_for_who_only_looks(world, mira, two, browser_of):  # noqa: F811
    large, urgent = two
    assert "could work on both" not in page_of(browser_of(world.tari), large)
    offer_plan(split_order(urgent.pk, by=world.mira, at=NOW).pk, by=world.mira, at=NOW)
    assert "could work on both" not in page_of(mira, large)


def test_home_and_list_lead_there_while_two_wait(world, mira, two):  # noqa: F811
    for name in ("home", "orders"):
        page = text_of(mira.get(reverse(name)))
        assert "Split 2 orders together" in page
        assert PAGE in page
    split_order(two[0].pk, by=world.mira, at=NOW)
    for name in ("home", "orders"):
        assert PAGE not in text_of(mira.get(reverse(name)))


def test_ticked_orders_are_split_once_and_say_what_comes(world, mira, two):  # noqa: F811
    large, urgent = two
    assert text_of(mira.get(PAGE)).count(" checked") == 2
    for _ in range(2):
        answer = mira.post(ACT, {"orders": [large.pk, urgent.pk], "_once": "d" * 32})
        assert answer.status_code == 302
    with writing(world.weavers):
        assert Plan.objects.count() == 2
    page = text_of(mira.get(answer.url))
    assert page.count("in time") == 2
    shares = page_of(mira, urgent)
    assert "Split together with:" in shares
    assert "All orders split together count" in shares or "count" not in shares
    assert "this order would cost" not in shares
    assert "Offer to all" in shares
    assert "could work on both" not in shares  # they were weighed against each other already
    assert text_of(mira.get(PAGE)).count("Look it over, then offer") == 2
    split_order(large.pk, by=world.mira, at=NOW)  # alone again: what was weighed together no longer holds
    assert f"{LARGE} pieces proposed but not offered" in page_of(mira, urgent)


def test_a_refusal_keeps_the_ticks(world, mira, two):  # noqa: F811
    large, _urgent = two
    answer = mira.post(ACT, {"orders": [large.pk]})
    assert answer.status_code == 422
    page = text_of(answer)
    assert "Choose at least two orders." in page
    assert page.count(" checked") == 1
    empty = mira.post(ACT, {})
    assert empty.status_code == 422
    assert " checked" not in text_of(empty)
    assert mira.post(ACT, {"orders": [large.pk, "x"]}).status_code == 422
    assert mira.post(ACT, {"orders": [large.pk, 999_999]}).status_code == 404
    assert not assignments(world, large)


def test_who_may_not_plan_and_a_stranger_see_nothing(world, two, browser_of):  # noqa: F811
    assert browser_of(world.tari).get(PAGE).status_code == 403
    stranger = browser_of(world.zahra)
    assert "Fewer than two orders" in text_of(stranger.get(PAGE))
    assert stranger.post(ACT, {"orders": [one.pk for one in two]}).status_code == 404


def test_a_share_is_taken_as_always(world, mira, two):  # noqa: F811
    mira.post(ACT, {"orders": [one.pk for one in two]})
    for order in two:
        with writing(world.weavers):
            plan = Plan.objects.get(order=order)
        assert (
            mira.post(reverse("offer-plan", args=[order.pk, plan.pk]), {"answer_by": ""}).status_code == 302
        )
        assert {one.state for one in assignments(world, order)} == {Assignment.State.OFFERED}


@pytest.mark.parametrize("path", [PAGE, "split"])
def test_more_orders_ask_no_more_queries(world, mira, two, path):  # noqa: F811
    where = reverse("split", args=[two[0].pk]) if path == "split" else path

    def queries():
        mira.get(where)
        with CaptureQueriesContext(connection) as asked:
            mira.get(where)
        return len(asked)

    before = queries()
    order_of(world, "lagi", 5, 30)
    order_of(world, "lagi-lagi", 5, 30)
    assert queries() == before
