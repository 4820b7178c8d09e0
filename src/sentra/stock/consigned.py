"""Goods makers left to be sold, inside the caller's transaction: what is owed when they go, and come back.

Which pieces of one maker are sold is told by her batches: the oldest first, exactly as many as went. Locks
come in one order everywhere: her batches by id, then what was sold of them by id.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, QuerySet, Sum
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.ledger import consigned_recipes as recipes
from sentra.ledger.posting import Booking
from sentra.stock.models import Batch, ConsignedReturn, ConsignedSale, Move, Place
from sentra.stock.steps import Whose, moved_once, place


@dataclass(frozen=True)
class Went:
    """Why her pieces left us: sold for an order, or lost (no order)."""

    kind: str
    cause: str
    order_id: int | None = None


def sold_of(moves: Iterable[Move], *, cause: str, order_id: int, booked: Booking) -> list[ConsignedSale]:
    """What makers are owed for the pieces of theirs among these moves to the buyer. Books nothing.

    Refuses pieces of a maker that no receipt names.
    """
    went = Went(ConsignedSale.Kind.SOLD, cause, order_id)
    gone: dict[tuple[int, int], int] = defaultdict(int)
    for one in moves:
        if one.owner_id is not None:
            gone[one.owner_id, one.stage_id] += one.pieces
    return [
        sale
        for (owner, stage), pieces in sorted(gone.items())
        for sale in owed_for(owner, stage, pieces, went, booked=booked)
    ]


def owed_for(
    owner_id: int, stage_id: int, pieces: int, went: Went, *, booked: Booking
) -> list[ConsignedSale]:
    """`pieces` of hers are gone: taken from her oldest batches, each at its own price. Books nothing."""
    found: list[ConsignedSale] = []
    for batch in _held(owner_id, stage_id):
        taken = min(pieces, batch.left)
        if not taken:
            continue
        pieces -= taken
        found.append(_gone(batch, taken, went, booked))
    if pieces:
        raise Refused(_("No receipt names these goods of hers. Receive them as consigned first."))
    return found


def taken_home(owner_id: int, stage_id: int, pieces: int) -> None:
    """She has taken these herself, and nobody wrote it down: her oldest batches say so now."""
    for batch in _held(owner_id, stage_id):
        taken = min(pieces, batch.left)
        pieces -= taken
        batch.given_back += taken
        batch.save(update_fields=["given_back"])


def found_again(owner_id: int, stage_id: int, pieces: int, *, cause: str, booked: Booking) -> None:
    """Pieces of hers that were counted as lost lie there after all: they are hers, nothing is owed for them.

    Refuses more than were lost: what no receipt names is received first.
    """
    list(_batches(owner_id, stage_id).select_for_update(of=("self",)).order_by("pk"))
    lost = ConsignedSale.objects.filter(
        kind=ConsignedSale.Kind.LOST, batch__workshop=owner_id, batch__stage=stage_id
    )
    sales = _with_the_buyer(lost.select_for_update(of=("self",)))
    if pieces > sum(sales.values()):
        raise Refused(_("There is more of hers than her receipts say. Receive the rest first."))
    for sale in sorted(sales, key=lambda one: -one.pk):
        taken = min(pieces, sales[sale])
        pieces -= taken
        if taken:
            _returned(sale, taken, cause, booked)


def owed_by_party(sales: Iterable[ConsignedSale]) -> dict[int, int]:
    """Party → rupiah."""
    owed: dict[int, int] = defaultdict(int)
    for one in sales:
        owed[one.party_id] += one.amount_idr
    return dict(owed)


def consigned_of(cause: str) -> dict[int, int]:
    """Stage → pieces of makers' own that went with this cause and did not come back. Two queries."""
    found: dict[int, int] = {}
    for sale, left in _with_the_buyer(ConsignedSale.objects.filter(cause=cause)).items():
        found[sale.batch.stage_id] = found.get(sale.batch.stage_id, 0) + left
    return {stage: pieces for stage, pieces in found.items() if pieces}


def came_from(order_id: int, stage_id: int) -> dict[int, int]:
    """Workshop → pieces of hers of this stage that the buyer of this order has. Two queries."""
    found: dict[int, int] = {}
    for sale, left in _with_the_buyer(_sales(order_id, stage_id)).items():
        found[sale.batch.workshop_id] = found.get(sale.batch.workshop_id, 0) + left
    return {workshop: pieces for workshop, pieces in found.items() if pieces}


