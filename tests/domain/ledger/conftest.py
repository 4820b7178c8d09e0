"""The weavers' books, open for writing."""

import pytest
from django.db import transaction

from sentra.kernel.tenancy import within


@pytest.fixture
def books(world):
    with transaction.atomic(), within(writes=world.weavers.pk):
        yield world
