"""Products and motifs: what the cooperative offers, at what price, shown to everybody or not yet."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict, Unpack

from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Craft, Motif, Product, Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.models import Party
from sentra.people.roles import Permission

MOST_SIZES = 40


@operation(needs=Permission.MANAGE_PRODUCTS)
def add_product(
    *, name: str, craft_code: str, price_idr: int, code: str = "", description: str = "",
    care: str = "", motif_id: int | None = None, unit: str = "buah", sizes: Sequence[str] = (),
    minimum_lot: int = 1, by: Actor, at: datetime,
) -> Product:  # fmt: skip
    """A new design, unpublished. `price_idr`: one finished piece for one buyer; no code: from the name.

    Refuses an empty name, an unknown craft, a price or smallest lot below 1, a code that is taken.
    """
    product = Product(code=slugify(code or name)[:40])
    if not product.code:
        raise Refused(_("Give a name."), field="name")
    if Product.objects.filter(code=product.code).exists():
        raise Refused(_("Another product has this code."), field="code")
    _describe(
        product, name=name, craft_code=craft_code, price_idr=price_idr, description=description,
        care=care, motif_id=motif_id, unit=unit, sizes=sizes, minimum_lot=minimum_lot,
    )  # fmt: skip
    product.save()
    return product


@operation(needs=Permission.MANAGE_PRODUCTS)
def change_product(
    product_id: int, *, name: str, craft_code: str, price_idr: int, description: str = "", care: str = "",
    motif_id: int | None = None, unit: str = "buah", sizes: Sequence[str] = (), minimum_lot: int = 1,
    by: Actor, at: datetime,
) -> Product:  # fmt: skip
    """Correct a product. Orders keep their price. The code stays: it stands in addresses."""
    product: Product = Product.objects.select_for_update().get(pk=product_id)
    _describe(
        product, name=name, craft_code=craft_code, price_idr=price_idr, description=description,
        care=care, motif_id=motif_id, unit=unit, sizes=sizes, minimum_lot=minimum_lot,
    )  # fmt: skip
    product.save()
    return product


@operation(needs=Permission.MANAGE_PRODUCTS)
def publish_product(product_id: int, *, by: Actor, at: datetime) -> Product:
    """Show it to everybody. Refuses a product without a way of making it: nobody could promise a date."""
    product: Product = Product.objects.select_for_update().get(pk=product_id)
    if not Stage.objects.filter(product=product).exists():
        raise Refused(_("First say in which stages it is made."))
    product.published = True
    product.save(update_fields=["published"])
    return product


@operation(needs=Permission.MANAGE_PRODUCTS)
def unpublish_product(product_id: int, *, by: Actor, at: datetime) -> Product:
    """Take it off the public pages. Orders go on."""
    product: Product = Product.objects.select_for_update().get(pk=product_id)
    product.published = False
    product.save(update_fields=["published"])
    return product


@operation(needs=Permission.MANAGE_PRODUCTS)
def add_motif(*, name: str, story: str = "", maker_id: int | None = None, by: Actor, at: datetime) -> Motif:
    """A motif with its story and, if she wants to be named, its maker (a party). Refuses a taken name."""
    name = " ".join(name.split())[:80]
    if not name:
        raise Refused(_("Give a name."), field="name")
    if Motif.objects.filter(name=name).exists():
        raise Refused(_("There is a motif of this name."), field="name")
    maker = Party.objects.get(pk=maker_id) if maker_id else None
    motif: Motif = Motif.objects.create(name=name, story=story.strip(), maker=maker)
    return motif


class _Described(TypedDict):
    name: str
    craft_code: str
    price_idr: int
    description: str
    care: str
    motif_id: int | None
    unit: str
    sizes: Sequence[str]
    minimum_lot: int


def _describe(product: Product, **said: Unpack[_Described]) -> None:
    if not said["name"].strip():
        raise Refused(_("Give a name."), field="name")
    if said["price_idr"] < 1:
        raise Refused(_("A price is at least one rupiah."), field="price_idr")
    if said["minimum_lot"] < 1:
        raise Refused(_("The smallest lot is at least one piece."), field="minimum_lot")
    craft = Craft.objects.filter(pk=said["craft_code"]).first()
    if craft is None:
        raise Refused(_("Choose a craft from the list."), field="craft_code")
    product.name, product.craft = " ".join(said["name"].split())[:120], craft
    product.price_idr, product.minimum_lot = said["price_idr"], said["minimum_lot"]
    product.description, product.care = said["description"].strip(), said["care"].strip()
    product.motif = Motif.objects.get(pk=said["motif_id"]) if said["motif_id"] else None
    product.unit = said["unit"].strip()[:20] or "buah"
    product.sizes = _sizes(said["sizes"])


def _sizes(sizes: Sequence[str]) -> list[str]:
    """As typed, each once, in their order. Refuses more than 40."""
    kept = list(dict.fromkeys(size.strip()[:20] for size in sizes if size.strip()))
    if len(kept) > MOST_SIZES:
        raise Refused(_("These are too many sizes."), field="sizes")
    return kept
