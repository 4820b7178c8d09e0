"""The chair sets what splitting weighs: refused in plain words, kept with each plan."""

import pytest

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import Tenant
from sentra.production.operations import set_weights, split_order
from sentra.production.rules import LIMITS, Rules
from tests.domain.production.given import split
from tests.world import NOW

USUAL = {name: getattr(Rules(), name) for name in LIMITS}


def weigh(world, **changed):
    by = changed.pop("by", world.mira)
    return set_weights(weights=USUAL | changed, by=by, at=NOW)


def test_they_hold_from_the_next_split_and_are_kept_with_the_plan(world):
    order, before = split(world)
    weigh(world, setup_idr=77_000)
    after = split_order(order.pk, by=world.mira, at=NOW)
    assert (before.policy["setup_idr"], before.policy["set_by"]) == (5_000, "")
    assert (after.policy["setup_idr"], after.policy["set_by"]) == (77_000, world.mira.name)
    assert after.policy["set_at"] == NOW.isoformat()
    assert after.objective > before.objective


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"setup_idr": -1}, "Choose from"),
        ({"late_weeks": 27}, "Choose from"),
        ({"short_idr": 20_000}, "dearest piece"),
        ({"late_idr": 900_000}, "late piece would weigh more"),
    ],
)
def test_what_would_leave_work_undone_is_refused(world, changed, told):
    split(world)
    with pytest.raises(Refused, match=told):
        weigh(world, **changed)
    assert "weights_set" not in Tenant.objects.get(pk=world.weavers.pk).settings


def test_only_the_chair_sets_them_all(world):
    with pytest.raises(PermissionDenied):
        weigh(world, by=world.tari)
    with pytest.raises(Refused, match="Every weight"):
        set_weights(weights={"setup_idr": 1}, by=world.mira, at=NOW)


@pytest.mark.parametrize("short", [80_000, 120_000, 250_000])
def test_whatever_is_set_leaving_work_undone_is_never_the_best_plan(world, short):
    """Free weeks enough and a weight just above the piece rates: before, the dearer ones stayed unmade."""
    order, _plan = split(world)
    weigh(world, short_idr=short, late_idr=0, fairness_permille=5_000, usual_daily_idr=1_000)
    plan = split_order(order.pk, by=world.mira, at=NOW)
    assert plan.shortfall == {}
