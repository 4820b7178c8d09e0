"""The chair's desk, the front page and the inspector's screens: who sees them, how many queries they cost."""

import pytest
from django.urls import reverse

from sentra.people.models import User
from sentra.production.operations import decline_offer, offer_plan
from sentra.quality.operations import hand_in
from tests.domain.orders.given import accepted, line, product
from tests.domain.production.given import accepted_by_all, actor_of, assignments, split
from tests.world import NOW


@pytest.fixture
def as_(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)

    def sign_in(actor):
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return sign_in


def test_everybody_sees_the_front_page_and_health(world, client):
    assert client.get(reverse("front")).status_code == 200
    assert client.get(reverse("healthz")).content == b"ok"
    assert client.get(reverse("readyz")).content == b"ok"


def test_an_officer_starts_at_the_offices_home(world, as_):
    home = as_(world.omar).get(reverse("home")).content.decode()
    assert reverse("registry") in home
    assert reverse("aid-desk") in home


def test_a_decline_stands_on_the_desk_and_opens_the_split(world, as_):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = assignments(world, order)[0]
    decline_offer(work.pk, reason="Panen", by=actor_of(world, work), at=NOW)
    assert reverse("split", args=[order.pk]) in as_(world.mira).get(reverse("home")).content.decode()


def test_the_desk_costs_the_same_with_one_order_and_with_three(world, as_, django_assert_max_num_queries):
    accepted_by_all(world)
    mira = as_(world.mira)
    with django_assert_max_num_queries(48) as one:
        mira.get(reverse("home"))
    for code in ("topi", "tikar"):
        accepted(world, line(product(world.weavers, code), 10))
    with django_assert_max_num_queries(48) as three:
        mira.get(reverse("home"))
    assert len(three) == len(one)


def test_inspection_costs_the_same_with_one_lot_and_with_three(world, as_, django_assert_max_num_queries):
    order = accepted_by_all(world)
    works = [work for work in assignments(world, order) if work.stage.position == 1]
    idah = as_(world.idah)
    lots = [hand_in(works[0].pk, pieces=1, by=world.idah, at=NOW)]
    with django_assert_max_num_queries(20) as one:
        idah.get(reverse("lots"))
    lots += [hand_in(works[0].pk, pieces=1, by=world.idah, at=NOW) for _ in range(2)]
    with django_assert_max_num_queries(20) as three:
        assert idah.get(reverse("lots")).status_code == 200
    assert len(three) == len(one)
    with django_assert_max_num_queries(16):
        assert idah.get(reverse("lot", args=[lots[0].pk])).status_code == 200
    with django_assert_max_num_queries(20):
        assert idah.get(reverse("hand-in", args=[works[0].pk])).status_code == 200
    assert as_(world.zahra).get(reverse("lot", args=[lots[0].pk])).status_code == 404
    assert as_(world.tari).post(reverse("inspect", args=[lots[0].pk]), {}).status_code == 403
