"""What labels there are, who may be named on them today, and what is published to check them with."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from sentra.cooperative.membership.queries import agreeing
from sentra.cooperative.models import Consent
from sentra.kernel.models import Tenant
from sentra.origin.codes import LabelFacts, unpacked, written
from sentra.origin.models import Label, LabelLook, SigningKey
from sentra.origin.story import Share, paid_for, shares_of
from sentra.people.queries import places
from sentra.quality.models import Lot

OFTEN = 20  # openings for each piece within OFTEN_DAYS
OFTEN_DAYS = 30
_OF_LOT = "assignment__stage__product__craft", "assignment__stage__product__motif", "assignment__order"


@dataclass(frozen=True)
class NamedMaker:
    """A maker as she agreed to be shown today. Without her yes there is no name, and no rupiah."""

    name: str
    village: str
    stages: tuple[str, ...]
    paid_idr: tuple[int, int] | None = None  # least and most for a piece, over her stages' findings


def lot_to_label(lot_id: int) -> Lot:
    """The lot with what its label tells. Raises Lot.DoesNotExist outside the scope."""
    found: Lot = Lot.objects.select_related(*_OF_LOT, "assignment__workshop__owner").get(pk=lot_id)
    return found


def code_of(label: Label) -> str:
    return written(bytes(label.payload), bytes(label.signature))


def facts_of(label: Label) -> LabelFacts:
    return unpacked(bytes(label.payload))


def labels_of(lot_id: int) -> QuerySet[Label]:
    """A lot's labels in the order they are cut from the sheet. Those withdrawn are not printed again."""
    return Label.objects.filter(lot=lot_id).order_by("kind", "serial")


@dataclass(frozen=True)
class LabelledLot:
    """A line of the list: a lot, and what became of its labels."""

    lot: Lot
    issued: int
    revoked: int
    last_on: Any


def labelled_lots(limit: int = 60) -> list[LabelledLot]:
    """Lots with labels, the latest issue first. Two queries."""
    sums = (
        Label.objects.order_by().values("lot")
        .annotate(issued=Count("pk"), revoked=Count("revoked_at"), last=Max("issued_at"), top=Max("number"))
        .order_by("-top")[:limit]
    )  # fmt: skip
    counted = {one["lot"]: one for one in sums}
    lots = Lot.objects.select_related(*_OF_LOT, "assignment__workshop__owner").in_bulk(list(counted))
    return [LabelledLot(lots[pk], n["issued"], n["revoked"], n["last"]) for pk, n in counted.items()]


def named_makers(lot: Lot, *, zone: str) -> tuple[list[NamedMaker], int]:
    """Who agrees today to be named, and how many more makers there are. Five queries."""
    shares = shares_of(lot, zone=zone)
    hers: dict[int, list[Share]] = {}
    for one in shares:
        hers.setdefault(one.party.pk, []).append(one)
    named = agreeing(Consent.Purpose.SHOWROOM, hers)
    shown = named & agreeing(Consent.Purpose.PAY, named)
    paid = paid_for(one for one in shares if one.party.pk in shown)
    told = [_named(own, paid if who in shown else set()) for who, own in hers.items() if who in named]
    return told, len(hers) - len(told)


def _named(own: list[Share], paid: set[int]) -> NamedMaker:
    rates = [one.rate_idr for one in own if one.inspection_id in paid]
    stages = tuple(dict.fromkeys(one.stage.name for one in own))
    village = places(own[0].party.village)[0]
    return NamedMaker(own[0].party.name, village, stages, (min(rates), max(rates)) if rates else None)


@dataclass(frozen=True)
class Looks:
    """How often a label was opened. `often`: more than its pieces explain, so one of them may be a copy."""

    total: int
    lately: int
    often: bool


def looks_at(label: Label, *, today: date) -> Looks:
    """One query."""
    month = Q(on__gt=today - timedelta(days=OFTEN_DAYS))
    sums = LabelLook.objects.filter(label=label).aggregate(
        total=Coalesce(Sum("times"), 0), lately=Coalesce(Sum("times", filter=month), 0)
    )
    return Looks(sums["total"], sums["lately"], often=sums["lately"] > OFTEN * label.pieces)


@dataclass(frozen=True)
class Published:
    """All that is needed to check labels without asking anybody, as it is on one day."""

    made_on: date
    keys: list[dict[str, Any]] = field(default_factory=list)
    revoked: list[dict[str, Any]] = field(default_factory=list)

    def told(self) -> dict[str, Any]:
        return {"made_on": self.made_on.isoformat(), "keys": self.keys, "revoked": self.revoked}


def published(tenants: Iterable[Tenant], *, today: date) -> Published:
    """Keys and withdrawn labels of these cooperatives, inside a scope that reads them all. Two queries."""
    names, zones = {}, {}
    for one in tenants:
        names[one.pk], zones[one.pk] = one.name, ZoneInfo(one.zone)
    keys = [
        {"cooperative": tenant, "name": names[tenant], "key": number, "public": bytes(public).hex()}
        for tenant, number, public in SigningKey.objects.filter(tenant__in=names)
        .order_by("tenant", "number")
        .values_list("tenant_id", "number", "public")
    ]
    gone = Label.objects.filter(tenant__in=names, revoked_at__isnull=False).order_by("tenant", "number")
    facts = gone.values_list("tenant_id", "number", "revoked_at", "revoked_why")
    revoked = [
        {
            "cooperative": tenant,
            "label": number,
            "since": at.astimezone(zones[tenant]).date().isoformat(),
            "why": why,
        }
        for tenant, number, at, why in facts
        if at
    ]
    return Published(today, keys, revoked)
