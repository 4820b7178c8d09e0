"""The forming group that every test of founding begins with."""

import pytest

from sentra.cooperative.founding.operations import (
    open_group,
)
from sentra.cooperative.models import (
    Founding,
)
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.people.roles import RoleName, permissions
from tests.world import NOW, TODAY


@pytest.fixture
def group(world):
    """A forming group opened by the office; its first chair Siti."""
    leader = open_group(
        "Kelompok Purun Maju", form=Founding.Form.PRIMARY, chair_email="siti@purun.example",
        chair_name="Siti", by=world.omar, at=NOW, today=TODAY,
    )  # fmt: skip
    tenant = Tenant.objects.get(name="Kelompok Purun Maju")
    return Actor(
        tenant_id=tenant.pk, name="Siti", permissions=permissions(RoleName.CHAIR), user_id=leader.pk,
        zone=tenant.zone, roles=("chair",),
    )  # fmt: skip
