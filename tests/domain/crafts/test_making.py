"""What a workshop can do, how much a week, and when she is away."""

from datetime import date, timedelta

import pytest
from django.db import transaction

from sentra.crafts.models import Absence, Skill, Stage
from sentra.crafts.operations import (
    StageFacts,
    add_absence,
    add_product,
    remove_absence,
    set_capacity,
    set_skill,
    set_stages,
)
from sentra.crafts.queries import maker_card, maker_cards
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.people.models import Workshop
from tests.world import NOW, TODAY, World


@pytest.fixture
def stage(world: World) -> Stage:
    product = add_product(name="Tas", craft_code="anyaman-purun", price_idr=50_000, by=world.mira, at=NOW)
    weave = StageFacts("Anyam", "finished", "anyam-purun", 20_000, 12)
    set_stages(product.pk, stages=[weave], by=world.mira, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        found: Stage = Stage.objects.get()
    return found


def skill(world: World, level: int, technique: str = "anyam-purun", by=None) -> Skill | None:
    return set_skill(
        world.workshops["Aluh"].pk, technique_code=technique, level=level, by=by or world.budi, at=NOW
    )


def away(world: World, first: int, last: int, by=None) -> Absence:
    day = timedelta(days=1)
    return add_absence(
        world.workshops["Aluh"].pk, from_on=TODAY + first * day, until_on=TODAY + last * day, reason="panen",
        by=by or world.budi, at=NOW,
    )  # fmt: skip


def aluh(world: World):
    with transaction.atomic(), within(world.weavers.pk):
        return maker_card(world.workshops["Aluh"].pk, today=TODAY)


def test_a_skill_is_set_raised_and_taken_away(world):
    skill(world, 2)
    skill(world, 3)
    assert [(one.technique_code, one.level) for one in aluh(world).skills] == [("anyam-purun", 3)]
    assert skill(world, 0) is None
    assert aluh(world).skills == ()
    assert skill(world, 0) is None


def test_a_proven_skill_stays(world):
    skill(world, 3)
    with transaction.atomic(), within(writes=world.weavers.pk):
        Skill.objects.update(proven_pieces=5)
    with pytest.raises(Refused, match="proven"):
        skill(world, 0)


def test_a_level_or_technique_nobody_knows_is_refused(world):
    with pytest.raises(Refused):
        skill(world, 5)
    with pytest.raises(Refused):
        skill(world, 2, "magic")


def test_capacity_is_said_corrected_and_taken_back(world, stage):
    workshop = world.workshops["Aluh"].pk
    for pieces in (10, 14):
        set_capacity(workshop, stage_id=stage.pk, pieces_a_week=pieces, by=world.budi, at=NOW)
    assert [(one.product, one.pieces_a_week) for one in aluh(world).capacities] == [("Tas", 14)]
    with pytest.raises(Refused):
        set_capacity(workshop, stage_id=stage.pk, pieces_a_week=100_001, by=world.budi, at=NOW)
    assert set_capacity(workshop, stage_id=stage.pk, pieces_a_week=0, by=world.budi, at=NOW) is None
    assert aluh(world).capacities == ()


def test_absences_do_not_overlap(world):
    absence = away(world, 0, 6)
    assert aluh(world).away(TODAY)
    for first, last in ((6, 8), (-3, 0), (2, 3), (-1, 9)):
        with pytest.raises(Refused, match="already away"):
            away(world, first, last)
    away(world, 7, 8)
    remove_absence(absence.pk, by=world.budi, at=NOW)
    assert not aluh(world).away(TODAY)


def test_days_that_make_no_sense_are_refused(world):
    with pytest.raises(Refused):
        away(world, 3, 2)
    with pytest.raises(Refused):
        away(world, 0, 366)


def test_what_is_over_is_not_shown(world):
    away(world, -9, -1)
    assert aluh(world).absences == ()


def test_all_makers_cost_four_queries(world, stage, django_assert_num_queries):
    for workshop in world.workshops.values():
        set_capacity(workshop.pk, stage_id=stage.pk, pieces_a_week=9, by=world.budi, at=NOW)
        set_skill(workshop.pk, technique_code="pernis", level=1, by=world.budi, at=NOW)
    with transaction.atomic(), within(world.weavers.pk), django_assert_num_queries(4):
        cards = maker_cards(today=TODAY)
    assert [(card.name, len(card.skills), len(card.capacities)) for card in cards] == [
        ("Aluh", 1, 1), ("Bariah", 1, 1), ("Cici", 1, 1),
    ]  # fmt: skip


def test_who_may_not(world, stage):
    absence = away(world, 0, 1)
    for by in (world.tari, world.idah, world.aluh):
        with pytest.raises(PermissionDenied):
            skill(world, 2, by=by)
    for verb in (
        lambda: skill(world, 2, by=world.zahra),
        lambda: away(world, 5, 6, by=world.zahra),
        lambda: set_capacity(
            world.workshops["Aluh"].pk, stage_id=stage.pk, pieces_a_week=1, by=world.zahra, at=NOW
        ),
    ):
        with pytest.raises(Workshop.DoesNotExist):
            verb()
    with pytest.raises(Absence.DoesNotExist):
        remove_absence(absence.pk, by=world.zahra, at=NOW)
    with transaction.atomic(), within(world.batik.pk):
        assert maker_cards(today=date(2026, 1, 1)) == []
