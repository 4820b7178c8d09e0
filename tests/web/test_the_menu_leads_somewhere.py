"""Whoever works here: each entry of her menu opens, and no link on those pages ends at a closed door."""

import re
from urllib.parse import urljoin

import pytest
from django.test import Client

from sentra.kernel.models import Tenant
from sentra.people.models import User
from sentra.people.roles import RoleName
from sentra.web.navigation import staff_menu
from tests.architecture.ours import SOURCE
from tests.domain.capital.given import inspected, order_in_work, work_of
from tests.world import NOW, staff

LINK = re.compile(r"<main.*?</main>", re.DOTALL)
HREF = re.compile(r'<a [^>]*?href="([^"]+)"')
EMPTY = re.compile(r'<div class="empty">.*?</div>', re.DOTALL)


@pytest.fixture
def everybody(world):
    """One of each role of a cooperative in the middle of its work, and of the office."""
    order = order_in_work(world, code="dompet")
    inspected(world, work_of(world, order)[0])
    cooperative = [world.mira, world.tari, world.wati, world.idah, world.budi]
    heads = [staff(world.weavers, "Manja", RoleName.MANAGER), staff(world.office, "Hani", RoleName.HEAD)]
    return [*cooperative, *heads, world.omar]


def signed_in(actor):
    client = Client()
    client.force_login(User.objects.get(pk=actor.user_id))
    return client


def links_of(page, address):
    """One link of each kind inside the page: addresses that differ in a number alone are the same kind."""
    (main,) = LINK.findall(page)
    inside = [urljoin(address, link.replace("&amp;", "&")) for link in HREF.findall(main)]
    return {re.sub(r"\d+", "N", link): link for link in inside if link.startswith("/")}


def test_every_entry_opens_and_no_link_is_a_dead_end(everybody, time_machine):
    time_machine.move_to(NOW, tick=False)
    closed = []
    for actor in everybody:
        client, seen = signed_in(actor), {}
        for item in staff_menu(actor, "/"):
            answer = client.get(item.url)
            assert answer.status_code == 200, (actor.name, item.url)
            seen |= links_of(answer.content.decode(), item.url)
        closed += [(actor.name, to) for to in seen.values() if client.get(to).status_code != 200]
    assert closed == []


def test_a_menu_holds_no_entry_twice_and_none_without_a_use(everybody):
    named = {actor.name: [item.url for item in staff_menu(actor, "/")] for actor in everybody}
    assert named["Omar"] == [
        "/beranda/",
        "/meja-bantuan/",
        "/registri/",
        "/pasar/",
        "/kelompok/",
    ]  # an office has no desk of orders
    assert named["Hani"] == ["/beranda/", "/meja-bantuan/", "/registri/", "/pasar/", "/kelompok/", "/staf/"]
    assert named["Mira"][0] == "/beranda/"
    assert all(len(urls) == len(set(urls)) for urls in named.values())


def test_where_nothing_is_yet_a_sentence_or_a_button_says_what_comes_next(world):
    fresh = Tenant.objects.create(kind="cooperative", slug="baru", name="Baru", district_code="63.08")
    people = [
        staff(fresh, f"Baru {role}", role)
        for role in (RoleName.CHAIR, RoleName.TREASURER, RoleName.INSPECTOR)
    ]
    mute = []
    for actor in people:
        client = signed_in(actor)
        for item in staff_menu(actor, "/"):
            answer = client.get(item.url)
            assert answer.status_code == 200
            found = EMPTY.findall(answer.content.decode())
            mute += [(item.url, one) for one in found if one.count("<p") < 2]
    assert mute == []


REGISTRY = "registry"  # its form, or the rows that are right, stand beside the words


def test_no_template_leaves_an_empty_list_without_a_word():
    mute = [
        (path.name, tag)
        for path in sorted((SOURCE / "web" / "templates").rglob("*.html"))
        if path.parent.name != REGISTRY
        for tag in re.findall(r"{% empty title[^%]*%}", path.read_text())
        if "title text" not in tag and "url=" not in tag
    ]
    assert mute == []
