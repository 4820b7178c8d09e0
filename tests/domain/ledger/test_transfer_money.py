"""Our own money from the bank to the cash box and back: never more than is there."""

from datetime import timedelta

import pytest

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import reading
from sentra.ledger.operations import post_entry, reverse_entry, transfer_money
from sentra.ledger.posting import credit, debit
from sentra.ledger.queries import cash_position
from tests.world import NOW, TODAY


@pytest.fixture
def rich(world):
    post_entry(TODAY, "Modal", [debit("1-1200", 900), credit("3-1300", 900)], by=world.tari, at=NOW)
    return world


def there(world):
    with reading(world.tari):
        position = cash_position()
        return position.bank_idr, position.cash_idr


def move(world, amount, source="bank", by=None, on=TODAY):
    return transfer_money(amount, source=source, on=on, by=by or world.tari, at=NOW)


def test_there_and_back(rich):
    move(rich, 400)
    assert there(rich) == (500, 400)
    move(rich, 100, "cash")
    assert there(rich) == (600, 300)


def test_not_more_than_is_there_not_tomorrow_not_nothing(rich):
    move(rich, 400)
    for amount, source in ((501, "bank"), (401, "cash"), (0, "bank"), (-1, "cash"), (1, "pocket")):
        with pytest.raises(Refused):
            move(rich, amount, source)
    with pytest.raises(Refused):
        move(rich, 1, on=TODAY + timedelta(days=1))
    assert there(rich) == (500, 400)


def test_a_wrong_one_is_reversed(rich):
    reverse_entry(move(rich, 400).pk, "Salah jumlah", by=rich.tari, at=NOW)
    assert there(rich) == (900, 0)


def test_the_treasurers_alone_and_only_her_own(rich):
    with pytest.raises(PermissionDenied):
        move(rich, 1, by=rich.mira)
    with pytest.raises(PermissionDenied):
        move(rich, 1, by=rich.zahra)
