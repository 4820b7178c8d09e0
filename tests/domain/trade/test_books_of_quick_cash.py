"""`check-books` follows quick cash from the fund to her slip, and names what its owner altered."""

from io import StringIO

import psycopg
import pytest
from django.core.management import CommandError, call_command

from sentra.trade.operations import share_gains
from tests.domain.capital.given import all_paid, more_money, skilled
from tests.domain.orders.given import product
from tests.domain.trade.given import floor, stages_of
from tests.domain.trade.test_quick_cash import bought, sold
from tests.world import NOW, TODAY, World


def checked():
    out = StringIO()
    call_command("check_books", stdout=out)
    return out.getvalue()


@pytest.fixture
def story(committed_db):
    """One order's gain paid, another's waiting for a slip, one purchase in the store."""
    world = World.made()
    bag = product(world.weavers)
    skilled(world, bag)
    more_money(world, 9_000_000, "1-1100")
    more_money(world, 9_000_000)
    floor(world, stages_of(world, bag)[0], 15_000)
    for _twice in range(2):
        order, _use = sold(world, bag)
        share_gains(order.pk, method="cash", today=TODAY, by=world.tari, at=NOW)
        if not _twice:
            all_paid(world)
    bought(world, bag, 3)
    return world


def test_its_books_hold(story):
    assert "dana beli tunai" in checked()


@pytest.mark.parametrize(
    ("table", "change", "sentence"),
    [
        (
            "trade_use",
            "SET maker_idr = maker_idr - 1 WHERE id = (SELECT max(id) FROM trade_use)",
            "utang pihak",
        ),
        ("trade_fundmove", "SET amount_idr = amount_idr + 1", "dana beli tunai: catatan"),
        ("trade_purchase", "SET pieces = pieces + 1, total_idr = total_idr + price_idr", "pembelian tunai"),
    ],
)
def test_what_its_owner_altered_is_named(story, committed_db, owner_url, table, change, sentence):
    with psycopg.connect(owner_url(committed_db)) as owner:
        owner.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        owner.execute(f"UPDATE {table} {change}")
    with pytest.raises(CommandError, match=sentence):
        checked()
