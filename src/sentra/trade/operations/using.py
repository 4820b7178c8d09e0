"""Bought pieces go into an order; when the buyer has paid, their gain is shared."""

from datetime import date, datetime

from django.db.models import F, Sum
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.ledger import trade_recipes as recipes
from sentra.ledger.pool import must_have
from sentra.ledger.posting import Booking
from sentra.orders.models import DeliveryLine, Order, OrderLine
from sentra.orders.steps import locked
from sentra.people.roles import Permission
from sentra.production.supply import supply
from sentra.quality.models import Inspection
from sentra.stock import steps as stock
from sentra.trade.gain import Gain, Used, gain_of, sold_of
from sentra.trade.models import Purchase, Use
from sentra.trade.steps import left_of


@operation(needs=Permission.PLAN_WORK)
def use_purchase(purchase_id: int, *, line_id: int, pieces: int, by: Actor, at: datetime) -> Use:
    """Take bought pieces for an order's line: only the later stages are left to be split.

    Refuses another product, more than is left of the purchase, and more than the line lacks.
    """
    line = OrderLine.objects.get(pk=line_id)
    order = locked(line.order_id)
    purchase = (
        Purchase.objects.select_for_update(of=("self",))
        .select_related("stage", "workshop")
        .get(pk=purchase_id)
    )
    if purchase.stage.product_id != line.product_id:
        raise Refused(_("These pieces belong to another product."), field="line_id")
    left = left_of(purchase)
    if pieces > left:
        raise Refused(_("Only %(most)s pieces of it are left.") % {"most": left}, field="pieces")
    came = supply(order, line, purchase.stage, purchase.workshop, pieces, at=at)
    made: Use = Use.objects.create(purchase=purchase, supply=came)
    shelf = stock.place("store")
    taken = stock.Whose(order.pk, before=0)
    stock.moved_once(shelf, shelf, purchase.stage_id, pieces, taken, cause=f"quickuse:{made.pk}", at=at)
    recipes.goods_used(
        made.pk, Booking(by.today(at), by, at), purchase_id=purchase.pk, order_id=order.pk,
        amount_idr=pieces * purchase.price_idr,
    )  # fmt: skip
    return made


@operation(needs=Permission.PAY_OUT)
def share_gains(order_id: int, *, method: str, today: date, by: Actor, at: datetime) -> list[Use]:
    """The buyer has paid: each maker's part of the gain is owed to her, the fund gets its money back.

    Her part stands on her next slip. Refuses an order that is not paid, one without bought pieces to share,
    and a pool that does not hold what the fund gets back.
    """
    order = locked(order_id)
    if order.stage != Order.Stage.PAID:
        raise Refused(_("The gain is shared once the buyer has paid."))
    uses = list(
        Use.objects.select_for_update(of=("self",))
        .filter(supply__order=order, shared_at=None, supply__pieces__gt=F("supply__returned"))
        .select_related("purchase", "supply__line", "supply__stage")
        .order_by("pk")
    )
    if not uses:
        raise Refused(_("No bought pieces of this order wait to be shared."))
    spent = sum(use.supply.there * use.purchase.price_idr for use in uses)
    must_have(spent, method)
    booked = Booking(today, by, at)
    for line in {use.supply.line for use in uses}:
        _share_line(line, [use for use in uses if use.supply.line_id == line.pk], booked)
    recipes.fund_repaid(order.pk, booked, amount_idr=spent, method=method)
    return uses


def _share_line(line: OrderLine, uses: list[Use], booked: Booking) -> None:
    delivered = DeliveryLine.objects.filter(line=line).aggregate(n=Sum("pieces", default=0))["n"]
    sold = sold_of([use.supply.there for use in uses], delivered)
    for use, count in zip(uses, sold, strict=True):
        bought = use.purchase
        used = Used(use.supply.there, count, bought.price_idr, bought.maker_permille, bought.fee_permille)
        finishing = finishing_idr(line, use.supply.stage)
        found = gain_of(used, price_idr=line.price_idr, finishing_idr=finishing, delivered=delivered)
        _keep(use, found, booked.at)
        recipes.gain_shared(
            use.pk, booked, order_id=line.order_id, party_id=bought.party_id,
            amount_idr=found.maker_idr,
        )  # fmt: skip


def finishing_idr(line: OrderLine, stage: Stage) -> int:
    """What makers were paid for the line's stages after this one. Material is not in it: the fee bears it."""
    later = Inspection.objects.filter(
        lot__assignment__line=line, lot__assignment__stage__position__gt=stage.position
    )
    return int(later.aggregate(idr=Sum("payable_idr", default=0))["idr"])


def _keep(use: Use, found: Gain, at: datetime) -> None:
    use.value_idr, use.cost_idr = found.value_idr, found.cost_idr
    use.finishing_idr, use.fee_idr, use.maker_idr = found.finishing_idr, found.fee_idr, found.maker_idr
    use.shared_at = at
    use.save()
