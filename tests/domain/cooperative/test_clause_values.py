"""A rule's value of each kind as it may stand, and what is refused."""

import pytest

from sentra.cooperative.clauses import Key, keys
from sentra.kernel.errors import Refused


def key(kind, **more):
    return Key("k", "AD 1", "Aturan", "Rule", kind, default=1, least=1, most=9, **more)


@pytest.mark.parametrize(
    ("kind", "value", "more"),
    [
        ("days", 9, {}),
        ("yesno", False, {}),
        ("choice", "lot", {"choices": {"lot": ("Undi", "Lot")}}),
        ("text", "Ya", {}),
    ],
)
def test_what_may_stand(kind, value, more):
    assert key(kind, **more).checked(value) == value


@pytest.mark.parametrize(
    ("kind", "value", "sentence"),
    [
        ("days", 0, "a whole number from 1 to 9"), ("days", 10, "a whole number from 1 to 9"),
        ("days", True, "a whole number from 1 to 9"), ("idr", "5", "a whole number from 1 to 9"),
        ("yesno", 1, "say yes or no"), ("yesno", "ya", "say yes or no"),
        ("choice", "dance", "choose one of the list"),
        ("text", " ", "write it in a sentence"), ("text", 3, "write it in a sentence"),
        ("text", "x" * 301, "write it in a sentence"),
    ],
)  # fmt: skip
def test_what_may_not(kind, value, sentence):
    with pytest.raises(Refused, match=sentence):
        key(kind).checked(value)


def test_articles_stand_in_their_order():
    told = [one.article for one in keys().values()]
    assert told == sorted(told, key=lambda one: (one.split()[0], int(one.split()[1])))
    assert told[0] == "AD 1"
    assert told.index("ART 7") < told.index("ART 10")
