"""Search forgives typing: the right goods among the first ten, for queries mistyped by hand."""

import json
from pathlib import Path

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from sentra.crafts.models import Product
from sentra.showroom.queries import Filters, catalogue
from sentra.showroom.search import understood
from sentra.showroom.spelling import Candidate, distance, nearest, sound, words_of
from sentra.showroom.synonyms import grouped
from tests.domain.orders.given import writing

LABELLED = json.loads((Path(__file__).parents[2] / "data/showroom/misspelt.json").read_text())
LEAST_RECALL_PERMILLE = 950


DECOYS = 10  # newer goods for every word of a title: half of a query understood finds only these


@pytest.fixture
def shelf(world):
    """The forty goods the queries were labelled for, among goods that share one word with them."""
    goods = LABELLED["goods"]
    parts = sorted({word for name, _craft, _told in goods.values() for word in words_of(name)})
    told = [(code, *facts) for code, facts in goods.items()]
    told += [(f"{word}-lain-{n}", f"{word} polos", "lainnya", "") for word in parts for n in range(DECOYS)]
    with writing(world.weavers):
        Product.objects.bulk_create(
            Product(code=code, name=name, craft_id=craft, description=said, price_idr=50_000, published=True)
            for code, name, craft, said in told
        )


def found(text):
    return [card.code for card in catalogue(Filters(text=text), size=10).cards]


def test_recall_at_ten_of_mistyped_queries(shelf):
    queries = LABELLED["queries"]
    assert len(queries) >= 120
    missed = [
        f"{text} → {wanted}: {found(text)[:3]}" for text, wanted in queries if wanted not in found(text)
    ]
    right = len(queries) - len(missed)
    assert right * 1000 >= LEAST_RECALL_PERMILLE * len(queries), "\n".join(missed)


def test_without_correction_recall_falls(shelf, monkeypatch):
    """Negative control."""
    monkeypatch.setattr("sentra.showroom.search._corrected", lambda _words: {})
    queries = LABELLED["queries"]
    right = sum(wanted in found(text) for text, wanted in queries)
    assert right * 1000 < LEAST_RECALL_PERMILLE * len(queries)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("menganyam rotan lampit", "lampit-rotan"),
        ("bag purun laptop", "tas-laptop"),
        ("water hyacinth chair", "kursi-eceng"),
        ("TIKAR, purun!", "tikar-purun"),
        ("rattan lamp", "lampu-rotan"),
    ],
)
def test_stems_synonyms_and_signs(shelf, text, code):
    assert found(text)[0] == code


def test_what_was_understood_is_said(shelf):
    meant = understood("tsa poeroen")
    assert (meant.text, meant.corrected) == ("tas purun", True)
    assert not understood("tas purun").corrected


def test_nothing_of_all_words_finds_any_of_them(shelf):
    assert "tikar" in found("tikar sutra")[0]
    assert found("tikar sutra") == found("sutra tikar")


@pytest.mark.parametrize(
    "text", ["", "  ", "!!!", "a'; DROP TABLE x --", "& | ! ( ) :*", "é" * 50, "x " * 500, "12", "\x00"]
)
def test_any_text_may_be_typed(shelf, text):
    catalogue(Filters(text=text))


def test_a_page_asks_little(shelf, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        catalogue(Filters(text="tsa xyzzyq"))


# ---- the parts ----


def test_the_distance_counts_swaps_once():
    assert [distance(*pair) for pair in (("tsa", "tas"), ("prun", "purun"), ("a", "a"), ("", "abc"))] == [
        1,
        1,
        0,
        3,
    ]


@given(st.text("abcdejostuy", max_size=9), st.text("abcdejostuy", max_size=9))
def test_the_distance_is_the_same_both_ways(one, other):
    assert distance(one, other) == distance(other, one) <= max(len(one), len(other))
    assert (distance(one, other) == 0) == (one == other)


@given(
    st.permutations([Candidate("tas", "tas", 3), Candidate("tali", "tali", 9), Candidate("atas", "atas", 1)])
)
def test_the_nearest_word_does_not_hang_on_the_order(among):
    assert nearest("tsa", list(among)) == "tas"


def test_too_far_is_no_correction():
    assert nearest("laptop", [Candidate("tikar", "tikar", 5)]) is None


def test_words_are_grouped_with_the_longest_synonym():
    assert grouped(words_of("Tas Eceng Gondok besar"))[1][0] == "eceng gondok"


@pytest.mark.django_db
def test_a_word_sounds_the_same_here_and_in_the_database():
    words = sorted(
        {w for text, _ in LABELLED["queries"] for w in words_of(text)} | {"sjarah", "achmad", "xx", "kkhh"}
    )
    with connection.cursor() as cursor:
        cursor.execute("SELECT w, showroom_sound(w) FROM unnest(%s::text[]) w", [words])
        assert {w: sound(w) for w in words} == dict(cursor.fetchall())
