"""What may be advanced for which share of work, by whose record: eight queries for any number of shares."""

from collections.abc import Sequence
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q, Sum
from django.db.models.functions import TruncDate

from sentra.capital.caps import Cap, Need, Record, cap
from sentra.capital.models import Advance
from sentra.capital.policy import Policy
from sentra.kernel.models import Tenant
from sentra.orders.models import Order
from sentra.people.models import Worker
from sentra.production.calendar import rest_of
from sentra.production.models import Assignment
from sentra.quality.models import Inspection


def advance_caps(
    shares: Sequence[Assignment], *, tenant_id: int, pool_idr: int, today: date
) -> dict[int, Cap]:
    """Assignment → what may be advanced for it now. The shares carry their workshop."""
    policy = Policy.of(tenant_id)
    owing, wages = _owing(shares), weekly_wages({one.workshop_id for one in shares})
    weeks = _weeks({one.workshop_id for one in shares})
    records = records_of({one.workshop_id for one in shares}, tenant_id=tenant_id, today=today)
    return {
        one.pk: cap(
            Need(_to_come(one), owing.get(one.pk, 0), weeks.get(one.pk, 0), wages.get(one.workshop_id, 0)),
            records.get(one.workshop_id, Record()), policy.record, permille=policy.advance_permille,
            floor_permille=policy.floor_permille, pool_idr=pool_idr,
        )
        for one in shares
    }  # fmt: skip


def _to_come(work: Assignment) -> int:
    """Pieces that passed inspection are owed to her anyway and can no longer carry an advance."""
    return ((work.accepted or 0) - (work.final or 0)) * int(work.rate_idr)


def _weeks(workshops: set[int]) -> dict[int, int]:
    """Assignment → weeks it takes; a week of two shares of a workshop is the earlier share's. One query."""
    found: dict[int, int] = {}
    claimed: set[tuple[int, str]] = set()
    open_ = Assignment.objects.filter(state=Assignment.State.ACCEPTED, workshop__in=workshops).order_by("pk")
    for pk, workshop, weeks, final in open_.values_list("pk", "workshop", "weeks", "final"):
        hers = {(workshop, day) for day in rest_of(weeks, final or 0)} - claimed
        claimed |= hers
        found[pk] = len(hers)
    return found


def _owing(shares: Sequence[Assignment]) -> dict[int, int]:
    open_ = F("amount_idr") - F("recovered_idr") - F("written_off_idr")
    given = Advance.objects.filter(assignment__in=shares).order_by().values_list("assignment")
    return dict(given.annotate(idr=Sum(open_)))


def weekly_wages(workshops: set[int]) -> dict[int, int]:
    """Workshop → rupiah a week its owner has promised her workers. One query."""
    promised = Worker.objects.filter(active=True, weekly_wage_idr__gt=0, workshop__in=workshops)
    return dict(promised.order_by().values_list("workshop").annotate(idr=Sum("weekly_wage_idr")))


def records_of(workshops: set[int], *, tenant_id: int, today: date) -> dict[int, Record]:
    """Workshop → what its shares that are done or past their day say. Three queries.

    In time is what was handed in by the day it was due; how long an inspector took is not hers to answer for.
    Work that was taken back says nothing. Nor does an advance of an order that was cancelled.
    """
    over = Q(state=Assignment.State.DONE) | Q(state=Assignment.State.ACCEPTED, due_on__lt=today)
    shares = Assignment.objects.filter(over, workshop__in=workshops)
    promised = dict(shares.order_by().values_list("workshop").annotate(n=Sum("accepted")))
    zone = ZoneInfo(Tenant.objects.get(pk=tenant_id).zone)
    good = Inspection.objects.filter(lot__assignment__in=shares).annotate(
        on=TruncDate("lot__handed_in_at", tzinfo=zone)
    )
    in_time = good.filter(on__lte=F("lot__assignment__due_on")).order_by()
    kept = dict(in_time.values_list("lot__assignment__workshop").annotate(n=Sum("accepted")))
    lost = Advance.objects.filter(assignment__workshop__in=workshops, written_off_idr__gt=0)
    lost = lost.exclude(assignment__order__stage=Order.Stage.CANCELLED).order_by()
    written_off = dict(lost.values_list("assignment__workshop").annotate(n=Count("pk")))
    return {one: Record(promised.get(one, 0), kept.get(one, 0), written_off.get(one, 0)) for one in workshops}