def consigned_returned(
    order_id: int, stage_id: int, workshop_id: int, pieces: int, *, cause: str, booked: Booking
) -> list[ConsignedReturn]:
    """The buyer brought pieces of hers back in good order: they lie free in the store and are hers again.

    Moves the goods and takes the debt back (owed to artisans / cost of sales): the last sold first. What a
    slip had named already is taken from her next slips, above her floor. Once per cause, stage and workshop.
    Refuses more than the buyer has of hers. Goods that came back broken are not hers: do not call this.
    """
    cause = f"{cause}:{workshop_id}"
    known = list(ConsignedReturn.objects.filter(cause=cause, sale__batch__stage=stage_id))
    if known and sum(one.pieces for one in known) == pieces:
        return known
    list(_batches(workshop_id, stage_id).select_for_update(of=("self",)).order_by("pk"))
    hers = _sales(order_id, stage_id).filter(batch__workshop=workshop_id)
    sales = _with_the_buyer(hers.select_for_update(of=("self",)))
    if not 0 < pieces <= sum(sales.values()):
        raise Refused(_("The buyer has %(n)s pieces of hers.") % {"n": sum(sales.values())}, field="pieces")
    moved_once(
        place(Place.Kind.BUYER), place(Place.Kind.STORE), stage_id, pieces,
        Whose(None, before=order_id, owner_id=workshop_id), cause=cause, at=booked.at,
    )  # fmt: skip
    found = []
    for sale in sorted(sales, key=lambda one: -one.pk):
        taken = min(pieces, sales[sale])
        pieces -= taken
        if taken:
            found.append(_returned(sale, taken, cause, booked))
    return found


def _batches(owner_id: int, stage_id: int) -> "QuerySet[Batch]":
    found: QuerySet[Batch] = Batch.objects.filter(workshop=owner_id, stage=stage_id)
    return found


def _held(owner_id: int, stage_id: int) -> list[Batch]:
    """Her batches that are not all gone, the oldest first."""
    here = _batches(owner_id, stage_id).filter(pieces__gt=F("given_back") + F("sold") + F("lost"))
    return list(here.select_for_update(of=("self",)).select_related("consignment").order_by("pk"))


def _gone(batch: Batch, pieces: int, went: Went, booked: Booking) -> ConsignedSale:
    field = "sold" if went.kind == ConsignedSale.Kind.SOLD else "lost"
    setattr(batch, field, getattr(batch, field) + pieces)
    batch.save(update_fields=[field])
    sale: ConsignedSale = ConsignedSale.objects.create(
        batch=batch, party_id=batch.consignment.party_id, kind=went.kind, order_id=went.order_id,
        pieces=pieces, price_idr=batch.price_idr, amount_idr=pieces * batch.price_idr, cause=went.cause,
        on=booked.on, at=booked.at,
    )  # fmt: skip
    return sale


def _sales(order_id: int, stage_id: int) -> "QuerySet[ConsignedSale]":
    found: QuerySet[ConsignedSale] = ConsignedSale.objects.filter(order_id=order_id, batch__stage=stage_id)
    return found


def _with_the_buyer(sales: "QuerySet[ConsignedSale]") -> dict[ConsignedSale, int]:
    """Sale → pieces of it that did not come back. Two queries."""
    found = list(sales.select_related("batch").order_by("pk"))
    back = ConsignedReturn.objects.filter(sale__in=found).values_list("sale_id").annotate(n=Sum("pieces"))
    gone = dict(back.order_by())
    return {one: one.pieces - gone.get(one.pk, 0) for one in found}


def _returned(sale: ConsignedSale, pieces: int, cause: str, booked: Booking) -> ConsignedReturn:
    named, amount = sale.slip_id is not None, pieces * sale.price_idr
    if not named:
        sale.returned += pieces
        sale.save(update_fields=["returned"])
    field = "sold" if sale.kind == ConsignedSale.Kind.SOLD else "lost"
    Batch.objects.filter(pk=sale.batch_id).update(**{field: F(field) - pieces})
    made: ConsignedReturn = ConsignedReturn.objects.create(
        sale=sale, party_id=sale.party_id, pieces=pieces, amount_idr=amount,
        asked_idr=amount if named else 0, cause=cause, on=booked.on, at=booked.at,
    )  # fmt: skip
    recipes.consigned_returned(
        made.pk, booked, order_id=sale.order_id, party_id=sale.party_id, amount_idr=amount
    )
    return made
