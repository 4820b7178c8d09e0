"""What founders pay in: receipts that stay, taken back with a reason while they may."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from sentra.cooperative.founding.operations import (
    pay_in,
    take_papers_back,
)
from sentra.cooperative.models import (
    FounderPayment,
    Member,
)
from sentra.kernel.errors import Refused
from tests.domain.cooperative.founding.given import (
    DAY,
    HELD,
    LATER,
    WHEN,
    approves,
    back,
    cash,
    drafts,
    files,
    gives_up,
    leaves,
    looking,
    meets,
    pays,
    signs,
    spends,
)
from tests.world import NOW, TODAY


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"amount_idr": 100_001}, "amount_idr"), ({"amount_idr": 0}, "amount_idr"),
        ({"method": "qris"}, "method"),
        ({"paid_on": TODAY + timedelta(1)}, "paid_on"), ({"paid_on": TODAY - timedelta(1)}, "paid_on"),
    ],
)  # fmt: skip
def test_a_payment_that_cannot_be_is_refused(group, facts, field):
    one = signs(group, 1)[0]
    said = {"amount_idr": 50_000, "method": "cash", "paid_on": TODAY} | facts
    with pytest.raises(Refused) as no:
        pay_in(one.pk, **said, by=group, at=NOW)
    assert no.value.field == field


def test_a_payment_is_taken_back_after_the_meeting_and_paid_anew(group):
    drafts(group)
    people = signs(group)
    paid = [pays(group, one) for one in people]
    meets(group)
    back(group, paid[0])
    assert cash(group) == (800_000, -800_000)
    with pytest.raises(Refused, match="Still missing: Initial savings paid"):
        files(group)
    pay_in(people[0].pk, amount_idr=100_000, method="cash", paid_on=DAY, by=group, at=HELD)
    assert files(group).stage == "filed"


def test_at_the_notary_founders_and_money_stand_until_the_papers_are_back(group):
    drafts(group)
    people = signs(group, 10)
    paid = [pays(group, one) for one in people]
    meets(group, 10)
    files(group)
    for act in (
        lambda: back(group, paid[9]),
        lambda: leaves(group, people[9]),
        lambda: pays(group, people[9]),
    ):
        with pytest.raises(Refused, match="papers lie with the notary"):
            act()
    with pytest.raises(Refused, match="another step"):
        gives_up(group)
    with pytest.raises(Refused) as no:
        take_papers_back(reason=" ", by=group, at=HELD)
    assert no.value.field == "reason"
    again = take_papers_back(reason="Alamat salah", by=group, at=HELD)
    assert (again.stage, again.notary, again.filed_on) == ("met", "", None)
    back(group, paid[9])
    leaves(group, people[9])
    files(group)
    approves(group)
    assert cash(group) == (900_000, 0)
    with transaction.atomic(), looking(group):
        assert Member.objects.count() == 9


def test_after_the_approval_nothing_is_taken_back(group):
    drafts(group)
    paid = [pays(group, one) for one in signs(group)]
    meets(group)
    files(group)
    approves(group)
    with pytest.raises(Refused, match="This founding has ended"):
        back(group, paid[0])
    with pytest.raises(Refused, match="another step"):
        take_papers_back(reason="Salah", by=group, at=WHEN)
    assert cash(group) == (900_000, 0)


def test_only_money_that_is_there_is_given_back(group):
    """In cash, while the cash box was emptied for the notary's fee: the bank account does not help."""
    one, two = signs(group, 2)
    paid = pays(group, one)
    pay_in(two.pk, amount_idr=100_000, method="bank", paid_on=TODAY, by=group, at=NOW)
    spends(group, 60_000)
    with pytest.raises(Refused, match="The cash box holds") as no:
        back(group, paid)
    assert no.value.field == "method"
    assert cash(group) == (40_000, -200_000)
    spends(group, -60_000)
    back(group, paid)
    assert cash(group) == (0, -100_000)
    with pytest.raises(Refused, match="no longer"):
        back(group, paid)


@pytest.mark.parametrize("change", [{"amount_idr": 90_000}, {"paid_on": LATER}, {"written_by": None}])
def test_a_founders_receipt_stays_as_it_was_written(group, change):
    paid = pays(group, signs(group, 1)[0])
    refused = pytest.raises(IntegrityError, match="of a founder stays as it was written")
    with refused, transaction.atomic(), looking(group):
        FounderPayment.objects.filter(pk=paid.pk).update(**change)
    with refused, transaction.atomic(), looking(group):
        paid.delete()
    back(group, paid)
    with refused, transaction.atomic(), looking(group):
        FounderPayment.objects.filter(pk=paid.pk).update(taken_back_at=None, taken_back_reason="")


def test_a_founders_receipt_is_not_taken_back_without_a_reason(group):
    paid = pays(group, signs(group, 1)[0])
    refused = pytest.raises(IntegrityError, match="founder_payment_taken_back_says_why")
    with refused, transaction.atomic(), looking(group):
        FounderPayment.objects.filter(pk=paid.pk).update(taken_back_at=NOW)


def test_a_payment_goes_back_once_and_with_a_reason(group):
    cash(group)
    paid = pays(group, signs(group, 1)[0])
    with pytest.raises(Refused, match="Say why"):
        back(group, paid, reason="  ")
    back(group, paid)
    with pytest.raises(Refused, match="can no longer be taken back"):
        back(group, paid)
