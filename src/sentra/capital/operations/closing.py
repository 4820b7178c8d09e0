"""The end of an order: everybody paid, nothing open, no goods and no cost left under its name."""

from datetime import date, datetime

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from sentra.capital.models import Slip
from sentra.capital.queries import open_advances
from sentra.capital.steps import hold_the_work, let_go, unfinished
from sentra.crafts.models import Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger.posting import Booking
from sentra.orders.models import DeliveryLine, Order
from sentra.orders.money import money
from sentra.orders.stages import ORDER
from sentra.orders.steps import finish, locked
from sentra.people.roles import Permission
from sentra.production.models import Assignment
from sentra.production.steps import withdraw
from sentra.quality.models import Inspection, Lot
from sentra.stock.material_queries import with_makers
from sentra.stock.queries import moves_of, of_order
from sentra.trade.models import Use
from sentra.trade.steps import unshared

UNANSWERED = (Assignment.State.PROPOSED, Assignment.State.OFFERED)


@operation(needs=Permission.CLOSE_ORDER)
def close_order(order_id: int, *, today: date, by: Actor, at: datetime) -> Order:
    """PAID → CLOSED. Pieces left in the store become free stock; cost left over is written off.

    Refuses, naming what and whose: open work, a lot nobody inspected, work on no paid slip, an open
    advance, down payment that is still the buyer's, material still with makers, pieces that do not add up.
    """
    order = locked(order_id)
    hold_the_work(order)
    ORDER.after("close", order.stage)
    _refuse_open_work(order)
    _refuse_unpaid_work(order)
    _refuse_open_advance(order)
    held = money(order).held_idr
    if held:
        raise Refused(
            _("%(amount)s of the down payment is still the buyer's. Give it back first.")
            % {"amount": formatted(held)}
        )
    _refuse_material_out(order)
    _refuse_lost_pieces(order)
    _refuse_open_gain(order)
    for offer in (
        Assignment.objects.select_for_update().filter(order=order, state__in=UNANSWERED).order_by("pk")
    ):
        withdraw(offer, reason="")
    let_go(order.pk, Booking(today, by, at), keep=True, cause=f"order:{order.pk}:freed")
    return finish(order, at=at)


def _refuse_open_work(order: Order) -> None:
    lot = Lot.objects.filter(assignment__order=order, state=Lot.State.WAITING).order_by("pk").first()
    if lot:
        raise Refused(_("Lot %(number)s still waits for inspection.") % {"number": lot.number})
    work = Assignment.objects.filter(order=order, state=Assignment.State.ACCEPTED)
    first = work.select_related("workshop__owner").order_by("pk").first()
    if first:
        raise Refused(
            _("%(name)s still has open work for this order. Take it back first.")
            % {"name": first.workshop.owner.name}
        )


def _refuse_unpaid_work(order: Order) -> None:
    worth = Inspection.objects.filter(lot__assignment__order=order, payable_idr__gt=0)
    owner = "lot__assignment__workshop__owner__name"
    unpaid = worth.exclude(paid__slip__state=Slip.State.PAID).order_by(owner)
    names = list(unpaid.values_list(owner, flat=True).distinct())
    if names:
        raise Refused(_("Not paid for all accepted pieces yet: %(names)s.") % {"names": ", ".join(names)})


def _refuse_open_gain(order: Order) -> None:
    if unshared(order.pk):
        raise Refused(_("The gain of bought pieces is not shared yet."))
    names = unfinished(Use.objects.filter(supply__order=order)).order_by("purchase__party__name")
    found = list(names.values_list("purchase__party__name", flat=True).distinct())
    if found:
        raise Refused(_("Their part of the gain is not paid yet: %(names)s.") % {"names": ", ".join(found)})


def _refuse_open_advance(order: Order) -> None:
    open_ = [f"{one.party.name} {formatted(one.owing_idr)}" for one in open_advances(order_id=order.pk)]
    if open_:
        raise Refused(
            _(
                "Advances still open: %(names)s. "
                "The treasurer books what comes back, the chair or manager writes off the rest."
            )
            % {"names": ", ".join(open_)}
        )


def _refuse_material_out(order: Order) -> None:
    out = [f"{one.maker} {one.units} {one.unit} {one.material}" for one in with_makers(order_id=order.pk)]
    if out:
        raise Refused(
            _("Material still with makers: %(names)s. Write down what was used, given back or lost.")
            % {"names": ", ".join(out)}
        )


def _refuse_lost_pieces(order: Order) -> None:
    """Accepted finished pieces and those taken from stock = delivered + lying here + set free.

    Anything else is a mistake of ours.
    """
    last = _last_stages(order)
    finals = Assignment.objects.filter(order=order, stage__in=last).aggregate(n=Sum("final", default=0))["n"]
    delivered = DeliveryLine.objects.filter(delivery__order=order).aggregate(n=Sum("pieces", default=0))["n"]
    here = sum(pieces for stage, pieces in of_order(order.pk).items() if stage in last)
    moves = [move for move in moves_of(order.pk) if move.stage_id in last]
    freed = sum(move.pieces for move in moves if move.from_order_id == order.pk)
    came = finals + sum(move.pieces for move in moves if move.from_order_id == 0)
    if came != delivered + here + freed:
        raise Refused(
            _("%(made)s pieces were accepted, but %(gone)s are delivered or in the store.")
            % {"made": came, "gone": delivered + here + freed}
        )


def _last_stages(order: Order) -> set[int]:
    routes = Stage.objects.filter(product__in=order.lines.values("product")).order_by("position")
    return set({stage.product_id: stage.pk for stage in routes}.values())
