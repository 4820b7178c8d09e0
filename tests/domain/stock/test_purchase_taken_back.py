"""A purchase written down wrongly leaves store and books at the value it came in with."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from sentra.console.books import materials as proofs
from sentra.crafts.operations import add_material
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.people.roles import RoleName
from sentra.production.materials import hand_out
from sentra.stock import material_queries as stock
from sentra.stock.models import MaterialPurchase
from sentra.stock.operations import buy_material, pay_purchase, take_back_purchase, write_off_material
from tests.domain.capital.given import balance, more_money, order_in_work, work_of
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, staff


@pytest.fixture
def purun(world):
    more_money(world)
    return add_material(name="Purun kering", unit="ikat", price_idr=4_000, by=world.mira, at=NOW)


def bought(world, material, units=100, total_idr=401_000, **more):
    said = {"method": "bank", "bought_on": TODAY} | more
    return buy_material(material.pk, units=units, total_idr=total_idr, **said, by=world.tari, at=NOW)


def back(world, one, reason="Salah ketik", by=None):
    return take_back_purchase(one.pk, reason=reason, by=by or world.tari, at=NOW)


def there(world, material):
    with writing(world.weavers):
        assert not proofs.levels(world.weavers.pk).faults
        assert not proofs.booked(world.weavers.pk).faults
        found = stock.in_store().get(material.pk)
        return (found.units, found.value_idr) if found else (0, 0)


def test_it_leaves_store_bank_and_books_as_it_came(world, purun):
    bank = balance(world, "1-1200")
    bought(world, purun, 10, 50_000)
    wrong = bought(world, purun, 100, 901_000)
    gone = back(world, wrong)
    assert gone.taken_back_reason == "Salah ketik"
    assert there(world, purun) == (10, 50_000)
    assert (balance(world, "1-1200"), balance(world, "1-1400")) == (bank - 50_000, 50_000)
    bought(world, purun, 100, 401_000)
    assert there(world, purun) == (110, 451_000)


def test_on_credit_nothing_is_owed_any_more_and_it_is_not_paid(world, purun):
    wrong = bought(world, purun, method="later", due_on=TODAY + timedelta(days=9))
    back(world, wrong)
    assert (balance(world, "2-1100"), there(world, purun)) == (0, (0, 0))
    with writing(world.weavers):
        assert not stock.purchases(unpaid=True).exists()
    with pytest.raises(Refused, match="already been taken back"):
        pay_purchase(wrong.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)


def test_paid_later_the_money_comes_back_too(world, purun):
    bank = balance(world, "1-1200")
    wrong = bought(world, purun, method="later", due_on=TODAY + timedelta(days=9))
    pay_purchase(wrong.pk, method="bank", paid_on=TODAY, by=world.tari, at=NOW)
    back(world, wrong)
    assert (balance(world, "1-1200"), balance(world, "2-1100"), there(world, purun)) == (bank, 0, (0, 0))


def test_what_is_used_already_is_not_taken_back(world, purun):
    work = work_of(world, order_in_work(world, pieces=10))[0]
    wrong = bought(world, purun)
    hand_out(work.pk, material_id=purun.pk, units=1, by=world.budi, at=NOW)
    with pytest.raises(Refused, match="Only 99 of it are still in the store"):
        back(world, wrong)
    assert there(world, purun) == (99, 396_990)


def test_a_value_that_is_not_there_does_not_go_out(world, purun):
    """Ten dear ones and ten cheap ones, ten lost at the average: the rest is not worth the dear ones."""
    dear = bought(world, purun, 10, 90_000)
    cheap = bought(world, purun, 10, 10_000)
    write_off_material(purun.pk, units=10, reason="Basah", by=world.mira, at=NOW)
    for one in (dear, cheap):
        with pytest.raises(Refused, match="at another price"):
            back(world, one)
    assert there(world, purun) == (10, 50_000)


def test_once_with_a_reason_by_the_treasurer_here(world, purun):
    wrong = bought(world, purun)
    with pytest.raises(Refused, match="Say what was wrong"):
        back(world, wrong, reason=" ")
    with pytest.raises(PermissionDenied):
        back(world, wrong, by=world.mira)
    with pytest.raises(MaterialPurchase.DoesNotExist):
        back(world, wrong, by=staff(world.batik, "Zulfa", RoleName.TREASURER))
    back(world, wrong)
    with pytest.raises(Refused, match="already been taken back"):
        back(world, wrong)


@pytest.mark.parametrize(
    ("change", "fence"),
    [
        ({"units": 1}, "stays as it was made"),
        ({"taken_back_at": NOW}, "purchase_taken_back_says_why"),
        ({"taken_back_at": NOW, "taken_back_reason": "x", "total_idr": 1}, "stays as it was made"),
    ],
)
def test_the_row_stays(world, purun, change, fence):
    one = bought(world, purun)
    with writing(world.weavers), pytest.raises(IntegrityError, match=fence):
        MaterialPurchase.objects.filter(pk=one.pk).update(**change)


def test_taken_back_stays_taken_back(world, purun):
    one = back(world, bought(world, purun))
    with writing(world.weavers), pytest.raises(IntegrityError, match="stays as it was made"):
        MaterialPurchase.objects.filter(pk=one.pk).update(taken_back_at=None, taken_back_reason="")
