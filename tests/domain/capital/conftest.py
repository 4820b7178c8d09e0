"""Aluh, the member whose leaving is settled."""

import pytest

from tests.domain.capital.leaving_given import EXITS
from tests.domain.cooperative.given import cash, member, saved


@pytest.fixture
def aluh(world):
    """Aluh has saved Rp400.000 and the cash box is full."""
    one = member(world)
    cash(world)
    saved(world, one, **EXITS)
    return one
