"""Every row once, in order, whatever the size of a page; filters leave only what they say."""

import psycopg
import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sentra.crafts.models import Product
from sentra.showroom.models import ShowroomListing
from sentra.showroom.queries import Filters, Order, catalogue, facets, listing, makers, motifs
from tests.domain.orders.given import writing
from tests.domain.showroom.given import agree, bag, lives_in
from tests.world import World

NAMES = ("Tas purun", "Tikar purun", "Topi tas", "Lampit rotan")


def fill(world, prices):
    with writing(world.weavers):
        Product.objects.all().delete()
        Product.objects.bulk_create(
            Product(code=f"p-{n}", name=NAMES[n % 4], description="Tas juga." if n % 3 else "",
                    craft_id="lainnya", price_idr=price, published=True)
            for n, price in enumerate(prices)
        )  # fmt: skip


def walked(filters, size):
    cards, after = [], ""
    for _page in range(200):
        page = catalogue(filters, after, size)
        cards += page.cards
        after = page.after
        if not after:
            return cards
        assert len(page.cards) == size
    raise AssertionError("never ends")


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    prices=st.lists(st.integers(1, 4), max_size=25),
    size=st.integers(1, 7),
    order=st.sampled_from(Order),
    text=st.sampled_from(["", "tas", "purun tas", "tas lampit"]),
)
def test_every_row_once_and_in_order(world, prices, size, order, text):
    fill(world, prices)
    cards = walked(Filters(text=text, order=order), size)
    whole = catalogue(Filters(text=text, order=order), size=100).cards
    assert [card.code for card in cards] == [card.code for card in whole]
    assert len({card.code for card in cards}) == len(cards)
    if not text:
        assert len(cards) == len(prices)
        told = [card.price_idr for card in cards]
        if order is not Order.NEWEST:
            assert told == sorted(told, reverse=order is Order.DEAREST)


def test_a_row_added_in_between_moves_nobody(world):
    fill(world, [1, 2, 3, 4])
    first = catalogue(Filters(order=Order.CHEAPEST), size=2)
    with writing(world.weavers):
        Product.objects.create(code="new", name="Baru", craft_id="lainnya", price_idr=1, published=True)
    second = catalogue(Filters(order=Order.CHEAPEST), first.after, 2)
    assert [card.price_idr for card in second.cards] == [3, 4]


@pytest.mark.parametrize(
    "after", ["x", "1.2.3", "9.9.9.9.9", "-1.0.0.0", "0.0.0.99999999999999999999", "٣.0.0.1"]
)
def test_a_cursor_nobody_gave_out_starts_at_the_beginning(world, after):
    fill(world, [1, 2])
    assert len(catalogue(Filters(), after).cards) == 2


def test_filters(world):
    tas = bag(world)
    agree(world)
    village = lives_in(world)
    uid = ShowroomListing.objects.get().maker_uids[0]
    right = [
        {"slug": "galuh"}, {"district": "63.08"}, {"craft": "anyaman-purun"}, {"motif": tas.motif_id},
        {"maker": uid}, {"village": village.code}, {"least_idr": 185_000}, {"most_idr": 185_000},
        {"ready": False}, {"finish": "finished"},
    ]  # fmt: skip
    wrong = [
        {"slug": "x"}, {"district": "64.08"}, {"craft": "batik-tulis"}, {"motif": 0},
        {"maker": world.weavers.uid},
        {"village": "63.08.01"}, {"least_idr": 185_001}, {"most_idr": 184_999}, {"ready": True},
        {"finish": "raw"},
    ]  # fmt: skip
    assert [len(catalogue(Filters(**one)).cards) for one in right] == [1] * len(right)
    assert [len(catalogue(Filters(**one)).cards) for one in wrong] == [0] * len(wrong)


def test_one_product_and_what_one_may_choose_from(world, django_assert_num_queries):
    bag(world)
    agree(world)
    village = lives_in(world)
    with django_assert_num_queries(1):
        told = listing("galuh", "tas-purun")
    assert [one.name for one in told.makers] == ["Aluh"]
    assert [one.adds_idr for one in told.steps] == [20_000, 40_000]
    assert listing("galuh", "none") is None
    with django_assert_num_queries(1):
        choices = facets(Filters(slug="galuh"))
    assert [(one.value, one.listings) for one in choices.crafts] == [("anyaman-purun", 1)]
    assert [one.label for one in choices.villages] == [village.name]
    house = Filters(slug="galuh")
    assert [one.name for one in makers(house)] == ["Aluh"]
    assert [(one.name, one.by) for one in motifs(house)] == [("Gigi haruan", "Aluh")]


# ---- through the indexes, as the role that serves ----


def plan(statement):
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False,)
        cursor.execute(f"EXPLAIN {statement}")
        return "\n".join(row[0] for row in cursor.fetchall())


def test_search_goes_through_the_indexes(committed_db, owner_url):
    """Many listings, one of them sought; many words, one of them mistyped."""
    world = World.made()
    with writing(world.weavers):
        Product.objects.bulk_create(
            Product(code=f"p-{n}", name=f"Tas {spelt(n)}", craft_id="lainnya", price_idr=n, published=True)
            for n in range(1, 5001)
        )
    with psycopg.connect(owner_url(committed_db), autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE showroom_listing")
        owner.execute("VACUUM ANALYZE showroom_word")
    word = spelt(1234)
    sought = f"SELECT id FROM showroom_listing WHERE words @@ to_tsquery('showroom', '{word}')"
    assert "listing_words" in plan(sought)
    with transaction.atomic():  # so small a vocabulary is read faster whole; what counts: the index serves
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")
        assert "word_sounds_like" in plan(f"SELECT word FROM showroom_word WHERE sound % '{word}'")
    assert "word_bones" in plan(f"SELECT word FROM showroom_word WHERE bones = showroom_bones('{word}')")
    assert catalogue(Filters(text=word)).cards[0].name == f"Tas {word}"


def spelt(n):
    """A word of its own for each number."""
    return "".join("bcdfghklmn"[int(digit)] + "aiueoaiueo"[int(digit)] for digit in str(n * 7919))
