"""The prices that count today, and those that counted before."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sentra.trade.models import CollectorPrice, FloorPrice

FRESH_DAYS = 30  # an older collector's price says nothing about today
SHOWN_NOTES = 40


def collector_prices(today: date, stage_ids: Iterable[int] | None = None) -> dict[int, CollectorPrice]:
    """Stage → the newest price seen in the last 30 days, today counted. One query."""
    found = CollectorPrice.objects.filter(seen_on__gt=today - timedelta(days=FRESH_DAYS), seen_on__lte=today)
    if stage_ids is not None:
        found = found.filter(stage_id__in=list(stage_ids))
    newest = found.order_by("stage_id", "-seen_on", "-pk").distinct("stage_id")
    return {one.stage_id: one for one in newest}


def floor_prices(today: date, stage_ids: Iterable[int] | None = None) -> dict[int, FloorPrice]:
    """Stage → the price that holds today; stages the cooperative does not buy are left out. One query."""
    found = FloorPrice.objects.filter(from_on__lte=today)
    if stage_ids is not None:
        found = found.filter(stage_id__in=list(stage_ids))
    newest = found.order_by("stage_id", "-from_on", "-pk").distinct("stage_id")
    return {one.stage_id: one for one in newest if one.price_idr}


@dataclass(frozen=True)
class Note:
    """One noted price for the list; `counts`: it is the one that is used today."""

    price: CollectorPrice
    counts: bool


def noted_prices(today: date) -> list[Note]:
    """The last notes, newest first, with their stage and product. Two queries."""
    counting = {one.pk for one in collector_prices(today).values()}
    found = CollectorPrice.objects.select_related("stage__product")[:SHOWN_NOTES]
    return [Note(one, one.pk in counting) for one in found]
