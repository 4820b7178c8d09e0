"""The pages for signing in speak our Indonesian: one word for a password, nobody called "anda", no jargon."""

from pathlib import Path

import allauth
import django
import pytest
from babel.messages.pofile import read_po
from django.urls import reverse
from django.utils.html import strip_tags

from sentra.people.models import User
from sentra.web.login.words import COUNTED, SAID_AGAIN

THEIRS = (
    Path(allauth.__file__).parent / "locale/id/LC_MESSAGES/django.po",
    Path(django.__file__).parent / "contrib/auth/locale/id/LC_MESSAGES/django.po",
)


def theirs():
    found = set()
    for path in THEIRS:
        with path.open("rb") as stream:
            found |= {one.id if isinstance(one.id, str) else one.id[0] for one in read_po(stream)}
    return found


def test_every_sentence_said_again_stands_in_theirs():
    """Or a new version of allauth speaks in its own words again, and nobody sees it."""
    ours = {*SAID_AGAIN, *(one._kw["singular"] for one in COUNTED)}
    assert ours - theirs() == set()
    assert len(ours) > 80


def words_of(page):
    return strip_tags(page.content.decode().split("<main")[1].split("</main>")[0])


@pytest.mark.parametrize("name", ["account_change_password", "account_reauthenticate", "mfa_index"])
def test_pages_of_the_account(world, client, name):
    client.force_login(User.objects.get(pk=world.mira.user_id))
    said = words_of(client.get(reverse(name), follow=True, headers={"accept-language": "id"}))
    assert not {"Sandi", "anda", "karakter"} & set(said.split())
    assert "tentikasi" not in said


def test_security_leads_to_changing_the_password(world, client):
    client.force_login(User.objects.get(pk=world.mira.user_id))
    page = client.get(reverse("mfa_index"))
    assert reverse("account_change_password") in page.content.decode()


def test_the_front_door(client, db):
    page = client.get(reverse("account_login"), headers={"accept-language": "id"})
    said = words_of(page)
    assert said.count("Lupa kata sandi") == 1
    assert "Sandi" not in said.split()
    assert b"placeholder" not in page.content
