"""Each fence of the ground is seen to bite."""

import pytest
from django.db import DatabaseError, connection, transaction

from sentra.kernel.errors import ScopeMissing
from sentra.kernel.tenancy import within
from sentra.people.models import Party, Workshop


def test_a_query_without_scope_is_refused(world):
    with pytest.raises(ScopeMissing):
        Party.objects.count()


def test_raw_sql_sees_one_tenant(world):
    with transaction.atomic(), within(world.batik.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_party")
        assert cursor.fetchone() == (0,)
    with transaction.atomic(), within(world.weavers.pk), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM people_party")
        assert cursor.fetchone() == (3,)


def test_an_officer_reads_many_but_writes_one(world):
    with transaction.atomic(), within(world.weavers.pk, writes=world.office.pk):
        party = Party.objects.get(name="Aluh")
        assert Party.objects.filter(pk=party.pk).update(name="X") == 0


def test_a_cross_tenant_key_is_refused(world):
    owner = world.aluh.party_id
    with (
        pytest.raises(DatabaseError, match="same_tenant"),
        transaction.atomic(),
        within(writes=world.batik.pk),
    ):
        Workshop.objects.create(owner_id=owner, name="Usaha orang lain")
