"""Who plays in the journeys, settled in by the operations: staff with passwords, makers with cards."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from sentra.crafts.models import Capacity, Craft, Product, Skill, Stage, Technique
from sentra.crafts.operations import set_product_picture
from sentra.kernel.actor import Actor
from sentra.kernel.models import Tenant
from sentra.ledger.operations import post_entry
from sentra.ledger.posting import Line
from sentra.people.cards import new_secret
from sentra.people.models import Party, Region, Workshop
from sentra.people.operations import issue_card
from tests.domain.orders.given import writing
from tests.journeys.pictures import drawn
from tests.world import World

PIN = "482615"


@dataclass
class Cast:
    world: World
    product: Product
    tokens: dict[str, str]  # maker → what her card's QR holds
    workshops: dict[str, Workshop]


def settle_in() -> Cast:
    """The weavers of tests/world.py with cards, skills, a product of two stages, and money in the bank."""
    world = World.made()
    at = timezone.now()
    product = _product(world)
    set_product_picture(product.pk, content=drawn("tas-purun", 7), by=world.mira, at=at)
    _able(world, product)
    _at_home(world)
    tokens = {}
    for name, workshop in world.workshops.items():
        secret = new_secret()
        issue_card(workshop.owner_id, secret=secret, pin=PIN, by=world.budi, at=at)
        tokens[name] = f"{world.weavers.pk}.{secret}"
    _money(world.tari, at)
    return Cast(world, product, tokens, world.workshops)


def _product(world: World) -> Product:
    craft = Craft.objects.get(code="anyaman-purun")
    weave, finish = list(Technique.objects.filter(family=craft.family).order_by("code"))[:2]
    with writing(world.weavers):
        product = Product.objects.create(
            code="tas-purun", name="Tas purun", craft=craft, price_idr=150_000, unit="buah", published=True,
            description="Tas anyaman purun dengan lapisan kain.",
        )  # fmt: skip
        stages = [
            ("Anyam badan tas", "half_finished", weave, 35_000),
            ("Jahit dan lapis", "finished", finish, 20_000),
        ]
        for position, (name, done, technique, rate) in enumerate(stages, start=1):
            Stage.objects.create(
                product=product,
                position=position,
                name=name,
                finish=done,
                technique=technique,
                rate_idr=rate,
                pieces_a_week=10,
            )
    return product


def _at_home(world: World) -> None:
    """Villages, telephones and a bank account: what pages and papers show of people."""
    villages = list(Region.objects.filter(code__regex=r"^63\.08\.\d\d\.").order_by("code")[:3])
    Tenant.objects.filter(pk=world.weavers.pk).update(
        phone="+6281251234567", address="Jl. Norman Umar 5, Amuntai"
    )
    with writing(world.weavers):
        for number, (name, workshop) in enumerate(world.workshops.items()):
            told = {"phone": f"+62812511100{number}", "village": villages[number]}
            if name == "Aluh":
                told |= {"bank_name": "Bank Kalsel", "bank_account": "0123456789"}
            Party.objects.filter(pk=workshop.owner_id).update(**told)
            Workshop.objects.filter(pk=workshop.pk).update(village=villages[number])


def _able(world: World, product: Product) -> None:
    with writing(world.weavers):
        for workshop in world.workshops.values():
            for stage in product.stages.all():
                Skill.objects.create(workshop=workshop, technique=stage.technique, level=2)
                Capacity.objects.create(workshop=workshop, stage=stage, pieces_a_week=10)


def _money(treasurer: Actor, at: datetime) -> None:
    day = (at - timedelta(days=1)).date()
    lines = [
        Line("1-1200", 45_000_000, None),
        Line("1-1100", 5_000_000, None),
        Line("3-1300", -50_000_000, None),
    ]
    post_entry(day, "Modal awal", lines, by=treasurer, at=at)
