"""Each fence of capital aid in the database, tried by itself: past every verb, by an update or insert."""

import pytest
from django.db import IntegrityError, connection

from sentra.capital.aid.models import AidCase, AidMoney, AidUse, Proposal
from sentra.capital.aid.operations import draft_proposal
from tests.domain.capital.test_aid import (  # noqa: F401  # fixtures
    WANTED,
    granted,
    hilda,
    received,
    sent,
    used,
    verified,
)
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

# ruff: noqa: F811  # a fixture's name is its argument


def commit(world, *acts):
    """Do this as the cooperative, and what is checked at the commit for it alone.

    What earlier verbs of the test left to check is checked before: another table's trigger finds nothing.
    """
    with writing(world.weavers), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        for act in acts:
            act()
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


@pytest.mark.parametrize(
    ("change", "fence"),
    [
        ({"state": "refused", "reason": "x"}, "aid_case_decision_has_its_facts"),
        ({"state": "granted", "decided_at": NOW, "decided_by": 1}, "aid_case_decision_has_its_facts"),
        ({"state": "refused", "decided_at": NOW, "decided_by": 1}, "aid_case_decision_has_its_facts"),
        ({"decided_at": NOW, "decided_by": 1}, "aid_case_decision_has_its_facts"),
        (
            {"state": "granted", "granted_kind": "grant", "granted_idr": 10_000_001, "decided_at": NOW,
             "decided_by": 1},
            "aid_case_granted_within_asked",
        ),
    ],
)  # fmt: skip
def test_a_decision_has_its_facts(world, hilda, sent, change, fence):
    verified(world, sent)
    if "decided_by" in change:
        change |= {"decided_by": hilda.user_id, "decided_by_name": "Hilda"}
    with pytest.raises(IntegrityError, match=fence), writing(world.office):
        AidCase.objects.update(**change)


@pytest.mark.parametrize(
    ("change", "fence"),
    [({"amount_idr": 0}, "proposal_asks_for_something"), ({"state": "sent"}, "proposal_sent_to_somebody")],
)
def test_a_draft_asks_for_something_and_is_sent_to_somebody(world, change, fence):
    drafted = draft_proposal(WANTED, by=world.mira, at=NOW)
    with pytest.raises(IntegrityError, match=fence), writing(world.weavers):
        Proposal.objects.filter(pk=drafted.pk).update(**change)


@pytest.mark.parametrize("change", [{"state": "reported", "reported_at": NOW}, {"reported_at": NOW}])
def test_reported_when_all_is_told(world, hilda, sent, change):
    granted(world, sent, hilda, kind="grant")
    received(world, sent)
    with pytest.raises(IntegrityError, match="proposal_reported_when_all_is_told"), writing(world.weavers):
        Proposal.objects.filter(pk=sent.pk).update(**change)


def money(sent, amount_idr):
    return AidMoney.objects.create(
        proposal_id=sent.pk, reader_uid=sent.reader_uid, kind="received", amount_idr=amount_idr,
        method="bank", on=TODAY, at=NOW,
    )  # fmt: skip


def another(told, amount_idr):
    """The same use once more, for another amount."""
    told.pk, told.amount_idr = None, amount_idr
    told.save(force_insert=True)


@pytest.mark.parametrize("amount_idr", [0, -5])
def test_money_and_use_are_more_than_nothing(world, hilda, sent, amount_idr):
    granted(world, sent, hilda, kind="grant")
    received(world, sent)
    told = used(world, sent)
    with pytest.raises(IntegrityError, match="aid_money_positive"), writing(world.weavers):
        money(sent, amount_idr)
    with pytest.raises(IntegrityError, match="aid_use_positive"), writing(world.weavers):
        another(told, amount_idr)


@pytest.mark.parametrize("change", [{"struck_at": NOW}, {"struck_reason": "Salah"}])
def test_a_use_is_struck_out_with_a_reason(world, hilda, sent, change):
    granted(world, sent, hilda, kind="grant")
    received(world, sent)
    told = used(world, sent)
    with pytest.raises(IntegrityError, match="aid_use_struck_with_a_reason"), writing(world.weavers):
        AidUse.objects.filter(pk=told.pk).update(**change)


def test_a_row_that_no_sum_knows_is_refused_at_the_commit(world, hilda, sent):
    """A sum alone, or a row beside a proposal that keeps its sums: each table has a trigger of its own."""
    granted(world, sent, hilda, kind="grant")
    came = received(world, sent, 5_000_000)
    told = used(world, sent, 1_000_000)
    past_the_verbs = (
        lambda: Proposal.objects.filter(pk=sent.pk).update(used_idr=1_000_001),
        lambda: Proposal.objects.filter(pk=sent.pk).update(received_idr=5_000_001),
        lambda: money(sent, 1),
        lambda: AidMoney.objects.filter(pk=came.pk).update(taken_back_at=NOW, taken_back_reason="x"),
        lambda: another(AidUse.objects.get(pk=told.pk), 1),
        lambda: AidUse.objects.filter(pk=told.pk).update(struck_at=NOW, struck_reason="x"),
    )
    for act in past_the_verbs:
        with pytest.raises(IntegrityError, match="do not add up"):
            commit(world, act)
    commit(  # negative control: money and its sum together
        world,
        lambda: money(sent, 1),
        lambda: Proposal.objects.filter(pk=sent.pk).update(received_idr=5_000_001),
    )
