"""A share behind its plan is named on the order, at home and on her phone; its rest can be taken back."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from sentra.production.models import Assignment
from sentra.production.operations import report_progress
from tests.domain.orders.given import writing
from tests.domain.production.given import accepted_by_all, actor_of, assignments
from tests.domain.quality.test_behind import first_stage
from tests.world import NOW


@pytest.fixture
def slow(world, time_machine):
    order = accepted_by_all(world)
    work = first_stage(world, order)
    report_progress(work.pk, pieces=1, by=actor_of(world, work), at=NOW)
    time_machine.move_to(NOW + timedelta(weeks=4), tick=False)
    return order, work


def text_of(answer):
    return answer.content.decode()


def test_order_and_home_name_who_is_behind(world, slow, mira):
    order, work = slow
    page = text_of(mira.get(reverse("order", args=[order.pk])))
    assert "behind" in page
    assert "1 done, " in page
    assert reverse("rest", args=[order.pk, work.pk]) in page
    home = text_of(mira.get(reverse("home")))
    assert "behind" in home


def test_nobody_is_named_while_the_plan_holds(world, mira):
    order = accepted_by_all(world)
    assert "behind" not in text_of(mira.get(reverse("order", args=[order.pk])))
    assert "behind" not in text_of(mira.get(reverse("home")))


def test_who_only_looks_sees_it_without_the_button(world, browser_of, slow):
    order, work = slow
    page = text_of(browser_of(world.idah).get(reverse("order", args=[order.pk])))
    assert "behind" in page
    assert reverse("rest", args=[order.pk, work.pk]) not in page
    assert browser_of(world.idah).get(reverse("rest", args=[order.pk, work.pk])).status_code == 403


def test_the_preview_says_what_comes_and_writes_nothing(world, slow, mira):
    order, work = slow
    mira.get(reverse("home"))
    with CaptureQueriesContext(connection) as asked:
        page = text_of(mira.get(reverse("rest", args=[order.pk, work.pk])))
    assert len(asked) <= 90
    assert "Stays hers" in page
    assert f'name="pieces" value="{work.accepted - 1}"' in page
    assert "Who would be asked" in page
    assert "The whole plan costs" in page or "would have no maker" in page
    assert {one.pk: one.accepted for one in assignments(world, order)}[work.pk] == work.accepted


def test_the_rest_is_taken_back_with_a_reason_once(world, slow, mira):
    order, work = slow
    url = reverse("take-rest", args=[order.pk, work.pk])
    answer = mira.post(url, {"pieces": work.accepted - 1, "reason": ""})
    assert answer.status_code == 422
    mark = re.search(r'name="mark" value="(\w{16})"', text_of(answer))[1]
    other = {"pieces": work.accepted - 1, "reason": "Sakit", "mark": "0" * 16}
    assert mira.post(url, other).status_code == 422
    for _ in range(2):
        said = {"pieces": work.accepted - 1, "reason": "Sakit", "mark": mark, "_once": "c" * 32}
        assert mira.post(url, said).status_code == 302
    with writing(world.weavers):
        assert Assignment.objects.get(pk=work.pk).accepted == 1
    split = text_of(mira.get(reverse("split", args=[order.pk])))
    assert f"{work.accepted - 1} pieces taken back" in split


def test_another_orders_share_is_not_found(world, slow, mira):
    _order, work = slow
    assert mira.get(reverse("rest", args=[999_999, work.pk])).status_code == 404
    assert mira.post(reverse("take-rest", args=[999_999, work.pk]), {"pieces": 1}).status_code == 404
