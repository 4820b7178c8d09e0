"""Who leaves: her savings close with a numbered row of each kind, as the leaving was settled."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sentra.console.books import members as proofs
from sentra.cooperative.models import (
    SavingsMove,
)
from sentra.cooperative.savings.operations import take_back_savings, take_savings
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from tests.domain.capital.leaving_given import settled
from tests.domain.cooperative.given import cash, member
from tests.world import NOW, TODAY


def closing(world, one):
    with transaction.atomic(), within(world.weavers.pk):
        rows = SavingsMove.objects.filter(member=one, method="leaving").order_by("number")
        assert not proofs.savings(world.weavers.pk).faults
        assert not proofs.closed(world.weavers.pk).faults
        assert not proofs.receipts(world.weavers.pk).faults
        return [(row.kind, row.amount_idr, row.moved_on) for row in rows]


def test_her_savings_close_with_a_numbered_row_of_each_kind(world):
    one = member(world)
    cash(world)
    for kind, idr in (("pokok", 100_000), ("wajib", 40_000), ("sukarela", 60_000)):
        how = {"kind": kind, "amount_idr": idr, "method": "cash", "paid_on": TODAY}
        take_savings(one.pk, **how, by=world.tari, at=NOW)
    settled(world, one)
    assert closing(world, one) == [
        ("pokok", -100_000, TODAY), ("wajib", -40_000, TODAY), ("sukarela", -60_000, TODAY)
    ]  # fmt: skip
    with transaction.atomic(), within(world.weavers.pk):
        assert sum(SavingsMove.objects.filter(member=one).values_list("amount_idr", flat=True)) == 0


def test_savings_opened_by_hand_close_too_and_who_saved_nothing_closes_nothing(world, aluh):
    settled(world, aluh)
    assert [idr for _kind, idr, _on in closing(world, aluh)] == [-100_000, -240_000, -60_000]
    poor = member(world, "Bariah")
    settled(world, poor)
    assert closing(world, poor) == []


def test_a_closing_row_is_not_taken_back(world, aluh):
    settled(world, aluh)
    with transaction.atomic(), within(world.weavers.pk):
        row = SavingsMove.objects.filter(method="leaving").first()
    with pytest.raises(Refused, match="has left"):
        take_back_savings(row.pk, reason="x", by=world.tari, at=NOW)
    refused = pytest.raises(IntegrityError, match="savings_closing_row_stays")
    with refused, transaction.atomic(), within(writes=world.weavers.pk):
        SavingsMove.objects.filter(pk=row.pk).update(taken_back_at=NOW, taken_back_reason="x")


@pytest.mark.parametrize("wrong", [{"amount_idr": -99_999}, {"moved_on": TODAY - timedelta(1)}])
def test_savings_close_only_as_the_leaving_was_settled(world, aluh, wrong):
    settled(world, aluh)
    one = {"kind": "pokok", "amount_idr": -100_000, "moved_on": TODAY} | wrong
    refused = pytest.raises(IntegrityError, match="close as her leaving")
    with refused, transaction.atomic(), within(writes=world.weavers.pk):
        closes(aluh, **one)
    refused = pytest.raises(IntegrityError, match="savings_closed_once")
    with refused, transaction.atomic(), within(writes=world.weavers.pk):
        closes(aluh, kind="pokok", amount_idr=-100_000, moved_on=TODAY)


def test_nobody_who_stays_has_her_savings_closed(world, aluh):
    refused = pytest.raises(IntegrityError, match="close as her leaving")
    with refused, transaction.atomic(), within(writes=world.weavers.pk):
        closes(aluh, kind="pokok", amount_idr=-100_000, moved_on=TODAY)


def closes(one, **facts):
    SavingsMove.objects.create(
        member=one, payer_id=one.party_id, method="leaving", year=2026, number=99, **facts
    )
