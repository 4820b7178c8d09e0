"""A maker leaves goods to be sold, and fetches what was not sold."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import note as noted
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.people.models import Workshop
from sentra.people.roles import Permission
from sentra.stock.models import Batch, Consignment, Place
from sentra.stock.steps import Whose, moved_once, place

MOST_PIECES = 100_000


@dataclass(frozen=True)
class Left:
    """One line she leaves: what, how many, what she gets for one piece. `row`: where a form had it."""

    stage_id: int
    pieces: int
    price_idr: int
    row: int | None = None


@operation(needs=Permission.RECEIVE_LOTS)
def receive_consigned(
    workshop_id: int, *, lines: Sequence[Left], ends_on: date | None = None, note: str = "", by: Actor,
    at: datetime,
) -> Consignment:  # fmt: skip
    """A maker's finished goods lie in the store from now on and stay hers. Nothing is booked.

    Refuses no line, a stage that is not the last of its product, pieces or a price of nothing, a price
    above what the product is sold for, a maker at rest, and an end that is over.
    """
    today, workshop = by.today(at), Workshop.objects.select_related("owner").get(pk=workshop_id)
    if not workshop.active:
        raise Refused(_("She is at rest."), field="workshop_id")
    if not lines:
        raise Refused(_("Say what she leaves here."), field="stage_0")
    if ends_on is not None and ends_on < today:
        raise Refused(_("This day is over already."), field="ends_on")
    _refuse_strange(lines)
    made: Consignment = Consignment.objects.create(
        workshop=workshop, party=workshop.owner, received_on=today, ends_on=ends_on,
        note=" ".join(note.split())[:160], received_at=at, received_by=by.user_id,
        received_by_name=by.name[:120], year=today.year, number=next_number("consignment", today.year),
    )  # fmt: skip
    for line in lines:
        batch = Batch.objects.create(
            consignment=made,
            workshop=workshop,
            stage_id=line.stage_id,
            pieces=line.pieces,
            price_idr=line.price_idr,
        )
        moved_once(
            place(Place.Kind.HERS, workshop.pk), place(Place.Kind.STORE), line.stage_id, line.pieces,
            Whose(None, owner_id=workshop.pk), cause=f"batch:{batch.pk}:received", at=at,
        )  # fmt: skip
    return made


@operation(needs=Permission.RECEIVE_LOTS)
def give_back_consigned(
    batch_id: int,
    *,
    pieces: int,
    by: Actor,  # noqa: ARG001 - the door asks who she is
    at: datetime,
) -> Batch:
    """She takes unsold pieces of a receipt's line home again. Nothing is booked.

    Refuses none, more than are left of the line, and more than lie free in the store.
    """
    held = Batch.objects.select_for_update(of=("self",)).select_related("consignment")
    batch: Batch = held.get(pk=batch_id)
    if not 1 <= pieces <= batch.left:
        raise Refused(
            _("Between 1 and %(most)s pieces can go back.") % {"most": batch.left}
            if batch.left
            else _("Nothing of it is left here."),
            field="pieces",
        )
    moved_once(
        place(Place.Kind.STORE), place(Place.Kind.HERS, batch.workshop_id), batch.stage_id, pieces,
        Whose(None, owner_id=batch.workshop_id), cause=f"batch:{batch.pk}:back:{batch.given_back}", at=at,
    )  # fmt: skip
    batch.given_back += pieces
    batch.save(update_fields=["given_back"])
    noted(stage=batch.stage_id, left=batch.left)
    return batch


def _refuse_strange(lines: Sequence[Left]) -> None:
    known = {one.pk: one for one in Stage.objects.filter(pk__in=[line.stage_id for line in lines])}
    products = {one.product_id for one in known.values()}
    routes = Stage.objects.filter(product__in=products).select_related("product").order_by("position")
    last = {one.product_id: one for one in routes}
    for at, line in enumerate(lines):
        number = at if line.row is None else line.row
        stage = known.get(line.stage_id)
        if stage is None:
            raise Refused(_("Choose from the list."), field=f"stage_{number}")
        if last[stage.product_id].pk != stage.pk:
            raise Refused(_("Only finished goods can be left to be sold."), field=f"stage_{number}")
        if not 1 <= line.pieces <= MOST_PIECES:
            raise Refused(_("Count at least one piece."), field=f"pieces_{number}")
        if line.price_idr < 1:
            raise Refused(_("The amount must be more than zero."), field=f"price_{number}")
        sold_for = last[stage.product_id].product.price_idr
        if line.price_idr > sold_for:
            raise Refused(
                _("We sell it for %(price)s. She cannot get more than that.")
                % {"price": formatted(sold_for)},
                field=f"price_{number}",
            )
