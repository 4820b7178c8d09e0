"""Moving goods, inside the caller's transaction. The level follows by itself; below zero is refused."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import writer
from sentra.stock.models import Move, Place

NAMES = {  # as the papers of the store call them
    Place.Kind.MAKING: "Dalam pengerjaan",
    Place.Kind.STORE: "Gudang koperasi",
    Place.Kind.WORKSHOP: "Usaha pengrajin",
    Place.Kind.BUYER: "Pembeli",
    Place.Kind.SCRAP: "Dihapuskan",
    Place.Kind.SUPPLIER: "Pemasok",
}


def place(kind: str, workshop_id: int | None = None) -> Place:
    """The tenant's one place of this kind (of this workshop); made when first asked for."""
    known = Place.objects.filter(tenant_id=writer(), kind=kind, workshop_id=workshop_id)  # type: ignore[misc]  # None asks for none
    found: Place | None = known.first()
    if found:
        return found
    fresh = Place(kind=kind, workshop_id=workshop_id, name=NAMES[Place.Kind(kind)])
    Place.objects.bulk_create([fresh], ignore_conflicts=True)  # two at once: the first wins, both find it
    made: Place = known.get()
    return made


def move(
    source: Place,
    target: Place,
    stage_id: int,
    pieces: int,
    *,
    cause: str,
    order_id: int | None,
    at: datetime,
) -> Move | None:
    """Move `pieces` as finished as `stage_id` leaves them; None when there are none.

    Once per cause and stage. Refuses more than lies in the store or workshop, and a known cause
    with other facts.
    """
    if pieces == 0:
        return None
    facts = {"source_id": source.pk, "target_id": target.pk, "pieces": pieces, "order_id": order_id}
    known: Move | None = Move.objects.filter(tenant_id=writer(), cause=cause, stage_id=stage_id).first()
    if known is None:
        return _moved(stage_id, cause, at, facts)
    if any(getattr(known, name) != value for name, value in facts.items()):
        raise Refused(_("These goods were already moved in another way."))
    return known


def _moved(stage_id: int, cause: str, at: datetime, facts: dict[str, int | None]) -> Move:
    try:
        with transaction.atomic():
            made: Move = Move.objects.create(stage_id=stage_id, cause=cause, at=at, **facts)
            return made
    except IntegrityError as trouble:
        if "level_not_negative" in str(trouble):
            raise Refused(_("There are not that many pieces there."), field="pieces") from trouble
        raise
