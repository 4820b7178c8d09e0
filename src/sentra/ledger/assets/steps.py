"""What verbs about fixed assets share: plain functions inside the caller's transaction."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sentra.kernel.numbering import next_number
from sentra.ledger.asset_models import Asset
from sentra.ledger.assets.recipes import asset_owned
from sentra.ledger.assets.straight import Life
from sentra.ledger.models import Entry
from sentra.ledger.posting import Booking


@dataclass(frozen=True)
class Owned:
    """A thing of before Sentra, whole rupiah. From the month of `since` it loses what was left."""

    name: str
    life: Life
    bought_on: date
    since: date
    cost_idr: int
    residual_idr: int
    lost_idr: int


def take_over(thing: Owned, booked: Booking) -> Asset:
    """Into the register and, against 3-1800, into the books. The caller has checked that it can be."""
    asset: Asset = Asset.objects.create(
        number=next_number("asset", 0), name=thing.name, life=thing.life.key, months=12 * thing.life.years,
        bought_on=thing.bought_on, since=thing.since, cost_idr=thing.cost_idr,
        residual_idr=thing.residual_idr, lost_before_idr=thing.lost_idr, written_by=booked.by.user_id,
    )  # fmt: skip
    asset_owned(asset.pk, booked, name=asset.name, cost_idr=asset.cost_idr, lost_idr=thing.lost_idr)
    return asset


def opened_on(on: date) -> list[Asset]:
    """Things that came with the opening balances of this day and still stand as they came, held.

    They lose value here from the day after; one taken over by itself is booked on the day it begins.
    """
    causes = Entry.objects.filter(booked_on=on, cause__startswith="asset:", cause__endswith=":owned")
    ids = [int(cause.split(":")[1]) for cause in causes.values_list("cause", flat=True)]
    found = Asset.objects.select_for_update().filter(
        pk__in=ids, since=on + timedelta(days=1), taken_back_at=None
    )  # fmt: skip
    return list(found.order_by("pk"))


def give_back(assets: list[Asset], reason: str, *, at: datetime) -> dict[str, str]:
    """They were never ours. Returns cause → cause of the mirror, for whoever books them."""
    for one in assets:
        one.taken_back_at, one.taken_back_reason = at, reason.strip()[:160]
    Asset.objects.bulk_update(assets, ["taken_back_at", "taken_back_reason"])
    return {f"asset:{one.pk}:owned": f"asset:{one.pk}:owned:taken_back" for one in assets}
