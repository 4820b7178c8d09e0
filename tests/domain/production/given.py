"""Makers who can weave and finish, for the weavers of tests/world.py."""

from typing import Any

from sentra.crafts.models import Capacity, Product, Skill
from sentra.people.models import Party, Workshop
from sentra.production.models import Assignment
from sentra.production.operations import accept_offer, offer_plan, split_order
from tests.domain.orders.given import line, making, product, writing
from tests.world import NOW, World


def able(world: World, made: Product, *, paces: dict[str, int] | None = None) -> None:
    """Aluh, Bariah and Cici know both stages of the product."""
    with writing(world.weavers):
        for name, workshop in world.workshops.items():
            for stage in made.stages.all():
                Skill.objects.get_or_create(
                    workshop=workshop, technique=stage.technique, defaults={"level": 2}
                )
                Capacity.objects.get_or_create(
                    workshop=workshop, stage=stage, defaults={"pieces_a_week": (paces or {}).get(name, 10)}
                )


def split(world: World, *, pieces: int = 40, **more: Any) -> Any:
    """An order of so many pieces with its first plan."""
    made = product(world.weavers)
    able(world, made)
    order = making(world, line(made, pieces), down_payment_permille=1000, **more)
    return order, split_order(order.pk, by=world.mira, at=NOW)


def assignments(world: World, order: Any) -> list[Assignment]:
    with writing(world.weavers):
        found = Assignment.objects.filter(order_id=order.pk).select_related("workshop__owner", "stage")
        return list(found.order_by("pk"))


def actor_of(world: World, work: Assignment) -> Any:
    return {"Aluh": world.aluh, "Bariah": world.bariah, "Cici": world.cici}[work.workshop.owner.name]


def accepted_by_all(world: World, **more: Any) -> Any:
    order, plan = split(world, **more)
    offer_plan(plan.pk, by=world.mira, at=NOW)
    for work in assignments(world, order):
        accept_offer(work.pk, by=actor_of(world, work), at=NOW)
    return order


def another_maker(world: World, name: str) -> Workshop:
    with writing(world.weavers):
        return Workshop.objects.create(
            owner=Party.objects.create(kind="artisan", name=name), name=f"Usaha {name}"
        )
