"""Moving goods, inside the caller's transaction. The level follows by itself; below zero is refused."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import F, Min
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.kernel.tenancy import writer
from sentra.stock.models import NAMED, Batch, Level, Move, Place

NAMES = {  # as the papers of the store call them
    Place.Kind.MAKING: "Dalam pengerjaan",
    Place.Kind.STORE: "Gudang koperasi",
    Place.Kind.WORKSHOP: "Usaha pengrajin",
    Place.Kind.BUYER: "Pembeli",
    Place.Kind.SCRAP: "Dihapuskan",
    Place.Kind.SUPPLIER: "Pemasok",
    Place.Kind.HERS: "Pada pengrajin",
    Place.Kind.DIFFERENCE: "Selisih opname",
}
SOLD_FROM = (Place.Kind.STORE, Place.Kind.WORKSHOP)
"""Where free pieces lie that anybody may buy; what is at a stall or on the way belongs to another channel."""


class TooFew(Refused):
    """`left`: how many there are."""

    def __init__(self, left: int) -> None:
        super().__init__(_("Only %(n)s of them are left.") % {"n": left}, field="pieces")
        self.left = left


def place(kind: str, workshop_id: int | None = None, *, name: str = "") -> Place:
    """The tenant's one place of this kind (of this workshop, of this name); made when first asked for.

    A stall, an exhibition and a transport have a name; the others have none.
    """
    known = Place.objects.filter(tenant_id=writer(), kind=kind, workshop_id=workshop_id)  # type: ignore[misc]  # None asks for none
    if kind in NAMED:
        known = known.filter(name=name)
    found: Place | None = known.first()
    if found:
        return found
    fresh = Place(kind=kind, workshop_id=workshop_id, name=name or NAMES[Place.Kind(kind)])
    Place.objects.bulk_create([fresh], ignore_conflicts=True)  # two at once: the first wins, both find it
    made: Place = known.get()
    return made


@dataclass(frozen=True)
class Whose:
    """`order_id`: for which order the pieces are after the move, None: free. `before`: for which they were
    until then, 0: free; None: the same. `owner_id`: the workshop that left them here to be sold, None: ours.
    """

    order_id: int | None
    before: int | None = None
    owner_id: int | None = None


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
    """Move our own `pieces` as finished as `stage_id` leaves them; None when there are none.

    Once per cause and stage. Refuses more than lies there, and a known cause with other facts.
    """
    if pieces == 0:
        return None
    return moved_once(source, target, stage_id, pieces, Whose(order_id), cause=cause, at=at)


def moved_once(
    source: Place, target: Place, stage_id: int, pieces: int, whose: Whose, *, cause: str, at: datetime
) -> Move:
    """As `move`, also for pieces of a maker's own, or that change for whom they are. At least one piece."""
    facts = {
        "source_id": source.pk, "target_id": target.pk, "pieces": pieces, "order_id": whose.order_id,
        "from_order_id": whose.before, "owner_id": whose.owner_id,
    }  # fmt: skip
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


def set_aside(stage_id: int, pieces: int, *, order_id: int, cause: str, at: datetime) -> list[Move]:
    """Free finished pieces are this order's from now on; nobody else can have them.

    The cooperative's own first, then what makers left here, whose oldest is oldest; the store before the
    workshops. Refuses with the number that is left. Several stages in one transaction: ask in the order of
    their ids.
    """
    free = Level.objects.select_for_update(of=("self",)).filter(
        stage_id=stage_id, order_id=0, pieces__gt=0, place__kind__in=SOLD_FROM
    )
    return [
        _moved_row(one, one.place, taken, Whose(order_id, 0, one.owner_id), cause=cause, at=at)
        for one, taken in _taken(free.select_related("place").order_by("pk"), pieces)
    ]


def set_free(order_id: int, *, cause: str, at: datetime) -> int:
    """Whatever lies at our places for this order is free again, where it lies. Returns the pieces."""
    held = _held(order_id)
    for one in held:
        _moved_row(one, one.place, one.pieces, Whose(None, order_id, one.owner_id), cause=cause, at=at)
    return sum(one.pieces for one in held)


def scrap_all(order_id: int, *, cause: str, at: datetime) -> int:
    """Whatever of ours lies at our places for this order is written off. Returns the pieces.

    What makers left here is free again: nobody writes off what is not ours.
    """
    held, scrap = _held(order_id), place(Place.Kind.SCRAP)
    for one in held:
        hers = Whose(None, order_id, one.owner_id)
        target, whose = (one.place, hers) if one.owner_id else (scrap, Whose(order_id))
        _moved_row(one, target, one.pieces, whose, cause=cause, at=at)
    return sum(one.pieces for one in held)


def hand_over(stage_id: int, pieces: int, *, order_id: int, cause: str, at: datetime) -> list[Move]:
    """Pieces of this order go to the buyer, the cooperative's own first. Refuses more than lies there."""
    buyer = place(Place.Kind.BUYER)
    held = [one for one in _held(order_id) if one.stage_id == stage_id]
    return [
        _moved_row(one, buyer, taken, Whose(order_id, owner_id=one.owner_id), cause=cause, at=at)
        for one, taken in _taken(held, pieces)
    ]


def _held(order_id: int) -> list[Level]:
    held = Level.objects.select_for_update(of=("self",)).filter(order_id=order_id, pieces__gt=0, bounded=True)
    return list(held.select_related("place").order_by("place_id", "stage_id", "pk"))


def _taken(levels: Iterable[Level], pieces: int) -> Iterator[tuple[Level, int]]:
    """How many of each row make up `pieces`: ours first, then whose oldest batch is oldest.

    Refuses more than there is.
    """
    found = list(levels)
    oldest = _oldest(found)
    rows = sorted(
        found, key=lambda one: (oldest.get(one.owner_id, 0), one.place.kind != Place.Kind.STORE, one.pk)
    )
    there = sum(one.pieces for one in rows)
    if pieces > there:
        raise TooFew(there)
    for one in rows:
        taken = min(pieces, one.pieces)
        if taken:
            yield one, taken
        pieces -= taken


def _oldest(levels: Iterable[Level]) -> dict[int | None, int]:
    """Owner → her oldest batch of these goods that is not gone; no owner before all, none known after all.

    One query, and none while everything is ours.
    """
    owners = {one.owner_id for one in levels if one.owner_id}
    if not owners:
        return {}
    here = Batch.objects.filter(workshop__in=owners, stage__in={one.stage_id for one in levels})
    here = here.filter(pieces__gt=F("given_back") + F("sold") + F("lost"))
    first = dict(here.order_by().values_list("workshop_id").annotate(first=Min("pk")))
    return {owner: first.get(owner, 2**63) for owner in owners}


def _moved_row(one: Level, target: Place, pieces: int, whose: Whose, *, cause: str, at: datetime) -> Move:
    """A part of one row goes on; its cause is told apart by place and owner."""
    cause = f"{cause}:{one.place_id}:{one.owner_id or 0}"
    return moved_once(one.place, target, one.stage_id, pieces, whose, cause=cause, at=at)
