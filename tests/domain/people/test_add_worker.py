"""Workers and the wages promised to them."""

import pytest
from django.db import transaction

from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.tenancy import within
from sentra.people.models import Worker, Workshop
from sentra.people.operations import add_worker, remove_worker
from sentra.people.queries import maker
from tests.world import NOW


def test_a_worker_counts_until_she_leaves(world):
    workshop = world.workshops["Aluh"]
    worker = add_worker(workshop.pk, name=" Rina ", weekly_wage_idr=300_000, by=world.budi, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert [(one.name, one.weekly_wage_idr) for one in maker(workshop.pk).workers] == [("Rina", 300_000)]
        assert maker(workshop.pk).weekly_wages_idr == 300_000
    remove_worker(worker.pk, by=world.budi, at=NOW)
    with transaction.atomic(), within(world.weavers.pk):
        assert maker(workshop.pk).workers == ()
        assert Worker.objects.count() == 1


def test_refusals(world):
    workshop = world.workshops["Aluh"]
    with pytest.raises(Refused):
        add_worker(workshop.pk, name="", weekly_wage_idr=0, by=world.budi, at=NOW)
    with pytest.raises(Refused):
        add_worker(workshop.pk, name="Rina", weekly_wage_idr=-1, by=world.budi, at=NOW)
    with pytest.raises(PermissionDenied):
        add_worker(workshop.pk, name="Rina", weekly_wage_idr=1, by=world.tari, at=NOW)


def test_a_stranger_finds_nobody(world):
    worker = add_worker(world.workshops["Aluh"].pk, name="Rina", weekly_wage_idr=0, by=world.budi, at=NOW)
    with pytest.raises(Workshop.DoesNotExist):
        add_worker(world.workshops["Aluh"].pk, name="Mine", weekly_wage_idr=0, by=world.zahra, at=NOW)
    with pytest.raises(Worker.DoesNotExist):
        remove_worker(worker.pk, by=world.zahra, at=NOW)
