"""What can be promised, on a page: the honest day, other ways, and a quotation that starts from one of
them."""

from datetime import date
from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sentra.orders.facts import WishedLine
from sentra.orders.operations import make_enquiry
from sentra.people.models import User
from tests.domain.orders import given as orders
from tests.domain.production import given
from tests.world import NOW, World


@pytest.fixture(autouse=True)
def _clock(time_machine):
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def mira(world: World) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(User.objects.get(pk=world.mira.user_id))
    return client


@pytest.fixture
def made(world: World):
    product = orders.product(world.weavers)
    given.able(world, product)
    return product


def ask(client: Client, **said: object):
    return client.get("/janji/", {name: str(value) for name, value in said.items()})


def test_the_answer_has_a_day_the_money_and_leads_to_a_quotation(world, mira, made):
    page = ask(mira, product_0=made.pk, pieces_0=30)
    text = page.content.decode()
    assert page.status_code == 200
    assert "Yes: ready on" in text
    assert "Down payment to ask for" in text
    link = unescape(text.split('href="/penawaran/baru/')[1].split('"')[0])
    quote = mira.get(f"/penawaran/baru/{link}").content.decode()
    assert 'value="30"' in quote
    assert made.name in quote


def test_too_early_a_wish_names_the_day_and_other_ways(world, mira, made):
    text = ask(mira, product_0=made.pk, pieces_0=300, wished_on="2026-08-20").content.decode()
    assert "Not by the wished day. Earliest:" in text
    for way in ("Sooner, with longer days", "Fewer pieces", "One stage less"):
        assert way in text


def test_nobody_can_make_it(world, mira):
    text = ask(mira, product_0=orders.product(world.weavers).pk, pieces_0=5).content.decode()
    assert "Nobody here can make all of this within a year" in text


@pytest.mark.parametrize(
    "said", [{"product_0": ""}, {"pieces_0": "0"}, {"pieces_0": "999999"}, {"wished_on": "31/31"}]
)
def test_a_mistake_keeps_what_was_typed_and_answers_nothing(world, mira, made, said):
    page = ask(mira, **({"product_0": made.pk, "pieces_0": 12} | said))
    assert page.status_code == 200
    assert "Down payment to ask for" not in page.content.decode()
    assert 'role="alert"' in page.content.decode()


def test_an_enquiry_asks_by_itself_and_links_here(world, mira, made):
    lead = make_enquiry(orders.enquiry(WishedLine(made.pk, 24)), by=world.mira, at=NOW)
    assert f"/janji/?lead={lead.pk}" in mira.get(f"/permintaan/{lead.pk}/").content.decode()
    page = mira.get(f"/janji/?lead={lead.pk}", follow=True)
    assert "24" in page.content.decode()
    assert "Ways to fill the wish" in page.content.decode()


def test_who_may_not_quote_may_not_ask(world, made):
    client = Client()
    client.force_login(User.objects.get(pk=world.zahra.user_id))
    assert ask(client, product_0=made.pk, pieces_0=3).status_code in (200, 403)
    assert made.name not in ask(client, product_0=made.pk, pieces_0=3).content.decode()


def test_queries_do_not_grow_with_pieces(world, mira, made):
    counts = []
    for pieces in (5, 200):
        with CaptureQueriesContext(connection) as seen:
            ask(mira, product_0=made.pk, pieces_0=pieces, wished_on="2026-09-05")
        counts.append(len(seen))
    assert max(counts) - min(counts) <= 3  # a way more asks the pool once more
    assert max(counts) <= 40


def test_fewer_pieces_for_an_enquiry_are_quoted_as_fewer(world, mira, made):
    facts = orders.enquiry(WishedLine(made.pk, 300), wished_on=date(2026, 8, 20))
    lead = make_enquiry(facts, by=world.mira, at=NOW)
    page = mira.get(f"/janji/?lead={lead.pk}", follow=True).content.decode()
    links = [unescape(one.split('"')[0]) for one in page.split('href="/penawaran/baru/')[1:]]
    whole, fewer = (next(one for one in links if ("pieces_0" in one) is other) for other in (False, True))
    assert 'name="pieces_0" value="300"' in mira.get(f"/penawaran/baru/{whole}").content.decode()

    quote = mira.get(f"/penawaran/baru/{fewer}").content.decode()
    pieces = int(dict(parse_qsl(fewer.lstrip("?")))["pieces_0"])
    assert 0 < pieces < 300
    assert f'name="pieces_0" value="{pieces}"' in quote
    assert "Dinas Pendidikan" in quote, "the buyer is still the one who asked"
