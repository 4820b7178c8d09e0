"""Offices and cooperatives founded by the console."""

import pytest
from django.db import transaction

from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within
from sentra.people.founding import found_tenant, seat
from sentra.people.models import Region, Role
from sentra.people.roles import RoleName
from tests.world import NOW


def test_an_organisation_lives_by_its_districts_clock(db):
    pontianak = found_tenant(
        "cooperative", slug="k", name="K", district_code="61.71", at=NOW, settings={"a": 1}
    )
    assert (pontianak.zone, pontianak.settings) == ("Asia/Jakarta", {"a": 1})
    with transaction.atomic(), within(pontianak.pk):
        assert AuditRow.objects.get().operation == "people.found_tenant"


@pytest.mark.parametrize("code", ["63", "63.08.01", "99.99", ""])
def test_only_a_district_will_do(db, code):
    with pytest.raises(Region.DoesNotExist):
        found_tenant("office", slug="k", name="K", district_code=code, at=NOW)


def test_the_first_chair_is_seated_once(db):
    tenant = found_tenant("cooperative", slug="k", name="K", district_code="63.08", at=NOW)
    for _ in range(2):
        user = seat(tenant, email="a@b.id", name="A", role=RoleName.CHAIR, at=NOW, password="rahasia-sekali")
    assert user.check_password("rahasia-sekali")
    assert Role.objects.filter(tenant=tenant).count() == 1
    with pytest.raises(AssertionError):
        seat(tenant, email="a@b.id", name="A", role=RoleName.OFFICER, at=NOW)
