"""Prices are noted and set: never edited, the newest counts."""

from datetime import date, datetime

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Stage
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.trade.models import CollectorPrice, FloorPrice

MOST_IDR = 1_000_000_000


@operation(needs=Permission.NOTE_PRICES)
def note_collector_price(
    *, stage_id: int, price_idr: int, seen_on: date, place: str, by: Actor, at: datetime
) -> CollectorPrice:
    """A collector paid `price_idr` for one piece of this stage. Refuses a day to come, no place, no price."""
    stage = Stage.objects.get(pk=stage_id)
    if not 1 <= price_idr <= MOST_IDR:
        raise Refused(_("This price cannot be right."), field="price_idr")
    if seen_on > by.today(at):
        raise Refused(_("This day has not come yet."), field="seen_on")
    if not place.strip():
        raise Refused(_("Say where you saw it, or who said it."), field="place")
    made: CollectorPrice = CollectorPrice.objects.create(
        stage=stage, price_idr=price_idr, seen_on=seen_on, place=place.strip()[:120], noted_at=at,
        noted_by=by.user_id,
    )  # fmt: skip
    return made


@operation(needs=Permission.SET_RULES)
def set_floor_price(
    *, stage_id: int, price_idr: int, from_on: date, source: str, by: Actor, at: datetime
) -> FloorPrice:
    """From `from_on` the cooperative buys this stage at once for `price_idr` a piece; 0: it buys none.

    Refuses a finished piece (that is an order's work), no reason, an amount that cannot be right.
    """
    stage = Stage.objects.get(pk=stage_id)
    if stage.finish == Stage.Finish.FINISHED:
        raise Refused(_("Only half-finished pieces are bought at once."), field="stage_id")
    if not 0 <= price_idr <= MOST_IDR:
        raise Refused(_("This price cannot be right."), field="price_idr")
    if not source.strip():
        raise Refused(_("Say who decided it, and when."), field="source")
    made: FloorPrice = FloorPrice.objects.create(
        stage=stage, price_idr=price_idr, from_on=from_on, source=source.strip()[:160], set_at=at
    )
    return made
