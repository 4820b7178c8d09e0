"""Browsers without JavaScript, logged in as the cast; the clock is the world's."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from sentra.kernel.actor import Actor
from sentra.people.models import User
from tests.world import NOW


@pytest.fixture(autouse=True)
def _clock(time_machine: Any) -> None:
    """Screens read the clock; here it is always the world's Monday."""
    time_machine.move_to(NOW, tick=False)


@pytest.fixture
def browser_of() -> Callable[[Actor], Client]:
    """A browser logged in as a member of staff, reading English."""

    def made(actor: Actor) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(User.objects.get(pk=actor.user_id))
        return client

    return made


@pytest.fixture
def mira(world: Any, browser_of: Callable[[Actor], Client]) -> Client:
    return browser_of(world.mira)
