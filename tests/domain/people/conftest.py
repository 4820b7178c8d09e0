"""What the tests of people share: a sealer with a secret of its own, and an invented NIK."""

import pytest

from sentra.people.nik import SealedNik, Sealer
from tests.world import TODAY

NIK = "6308014107900001"  # invented: a woman born on 1 July 1990


@pytest.fixture
def sealer() -> Sealer:
    return Sealer.of("a secret only this test knows")


@pytest.fixture
def nik(sealer: Sealer) -> SealedNik:
    found = sealer.nik(NIK, today=TODAY)
    assert found is not None
    return found
