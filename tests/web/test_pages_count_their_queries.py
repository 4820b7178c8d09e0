"""What the remaining pages cost in queries, exactly: a page that grows says so here.

Lists have their own tests beside their screens, with few rows and with many.
"""

import pytest
from django.urls import reverse

from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.people.cards import new_secret
from sentra.people.models import User
from sentra.people.operations import issue_card
from sentra.production.operations import accept_offer, offer_plan
from tests.domain.capital.given import all_made, all_paid, order_in_work, slip_of
from tests.domain.production.given import assignments, split
from tests.world import NOW, TODAY

PIN = "482615"


def asked(client, url, count, django_assert_num_queries):
    with django_assert_num_queries(count):
        assert client.get(url).status_code == 200


@pytest.mark.parametrize(("name", "count"), [("front", 1), ("card-people", 0), ("account_login", 0)])
def test_doors(world, client, name, count, django_assert_num_queries):
    asked(client, reverse(name), count, django_assert_num_queries)


@pytest.fixture
def tari(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=world.tari.user_id))
    return client


@pytest.mark.parametrize(
    ("name", "args", "count"),
    [("books", [], 11), ("account", ["1-1200"], 10), ("new-entry", [], 10), ("entry", None, 11)],
)
def test_books(world, tari, name, args, count, django_assert_num_queries):
    lines = [Line("1-1200", 5_000, None), Line("3-1300", -5_000, None)]
    booked = post_entry(TODAY, "Modal", lines, by=world.tari, at=NOW)
    asked(tari, reverse(name, args=[booked.pk] if args is None else args), count, django_assert_num_queries)


@pytest.fixture
def aluh(world, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    secret = new_secret()
    issue_card(world.aluh.party_id, secret=secret, pin=PIN, by=world.budi, at=NOW)
    client.post(reverse("card-login", args=[f"{world.weavers.pk}.{secret}"]), {"pin": PIN})
    return client


@pytest.mark.parametrize(
    ("name", "count"), [("my-work", 14), ("my-money", 18), ("my-card", 13), ("my-help", 12)]
)
def test_her_pages(world, aluh, name, count, django_assert_num_queries):
    asked(aluh, reverse(name), count, django_assert_num_queries)


def test_her_offer_and_her_job(world, aluh, django_assert_num_queries):
    order, plan = split(world)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    work = next(one for one in assignments(world, order) if one.workshop.owner.name == "Aluh")
    asked(aluh, reverse("offer", args=[work.pk]), 16, django_assert_num_queries)
    accept_offer(work.pk, by=world.aluh, at=NOW)
    asked(aluh, reverse("job", args=[work.pk]), 17, django_assert_num_queries)


def test_her_slip(world, aluh, django_assert_num_queries):
    order = order_in_work(world)
    all_made(world, order)
    slip = slip_of(world, all_paid(world), world.aluh.party_id)
    asked(aluh, reverse("my-slip", args=[slip.pk]), 16, django_assert_num_queries)
