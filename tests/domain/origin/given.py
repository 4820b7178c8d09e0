"""Labels made by the operations themselves, for the weavers of tests/world.py."""

from typing import Any

from sentra.cooperative.membership.operations import give_consent
from sentra.cooperative.membership.texts import newest
from sentra.crafts.models import Product, Stage
from sentra.kernel.models import Tenant
from sentra.origin.operations import issue_labels
from sentra.origin.queries import published
from sentra.origin.signing import Signer
from sentra.origin.verifying import Verdict, judged, keys_in, withdrawn_in
from tests.domain.capital.given import inspected, order_in_work, work_of
from tests.domain.orders.given import writing
from tests.world import NOW, TODAY, World

SIGNER = Signer("a secret of the tests")


def finished_lot(world: World, *, pieces: int = 5, code: str = "tas-purun") -> Any:
    """A lot of finished pieces (Bariah) made from pieces that Aluh wove. The inspection of it."""
    order = order_in_work(world, pieces=pieces, code=code)
    for work in work_of(world, order, 1):
        inspected(world, work)
    (last,) = work_of(world, order, 2)
    return inspected(world, last)


def issued(world: World, lot_id: int, kind: str = "piece", **more: Any) -> Any:
    return issue_labels(lot_id, kind=kind, **{"signer": SIGNER, "by": world.mira, "at": NOW} | more)


def made_by(world: World, product: Product, *techniques: str, craft: str, name: str = "Kain") -> None:
    """The product's craft, name and the technique of each stage."""
    with writing(world.weavers):
        Product.objects.filter(pk=product.pk).update(craft=craft, name=name)
        for position, technique in enumerate(techniques, start=1):
            Stage.objects.filter(product=product, position=position).update(technique=technique)


def agree(world: World, who: Any, purpose: str) -> None:
    give_consent(who.party_id, purpose=purpose, version=newest()[purpose].version, by=who, at=NOW)


def told(world: World, *tenants: Tenant) -> dict[str, Any]:
    """What is published for everybody."""
    with writing(world.weavers):
        return published(tenants or [world.weavers], today=TODAY).told()


def checked(world: World, code: str, **more: Any) -> Verdict:
    """As somebody without network checks it."""
    files = told(world)
    return judged(code, keys=keys_in(files), withdrawn=withdrawn_in(files), **more)
