"""Rules drafted by a group, and taken over once from a deed."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from sentra.cooperative.clauses import keys, rules_on
from sentra.cooperative.ruling import take_over_rules
from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import within
from tests.domain.cooperative.founding.given import approves, drafts, files, ready
from tests.world import NOW, TODAY


def test_drafts_change_until_the_meeting_decides(group):
    assert drafts(group, notice_days=10) == 2
    assert drafts(group, notice_days=10) == 0
    ready(group)
    with pytest.raises(Refused, match="stands as proposed"):
        drafts(group, notice_days=12)
    files(group)
    approves(group)
    with pytest.raises(Refused, match="Only a meeting"):
        drafts(group, notice_days=12)


def all_values():
    told = {key: "Amuntai" if key == "seat" else one.default for key, one in keys().items()}
    return told | {"exit_nets_debts": False}


def taken_over(world, values=None, **more):
    facts = {"deed": "Akta 7 / 2010", "since": date(2010, 5, 1)} | more
    return take_over_rules(values or all_values(), **facts, by=world.mira, at=NOW, today=TODAY)


def test_a_cooperative_of_before_sentra_takes_its_rules_over_once(world):
    assert taken_over(world) == len(keys())
    with transaction.atomic(), within(world.weavers.pk):
        assert not rules_on(TODAY).drafts
        assert rules_on(TODAY).yes("exit_nets_debts") is False
    with pytest.raises(Refused, match="stand already"):
        taken_over(world)


@pytest.mark.parametrize(
    ("values", "more", "field"),
    [
        ({}, {"deed": ""}, "deed"), ({}, {"since": TODAY + timedelta(1)}, "since"),
        ({"notice_days": 0}, {}, "notice_days"), ({"notice_days": None}, {}, "notice_days"),
    ],
)  # fmt: skip
def test_a_deed_that_cannot_stand_is_refused(world, values, more, field):
    said = all_values() | values
    if values == {"notice_days": None}:
        del said["notice_days"]
    with pytest.raises(Refused) as no:
        taken_over(world, said, **more)
    assert no.value.field == field
