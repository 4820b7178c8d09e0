"""What `bench payout` makes up is settled by the real operations, and its proof can fail."""

import random
from dataclasses import replace

from sentra.capital.models import Slip
from sentra.capital.operations import approve_payout, pay_slips, prepare_payout
from sentra.console.bench import payout_world
from sentra.people.roles import Permission
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY

MAKERS, HAND_INS = 6, 60


def test_a_small_one_is_settled_and_proved(world):
    treasurer = replace(world.zahra, permissions=frozenset(Permission))
    chair = replace(treasurer, user_id=world.mira.user_id)
    with writing(world.batik):
        payout_world.make(MAKERS, HAND_INS, random.Random(1), treasurer, NOW, TODAY)
    run = prepare_payout(today=TODAY, by=treasurer, at=NOW)
    with writing(world.batik):
        assert "the run is not paid" in payout_world.wrong(MAKERS, HAND_INS)
    approve_payout(run.pk, by=chair, at=NOW)
    for method in ("bank", "cash"):
        pay_slips(run.pk, method=method, paid_on=TODAY, by=treasurer, at=NOW)
    with writing(world.batik):
        assert payout_world.wrong(MAKERS, HAND_INS) == []
        assert payout_world.wrong(MAKERS, HAND_INS + 1) == ["a hand-in is not on a slip"]
        slips = list(Slip.objects.all())
        assert any(slip.recovered_idr for slip in slips)
        assert payout_world.counts()["slips"] == MAKERS
