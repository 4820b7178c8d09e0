"""What the treasurer does with fixed assets: buy, take over, write off, let go, and take each back."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.numbering import next_number
from sentra.kernel.operation import operation
from sentra.ledger.asset_models import Asset, AssetLine, AssetMonth
from sentra.ledger.assets.recipes import asset_bought, asset_left, month_depreciated
from sentra.ledger.assets.register import lost_so_far, to_book
from sentra.ledger.assets.steps import Owned, take_over
from sentra.ledger.assets.straight import Life, lives_on, lost_before
from sentra.ledger.corrections import asset_cancelled
from sentra.ledger.pool import hold_the_pool, must_have
from sentra.ledger.posting import Booking
from sentra.ledger.snapshots import end_of, month_of
from sentra.people.roles import Permission


@dataclass(frozen=True)
class Thing:
    """What was bought: whole rupiah, `life` a key of useful_lives.json."""

    name: str
    life: str
    cost_idr: int
    residual_idr: int = 0


@operation(needs=Permission.POST_ENTRY)
def buy_asset(thing: Thing, *, method: str, on: date, by: Actor, at: datetime) -> Asset:
    """Into the register and the books, paid from cash or bank.

    Refuses more money than is there, a later day than today, a closed month, a residual above the cost.
    """
    life = _checked(thing, on)
    if on > by.today(at):
        raise Refused(_("An entry cannot lie in the future."), field="on")
    must_have(thing.cost_idr, method)
    asset: Asset = Asset.objects.create(
        number=next_number("asset", 0), name=thing.name.strip(), life=thing.life, months=12 * life.years,
        bought_on=on, cost_idr=thing.cost_idr, residual_idr=thing.residual_idr, method=method,
        written_by=by.user_id,
    )  # fmt: skip
    asset_bought(asset.pk, Booking(on, by, at), name=asset.name, cost_idr=asset.cost_idr, method=method)
    return asset


def _checked(thing: Thing, day: date) -> Life:
    """The row of its useful life that holds on the day. Refuses a thing that cannot be."""
    if not thing.name.strip():
        raise Refused(_("Say what it is."), field="name")
    life = lives_on(day).get(thing.life)
    if life is None:
        raise Refused(_("Choose how long it is used."), field="life")
    if thing.cost_idr <= 0:
        raise Refused(_("The amount must be more than zero."), field="cost_idr")
    if not 0 <= thing.residual_idr <= thing.cost_idr:
        raise Refused(_("What is left in the end lies between zero and the price."), field="residual_idr")
    return life


@operation(needs=Permission.POST_ENTRY)
def own_asset(
    thing: Thing, *, bought_on: date, on: date, by: Actor, at: datetime, lost_idr: int | None = None
) -> Asset:  # fmt: skip
    """Owned before Sentra, taken over into the books on a day: no money moves.

    `lost_idr`: what it had lost by then; None: what equal months say up to the month before. Its useful
    life is the one that holds on the day of taking over. Refuses a purchase that is not before that day,
    a later day than today, a closed month, and more lost than cost less residual.
    """
    life = _checked(thing, on)
    if on > by.today(at):
        raise Refused(_("An entry cannot lie in the future."), field="on")
    if bought_on >= on:
        raise Refused(_("It was bought before the day you take it over."), field="bought_on")
    worth_idr = thing.cost_idr - thing.residual_idr
    if lost_idr is None:
        lost_idr = lost_before(worth_idr, 12 * life.years, bought_on, on)
    if not 0 <= lost_idr <= worth_idr:
        raise Refused(_("It cannot have lost more than it loses in all."), field="lost_idr")
    owned = Owned(
        thing.name.strip(), life, bought_on, on, thing.cost_idr, thing.residual_idr, lost_idr
    )  # fmt: skip
    return take_over(owned, Booking(on, by, at))


@operation(needs=Permission.POST_ENTRY)
def book_depreciation(month: date, *, by: Actor, at: datetime) -> AssetMonth:
    """Every asset's month in one entry, on the month's last day. Months that were left out come with it.

    Any day names the month. Refuses a month that is not over, one that is booked or lies before a booked
    one, and one in which nothing is lost.
    """
    month = month_of(month)
    hold_the_pool(by.tenant_id)
    if end_of(month) > by.today(at):
        raise Refused(_("This month is not over yet."), field="month")
    if AssetMonth.objects.filter(month__gte=month, taken_back_at=None).exists():
        raise Refused(_("Depreciation of this month is booked already."), field="month")
    lost = [(asset, idr) for asset, idr in to_book(month) if idr]
    if not lost:
        raise Refused(_("No asset loses anything this month."), field="month")
    made: AssetMonth = AssetMonth.objects.create(month=month, booked_at=at)
    AssetLine.objects.bulk_create(AssetLine(month=made, asset=asset, amount_idr=idr) for asset, idr in lost)
    lines = [(asset.name, idr) for asset, idr in lost]
    month_depreciated(made.pk, Booking(end_of(month), by, at), lines=lines)
    return made


@operation(needs=Permission.POST_ENTRY)
def let_go(asset_id: int, *, proceeds_idr: int, method: str, on: date, by: Actor, at: datetime) -> Asset:
    """Sold for so much, or thrown away (0). The month it leaves in loses nothing more.

    Refuses one that has left, a day before it came or in a month whose depreciation is booked.
    """
    hold_the_pool(by.tenant_id)
    asset: Asset = Asset.objects.select_for_update().get(pk=asset_id, tenant_id=by.tenant_id)
    if asset.left_on or asset.taken_back_at:
        raise Refused(_("This asset is not there any more."))
    if proceeds_idr < 0:
        raise Refused(_("The amount cannot be below zero."), field="proceeds_idr")
    if not asset.came_on <= on <= by.today(at):
        raise Refused(_("Choose a day between its coming and today."), field="on")
    booked = AssetLine.objects.filter(asset=asset, month__taken_back_at=None)
    if booked.filter(month__month__gte=month_of(on)).exists():
        raise Refused(_("Depreciation of this month is booked. Choose a later day."), field="on")
    asset.left_on, asset.proceeds_idr, asset.left_method = on, proceeds_idr, method
    asset.save(update_fields=["left_on", "proceeds_idr", "left_method"])
    lost_idr = asset.lost_before_idr + lost_so_far().get(asset.pk, 0)
    asset_left(
        asset.pk, Booking(on, by, at), nth=asset.leavings, name=asset.name, cost_idr=asset.cost_idr,
        lost_idr=lost_idr, proceeds_idr=proceeds_idr, method=method,
    )  # fmt: skip
    return asset


@operation(needs=Permission.REVERSE_ENTRY, says=("reason",))
def take_back_asset(asset_id: int, reason: str, *, by: Actor, at: datetime) -> Asset:
    """Its leaving was written down wrongly; else its coming. Refuses a coming with booked months."""
    if not reason.strip():
        raise Refused(_("Say why this is wrong."), field="reason")
    asset: Asset = Asset.objects.select_for_update().get(pk=asset_id, tenant_id=by.tenant_id)
    if asset.taken_back_at:
        raise Refused(_("This asset is not there any more."))
    if asset.left_on:
        again = f":{asset.leavings}" if asset.leavings else ""
        asset_cancelled(f"asset:{asset.pk}:left{again}", reason, by=by, at=at)
        asset.left_on, asset.proceeds_idr, asset.left_method = None, None, ""
        asset.leavings += 1
        asset.save(update_fields=["left_on", "proceeds_idr", "left_method", "leavings"])
        return asset
    if AssetLine.objects.filter(asset=asset, month__taken_back_at=None).exists():
        raise Refused(_("Months of it are booked. Take those back first, or let it go."))
    came = "owned" if asset.since else "bought"
    asset_cancelled(f"asset:{asset.pk}:{came}", reason, by=by, at=at)
    asset.taken_back_at, asset.taken_back_reason = at, reason.strip()[:160]
    asset.save(update_fields=["taken_back_at", "taken_back_reason"])
    return asset


@operation(needs=Permission.REVERSE_ENTRY, says=("reason",))
def take_back_month(month_id: int, reason: str, *, by: Actor, at: datetime) -> AssetMonth:
    """A month's depreciation was wrong. Only the newest, and none with an asset that has left since."""
    if not reason.strip():
        raise Refused(_("Say why this is wrong."), field="reason")
    hold_the_pool(by.tenant_id)
    made: AssetMonth = AssetMonth.objects.select_for_update().get(pk=month_id, tenant_id=by.tenant_id)
    newest = AssetMonth.objects.filter(taken_back_at=None).order_by("-month").first()
    if newest is None or newest.pk != made.pk:
        raise Refused(_("Take back the newest month first."))
    if AssetLine.objects.filter(month=made, asset__left_on__isnull=False).exists():
        raise Refused(_("An asset of this month has left since. Take that back first."))
    asset_cancelled(f"depreciation:{made.pk}:booked", reason, by=by, at=at)
    made.taken_back_at, made.taken_back_reason = at, reason.strip()[:160]
    made.save(update_fields=["taken_back_at", "taken_back_reason"])
    return made
