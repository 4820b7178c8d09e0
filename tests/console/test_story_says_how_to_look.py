"""What `manage story` says last: an address and a login that really opens it."""

import pytest
from django.test import Client

from sentra.console.management.commands.story import how_to_look
from sentra.people.models import User


class Told:
    """As much of a cast as the last words need."""

    def __init__(self, world):
        self.chair, self.tenant = world.mira, world.weavers


@pytest.mark.django_db
def test_the_login_it_prints_opens_the_cooperative(world):
    said = how_to_look(Told(world))
    email, password = (
        next(one.split()[at] for one in said if word in one) for word, at in (("Email", 1), ("Kata sandi", 2))
    )
    assert email == User.objects.get(pk=world.mira.user_id).email
    assert len(password) >= 12
    assert Client().login(username=email, password=password)
    assert how_to_look(Told(world)) != said
