"""What a recipe booked is corrected where its record is: else books and records would differ."""

import pytest

from sentra.kernel.errors import Refused
from sentra.ledger.operations import reverse_entry
from tests.domain.orders.given import accepted, pay, writing
from tests.world import NOW


def test_a_payment_is_not_undone_in_the_books_alone(world):
    order = accepted(world)
    payment = pay(world, order, "down_payment", 1_000_000)
    with writing(world.weavers):
        from sentra.ledger.models import Entry

        booked = Entry.objects.get(cause=f"payment:{payment.pk}:received")
    with pytest.raises(Refused, match="belongs to a record"):
        reverse_entry(booked.pk, "Salah", by=world.tari, at=NOW)
