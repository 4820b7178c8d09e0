"""The quick cash fund: filled, spent on half-finished pieces, never more than it holds."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.kernel.rupiah import formatted
from sentra.ledger import trade_recipes as recipes
from sentra.ledger.chart import FUND
from sentra.ledger.pool import METHODS, hold_the_pool, must_have
from sentra.ledger.posting import Booking
from sentra.ledger.queries import balance_of
from sentra.people.models import Workshop
from sentra.people.roles import Permission
from sentra.stock import steps as stock
from sentra.trade.models import FundMove, Purchase
from sentra.trade.queries.prices import floor_prices
from sentra.trade.rules import Rules


@operation(needs=Permission.PAY_OUT)
def move_fund(*, amount_idr: int, method: str, moved_on: date, by: Actor, at: datetime) -> FundMove:
    """Put our own cash or bank money into the fund (+), or take it back (−): box to box, bank to bank.

    Refuses nothing, a day to come, and more than is there.
    """
    if not amount_idr:
        raise Refused(_("The amount must be more than zero."), field="amount_idr")
    if moved_on > by.today(at):
        raise Refused(_("This day has not come yet."), field="moved_on")
    if amount_idr > 0:
        must_have(amount_idr, method)
    else:
        fund_must_have(-amount_idr, method, by=by)
    made: FundMove = FundMove.objects.create(
        amount_idr=amount_idr, method=method, moved_on=moved_on, moved_at=at, moved_by=by.user_id
    )
    recipes.fund_moved(made.pk, Booking(moved_on, by, at), amount_idr=amount_idr, method=method)
    return made


def fund_must_have(amount_idr: int, method: str, *, by: Actor) -> None:
    """Refuse what the fund does not hold. Whoever decides by it waits in line."""
    if method not in METHODS:
        raise Refused(_("Choose bank transfer or cash."), field="method")
    hold_the_pool(by.tenant_id)
    there = balance_of(FUND[method])
    if amount_idr > there:
        words = {"there": formatted(there), "amount": formatted(amount_idr)}
        raise Refused(_("The quick cash fund holds %(there)s here, not %(amount)s.") % words, field="method")


@operation(needs=Permission.PAY_OUT)
def buy_at_once(
    workshop_id: int, *, stage_id: int, pieces: int, method: str, by: Actor, at: datetime
) -> Purchase:
    """Buy a maker's half-finished pieces at today's floor price; they lie free in the store.

    Refuses a stage without a floor price, a maker at rest, no pieces, more than the fund holds. The rule for
    a later gain is today's and stays with the purchase.
    """
    today = by.today(at)
    workshop = Workshop.objects.select_related("owner").get(pk=workshop_id)
    stage = Stage.objects.select_related("product").get(pk=stage_id)
    floor = floor_prices(today, [stage.pk]).get(stage.pk)
    if floor is None or stage.finish == Stage.Finish.FINISHED:
        raise Refused(_("The cooperative does not buy this stage at once."), field="stage_id")
    if not workshop.active:
        raise Refused(_("She is at rest."), field="workshop_id")
    if pieces < 1:
        raise Refused(_("Count at least one piece."), field="pieces")
    total = pieces * floor.price_idr
    fund_must_have(total, method, by=by)
    rules = Rules.of(by.tenant_id)
    made: Purchase = Purchase.objects.create(
        number=next_number("quick cash", today.year), year=today.year, workshop=workshop,
        party=workshop.owner, stage=stage, pieces=pieces, price_idr=floor.price_idr, total_idr=total,
        method=method, bought_on=today, bought_at=at, bought_by=by.user_id,
        maker_permille=rules.gain_permille, fee_permille=rules.trade_fee_permille,
    )  # fmt: skip
    stock.move(
        stock.place("making"), stock.place("store"), stage.pk, pieces, cause=f"quickbuy:{made.pk}:bought",
        order_id=None, at=at,
    )  # fmt: skip
    recipes.goods_bought(
        made.pk, Booking(today, by, at), party_id=made.party_id, amount_idr=total, method=method
    )
    return made


@operation(needs=Permission.SET_RULES)
def set_gain_rule(*, maker_permille: int, fee_permille: int, by: Actor, at: datetime) -> Tenant:
    """The rule of purchases from now on; receipts that were given keep theirs. Refuses what is no part."""
    if not 0 <= maker_permille <= 1000:
        raise Refused(_("A part lies between 0 and 100 percent."), field="maker_permille")
    if not 0 <= fee_permille <= 1000:
        raise Refused(_("A part lies between 0 and 100 percent."), field="fee_permille")
    tenant: Tenant = Tenant.objects.select_for_update(no_key=True).get(pk=by.tenant_id)
    tenant.settings |= {"gain_permille": maker_permille, "trade_fee_permille": fee_permille}
    tenant.save(update_fields=["settings"])
    return tenant
