"""A refused form comes back: the page an action names can be shown with the action's address."""

import inspect

import pytest
from django.urls import URLPattern, get_resolver


def actions(resolver=None, parts=()):
    for one in (resolver or get_resolver()).url_patterns:
        within = {*parts, *one.pattern.converters}
        if not isinstance(one, URLPattern):
            yield from actions(one, within)
        elif hasattr(one.callback, "comes_back"):
            yield one, frozenset(within)


ACTIONS = list(actions())


def test_there_are_actions():
    assert len(ACTIONS) > 150


@pytest.mark.parametrize(("pattern", "parts"), ACTIONS, ids=[str(one.name) for one, _parts in ACTIONS])
def test_the_page_takes_what_the_action_takes(pattern, parts):
    page = pattern.callback.comes_back
    takes = inspect.signature(page)
    public = bool({"host", "house"} & takes.parameters.keys())  # such a page gets whose it is
    named = parts - {"slug", "district"} if public else parts
    takes.bind(*[None] * (1 + public), form=None, **dict.fromkeys(named))
