"""Who may write a listing: the cooperative it is of, and only by way of `showroom_refresh`."""

import psycopg
import pytest
from django.db import IntegrityError, connection, transaction

from sentra.kernel.errors import PermissionDenied
from sentra.kernel.tenancy import within
from sentra.showroom.models import ShowroomChoice, ShowroomListing, ShowroomWord
from sentra.showroom.operations import rebuild_showroom
from tests.domain.orders.given import writing
from tests.domain.showroom.given import bag, listed
from tests.world import NOW, World

WRITES = {
    "update": "UPDATE showroom_listing SET price_idr = 1",
    "delete": "DELETE FROM showroom_listing",
    "take": "UPDATE showroom_listing SET tenant_id = {other}",
    "insert": (
        "INSERT INTO showroom_listing SELECT (jsonb_populate_record(l, "
        '\'{{"id": 999, "product_id": 999, "code": "zzz"}}\')).* FROM showroom_listing l'
    ),
}


@pytest.fixture
def tas(world):
    return bag(world)


def attempt(tenant, statement, *, pretending):
    """Run a statement in a writing scope of the tenant, with the mark of the refresh or without."""
    with transaction.atomic(), within(writes=tenant.pk), connection.cursor() as cursor:
        if pretending:
            cursor.execute("SELECT set_config('sentra.showroom', 'refreshing', true)")
        cursor.execute(statement.format(other=tenant.pk))


@pytest.mark.parametrize("statement", WRITES.values(), ids=WRITES)
def test_another_cooperative_is_refused_even_if_it_pretends(world, tas, statement):
    with pytest.raises(IntegrityError, match="by its own cooperative"):
        attempt(world.batik, statement, pretending=True)


@pytest.mark.parametrize("name", ["update", "delete", "insert"])
def test_its_own_cooperative_writes_through_the_refresh_only(world, tas, name):
    with pytest.raises(IntegrityError, match="by showroom_refresh"):
        attempt(world.weavers, WRITES[name], pretending=False)


def test_without_a_scope_nothing_is_written(world, tas):
    with pytest.raises(IntegrityError, match="by its own cooperative"), transaction.atomic():
        ShowroomListing.objects.update(price_idr=1)


def test_a_word_is_written_by_its_listings_only(world, tas):
    with pytest.raises(IntegrityError, match="counted by its listings"), transaction.atomic():
        ShowroomWord.objects.update(listings=9)


def test_a_choice_is_written_by_its_listings_only(world, tas):
    with pytest.raises(IntegrityError, match="counted by its listings"), transaction.atomic():
        ShowroomChoice.objects.update(listings=9)


def test_without_the_fence_each_of_these_goes_through(committed_db, owner_url):
    """Negative control: the owner takes the trigger away."""
    world = World.made()
    tas = bag(world)
    with psycopg.connect(owner_url(committed_db), autocommit=True) as owner:
        owner.execute("DROP TRIGGER showroom_guard ON showroom_listing")
    for name, statement in WRITES.items():
        with transaction.atomic(), within(writes=world.batik.pk), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('sentra.showroom', 'refreshing', true)")
            cursor.execute(statement.format(other=world.batik.pk))
            assert cursor.rowcount == 1, name
            transaction.set_rollback(True)
    assert listed(tas)


def test_a_stranger_cannot_refresh_our_listing(world, tas):
    with pytest.raises(IntegrityError, match="by its own cooperative"):
        attempt(world.batik, f"SELECT showroom_refresh('{{{{{tas.pk}}}}}')", pretending=False)
    assert listed(tas)


def test_a_clerk_without_the_right_does_not_rebuild(world, tas):
    with pytest.raises(PermissionDenied):
        rebuild_showroom(by=world.idah, at=NOW)


def test_the_mark_is_gone_after_a_refresh(world, tas):
    with writing(world.weavers), connection.cursor() as cursor:
        cursor.execute("SELECT showroom_refresh(%s::bigint[])", [[tas.pk]])
        cursor.execute("SELECT coalesce(current_setting('sentra.showroom', true), '')")
        assert cursor.fetchone() == ("",)
