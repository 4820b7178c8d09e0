"""Papers to the notary and the day the group becomes the cooperative: gated, nothing lost."""

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.cooperative.clauses import keys, rules_on
from sentra.cooperative.founding.operations import (
    add_founder,
    file_with_notary,
    take_back_payment,
)
from sentra.cooperative.models import (
    Application,
    Clause,
    FounderPayment,
    Member,
    SavingsMove,
)
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.tenancy import within
from sentra.ledger.queries import balance_of
from tests.domain.cooperative.founding.given import (
    DAY,
    HELD,
    LATER,
    approves,
    drafts,
    files,
    gives_up,
    leaves,
    looking,
    meets,
    pays,
    ready,
    signs,
)
from tests.world import NOW, TODAY


def test_filing_says_what_is_missing(group):
    drafts(group)
    people = signs(group)
    meets(group)
    with pytest.raises(Refused, match="Still missing: Initial savings paid"):
        files(group)
    for one in people:
        pays(group, one)
    with pytest.raises(Refused, match="Name the notary"):
        file_with_notary(notary=" ", filed_on=DAY, by=group, at=HELD, today=DAY)
    with pytest.raises(Refused, match="since the founding meeting"):
        file_with_notary(notary="N", filed_on=TODAY, by=group, at=HELD, today=DAY)
    assert files(group).stage == "filed"


def test_stages_come_in_their_order(group):
    with pytest.raises(Refused, match="another step"):
        files(group)
    with pytest.raises(Refused, match="another step"):
        approves(group)
    ready(group)
    with pytest.raises(Refused, match="list of founders stands"):
        add_founder(name="Zul", by=group, at=HELD, today=DAY)
    with pytest.raises(Refused, match="another step"):
        approves(group)


@pytest.mark.parametrize(
    ("facts", "field"),
    [({"deed": " "}, "deed"), ({"approval": ""}, "approval"), ({"approved_on": TODAY}, "approved_on")],
)
def test_an_approval_needs_its_papers(group, facts, field):
    ready(group)
    files(group)
    with pytest.raises(Refused) as no:
        approves(group, **facts)
    assert no.value.field == field


def everything(siti):
    """Every row of every tenant table of this group: (table, id)."""
    with transaction.atomic(), looking(siti), connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.columns WHERE column_name = 'tenant_id' "
            "AND table_schema = 'public' AND table_name NOT LIKE 'people_role'"
        )
        found = set()
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT id FROM "{table}" WHERE tenant_id = %s', [siti.tenant_id])
            found |= {(table, row[0]) for row in cursor.fetchall()}
    return found


def test_the_group_becomes_the_cooperative_and_loses_nothing(group):
    drafts(group, notice_days=10)
    for one in signs(group):
        pays(group, one)
    meets(group)
    files(group)
    before = everything(group)
    approves(group)
    assert before <= everything(group)
    assert len(before) > 60
    assert Tenant.objects.get(pk=group.tenant_id).kind == "cooperative"
    with transaction.atomic(), looking(group):
        members = list(Member.objects.order_by("number").select_related("application"))
        assert [one.number for one in members] == list(range(1, 10))
        assert [one.application_id for one in members] == sorted(one.application_id for one in members)
        assert {one.joined_on for one in members} == {LATER}
        assert set(Application.objects.values_list("stage", flat=True)) == {"accepted"}
        rules = rules_on(LATER)
        assert not rules.drafts
        assert rules.number("notice_days") == 10
        assert Clause.objects.filter(draft=False, resolution__kind="adoption").count() == len(keys())
        assert SavingsMove.objects.filter(kind="pokok", amount_idr=100_000).count() == 9
        assert not FounderPayment.objects.filter(move=None).exists()
        assert (balance_of("2-1560"), balance_of("3-1100"), balance_of("1-1100")) == (0, -900_000, 900_000)


def test_no_other_way_makes_a_cooperative(group, world):
    for kind in ("cooperative", "office"):
        with pytest.raises(IntegrityError, match="becomes no"), transaction.atomic(), looking(group):
            Tenant.objects.filter(pk=group.tenant_id).update(kind=kind)
    with (
        pytest.raises(IntegrityError, match="becomes no"),
        transaction.atomic(),
        within(writes=world.weavers.pk),
    ):
        Tenant.objects.filter(pk=world.weavers.pk).update(kind="forming")


def test_the_group_gives_up_only_without_money(group):
    paid = pays(group, signs(group, 1)[0])
    with pytest.raises(Refused, match="Give the founders back"):
        gives_up(group)
    take_back_payment(paid.pk, reason="Bubar", by=group, at=NOW, today=TODAY)
    with pytest.raises(Refused) as no:
        gives_up(group, " ")
    assert no.value.field == "reason"
    assert gives_up(group).stage == "given_up"


def test_nothing_goes_on_in_a_group_that_gave_up(group):
    one = signs(group, 1)[0]
    gives_up(group)
    for act in (lambda: pays(group, one), lambda: leaves(group, one), lambda: meets(group)):
        with pytest.raises(Refused, match="This founding has ended"):
            act()
