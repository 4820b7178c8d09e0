"""The forming group of Siti, in the browser."""

import pytest

from sentra.people.models import User
from tests.domain.cooperative.founding.conftest import group
from tests.world import NOW

__all__ = ["group"]


@pytest.fixture
def siti(group, client, time_machine):
    time_machine.move_to(NOW, tick=False)
    client.force_login(User.objects.get(pk=group.user_id))
    return client
