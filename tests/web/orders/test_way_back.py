"""The address of a form, opened by itself, leads to the page the form stands on: never to a blank 405."""

from collections.abc import Iterator

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from sentra.web.urls import urlpatterns

ARGUMENTS = {
    "uid": "6e0f0f9c-58a4-4a5c-9a59-2f1d3b5a7c11",
    "slug": "galuh",
    "district": "63.08",
    "kind": "quotation",
}


def _actions(patterns: list[URLPattern | URLResolver]) -> Iterator[str]:
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from _actions(one.url_patterns)
        elif getattr(one.callback, "writes", False):
            yield str(one.name)


ACTIONS = sorted(_actions(urlpatterns))


def address(name: str) -> str:
    (_path, names), *_more = get_resolver().reverse_dict.getlist(name)[0][0]
    return reverse(name, kwargs={one: ARGUMENTS.get(one, "7") for one in names})


def test_there_are_actions_to_walk():
    assert len(ACTIONS) > 50


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_that_is_opened_leads_to_its_page(world, mira, name):
    answer = mira.get(address(name))
    assert answer.status_code == 303
    assert getattr(resolve(answer.url).func, "reads", False), answer.url
    assert answer.url != "/"


@pytest.mark.parametrize(
    ("path", "page"),
    [
        ("/penawaran/simpan/", "/penawaran/baru/"),
        ("/k/galuh/pesan/kirim/", "/k/galuh/pesan/"),
        ("/pesanan/27/bayar/", "/pesanan/27/"),
        ("/pesanan/27/contoh/3/setuju/", "/pesanan/27/"),
        ("/pesanan/27/ubah/simpan/", "/pesanan/27/ubah/"),
        ("/permintaan/simpan/", "/permintaan/baru/"),
    ],
)
def test_the_page_is_the_right_one(world, mira, path, page):
    assert mira.get(path).url == page


def test_other_ways_stay_closed(world, mira):
    assert mira.put("/penawaran/simpan/").status_code == 405
    assert mira.head("/penawaran/simpan/").status_code == 303


def test_a_switch_of_language_after_a_refusal_lands_on_the_page(world, mira):
    assert mira.post("/penawaran/simpan/", {}).status_code == 422
    answer = mira.post(reverse("set_language"), {"language": "id", "next": "/penawaran/simpan/"}, follow=True)
    assert answer.status_code == 200
    assert answer.request["PATH_INFO"] == "/penawaran/baru/"
