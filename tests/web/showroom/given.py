"""A shelf to visit: the weavers' bags, a stranger's batik, makers who agreed and one who did not."""

from django.test import Client
from django.urls import reverse

from sentra.crafts.models import Product
from tests.domain.orders.given import product, writing
from tests.domain.showroom.given import agree, bag, lives_in
from tests.world import World

OTHERS = "Sasirangan pelangi"


def shelf(world: World) -> Product:
    """A bag by three makers: Aluh agreed to be shown and her village is known, the others said nothing."""
    made = bag(world)
    agree(world, "Aluh")
    lives_in(world, "Aluh")
    return made


def foreign(world: World) -> Product:
    """A product of the other cooperative, in another district."""
    made = product(world.batik, "kain")
    with writing(world.batik):
        Product.objects.filter(pk=made.pk).update(name=OTHERS)
    return made


def many(world: World, number: int) -> list[Product]:
    """More bags like it, made by the same three."""
    return [bag(world, f"tas-{n}", name=f"Tas nomor {n}", price_idr=10_000 * (n + 1)) for n in range(number)]


def visitor(language: str = "en") -> Client:
    return Client(headers={"accept-language": language})


def at(name: str, *more: object) -> str:
    return reverse(f"public-{name}", args=["galuh", *more])


def in_district(name: str, *more: object) -> str:
    return reverse(f"district-{name}", args=["63.08", *more])


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]
