"""Who does what: the split page, each workshop's load, a maker's own work."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, When

from sentra.cooperative.membership.queries import refuses
from sentra.cooperative.models import Consent
from sentra.crafts.models import Capacity, Stage
from sentra.kernel.models import StoredFile
from sentra.orders.lines import sizes_in_order
from sentra.orders.models import OrderLine, Sample
from sentra.people.models import Workshop
from sentra.production.models import Assignment, Plan, Progress, SearchedReasons
from sentra.production.spoiled import spoiled_by_order
from sentra.production.supply import from_store, supplies_of

S = Assignment.State
STANDING = (S.PROPOSED, S.OFFERED, S.ACCEPTED, S.DONE)
CHOSEN = ("chosen", "share")


def _with_claims(work: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Assignments with the last progress claim (`said`), all they name, in one query.

    `no_messages`: her maker wants none on her phone.
    """
    claims = Progress.objects.filter(assignment=OuterRef("pk")).order_by("-said_at", "-pk")
    return work.select_related(
        "workshop__owner__village", "stage__product__picture", "order__buyer", "line"
    ).annotate(
        said=Subquery(claims.values("pieces")[:1]),
        said_at=Subquery(claims.values("said_at")[:1]),
        no_messages=Case(
            When(refuses(Consent.Purpose.MESSAGES, "workshop__owner_id"), then=True), default=False
        ),
    )


@dataclass(frozen=True)
class StageCover:
    """How much of one stage of one line is given out. All counts in pieces.

    `needed` is what has to be made: `supplied` came from the store and is not in it.
    """

    line: OrderLine
    stage: Stage
    needed: int
    supplied: int
    proposed: int
    offered: int
    accepted: int
    final: int

    @property
    def open(self) -> int:
        """Still to be split."""
        return max(0, self.needed - self.proposed - self.offered - self.accepted)


def cover(order_id: int) -> list[StageCover]:
    """Every stage of every line with its counts; spoiled pieces are needed again. Five queries."""
    return covers([order_id])[order_id]


def covers(orders: Iterable[int]) -> dict[int, list[StageCover]]:
    """The same for many orders, still in five queries."""
    ids = list(orders)
    sums: dict[tuple[int, int], dict[str, int]] = defaultdict(lambda: defaultdict(int))
    rows = Assignment.objects.filter(order__in=ids).values("line", "stage", "state")
    for row in rows.annotate(p=Sum("proposed"), a=Sum("accepted", default=0), f=Sum("final", default=0)):
        _count(sums[row["line"], row["stage"]], dict(row))
    lines = list(
        OrderLine.objects.filter(order__in=ids, from_stock=False)
        .select_related("product")
        .prefetch_related("product__stages")
    )
    again = spoiled_by_order(ids, (stage for line in lines for stage in line.product.stages.all()))
    store = supplies_of(ids)
    found: dict[int, list[StageCover]] = {order_id: [] for order_id in ids}
    for line in lines:
        owed = again[line.order_id]
        for stage in line.product.stages.all():
            wanted, there = line.pieces + owed.pop(stage.pk, 0), from_store(store, line, stage)
            counts = (sums[line.pk, stage.pk][kind] for kind in ("proposed", "offered", "accepted", "final"))
            found[line.order_id].append(StageCover(line, stage, max(0, wanted - there), there, *counts))
    return found


def _count(kept: dict[str, int], row: dict[str, Any]) -> None:
    kept["final"] += row["f"]
    if row["state"] == S.PROPOSED:
        kept["proposed"] += row["p"]
    elif row["state"] == S.OFFERED:
        kept["offered"] += row["p"]
    elif row["state"] in (S.ACCEPTED, S.DONE):
        kept["accepted"] += row["a"]
    else:  # declined or taken back: only what was inspected counts
        kept["accepted"] += row["f"]


@dataclass(frozen=True)
class SplitView:
    """The split page of an order."""

    plan: Plan | None
    cover: list[StageCover]
    assignments: list[Assignment]
    load: dict[int, int]  # workshop → permille of the plan's weeks that are taken
    reasons: dict[tuple[int, int], list[dict[str, Any]]]  # (line, stage) → of makers without a share
    chosen: dict[int, dict[str, Any]]  # assignment → why she has it, from the plan it was made in
    plans: dict[int, Plan]  # every plan a share comes from, and the newest
    shortfalls: list[dict[str, Any]]
    workshops: dict[int, Workshop] = field(default_factory=dict)


def split_view(order_id: int) -> SplitView:
    """Everything the split page shows, in a constant number of queries."""
    plans = {plan.pk: plan for plan in _plans(order_id)}
    plan = next(iter(plans.values()), None)
    work = list(
        _with_claims(Assignment.objects.filter(order_id=order_id)).order_by(
            "line", "stage__position", "workshop__name"
        )
    )
    others, short = defaultdict(list), []
    for reason in plan.told if plan else []:
        if "workshop" not in reason:
            short.append(reason)
        elif reason["code"] not in CHOSEN:
            others[reason["line"], reason["stage"]].append(reason)
    people = Workshop.objects.filter(
        pk__in={reason["workshop"] for rows in others.values() for reason in rows}
    )
    return SplitView(
        plan,
        cover(order_id),
        work,
        _load(work, [order_id, *(plan.policy.get("together", []) if plan else [])]),
        dict(others),
        _chosen(work, plans),
        plans,
        short,
        {one.pk: one for one in people.select_related("owner__village")},
    )


def _plans(order_id: int) -> QuerySet[Plan]:
    """The newest plan, then those that shares come from; their reasons as far as they were searched."""
    later = Plan.objects.filter(order_id=order_id, round__gt=OuterRef("round"))
    shares = Assignment.objects.filter(plan=OuterRef("pk"))
    found = SearchedReasons.objects.filter(plan=OuterRef("pk")).values("reasons")[:1]
    wanted = Plan.objects.filter(~Exists(later) | Exists(shares), order_id=order_id)
    return wanted.annotate(searched=Subquery(found)).order_by("-round")


def _chosen(work: list[Assignment], plans: dict[int, Plan]) -> dict[int, dict[str, Any]]:
    """Assignment → its reason in its own plan."""
    told = {
        (pk, reason["workshop"], reason["line"], reason["stage"]): reason
        for pk, plan in plans.items()
        for reason in plan.told
        if reason["code"] in CHOSEN
    }
    keys = {one.pk: (one.plan_id, one.workshop_id, one.line_id, one.stage_id) for one in work}
    return {pk: told[key] for pk, key in keys.items() if key in told}


def _load(work: list[Assignment], orders: Collection[int]) -> dict[int, int]:
    """Permille of her weeks that are taken, over the weeks of this order and at her own pace.

    As the splitting reckons: the shares of `orders` (this one and those it was split together with) and what
    she was offered or accepted elsewhere. What is only proposed for any other order holds nothing.
    """
    ids, days = {one.workshop_id for one in work}, {day for one in work for day in one.weeks}
    if not days:
        return {}
    own = Capacity.objects.filter(workshop=OuterRef("workshop"), stage=OuterRef("stage"))
    taken: dict[int, int] = defaultdict(int)
    here = Q(state__in=STANDING, order_id__in=orders) | Q(state__in=(S.OFFERED, S.ACCEPTED, S.DONE))
    promised = Assignment.objects.filter(here, workshop_id__in=ids).select_related("stage")
    for one in promised.annotate(pace=Subquery(own.values("pieces_a_week")[:1])):
        pace = one.pace or one.stage.pieces_a_week
        for day, pieces in one.weeks.items():
            if day in days:
                taken[one.workshop_id] += 1000 * pieces // pace
    return {workshop: total // len(days) for workshop, total in taken.items()}


def offers_of(party_id: int) -> QuerySet[Assignment]:
    """What she is asked to do, soonest answer first."""
    mine = Assignment.objects.filter(workshop__owner_id=party_id, state=S.OFFERED)
    return _with_claims(mine).order_by("answer_by", "pk")


def work_of(party_id: int) -> QuerySet[Assignment]:
    """What she has taken and not finished, soonest due first."""
    mine = Assignment.objects.filter(workshop__owner_id=party_id, state=S.ACCEPTED)
    return _with_claims(mine).order_by("due_on", "pk")


def one_of(party_id: int, assignment_id: int) -> Assignment:
    """One of her own assignments. Raises Assignment.DoesNotExist for anybody else's."""
    return _with_claims(Assignment.objects.filter(workshop__owner_id=party_id)).get(pk=assignment_id)


@dataclass(frozen=True)
class Making:
    """What a share is made of, for the maker and whoever takes it in. `sizes` as the product lists them."""

    sizes: list[tuple[str, int]]  # of her share; [] where sizes do not matter or are not given out here
    line_sizes: list[tuple[str, int]]  # of the whole line
    unsized: int  # pieces of her share whose size she has to ask
    sample: StoredFile | None  # the picture of the piece the buyer approved


def making(work: Assignment) -> Making:
    """Sizes and sample of one share, in at most two queries."""
    found = Sample.objects.filter(order_id=work.order_id, approved=True, picture__isnull=False)
    sample = found.select_related("picture").order_by("-pk").first()
    line, hers = work.line, dict(work.sizes)
    line.product = work.stage.product
    pieces = work.proposed if work.accepted is None else work.accepted
    return Making(
        [(size, hers[size]) for size, _all in sizes_in_order(line) if size in hers],
        sizes_in_order(line),
        pieces - sum(hers.values()) if hers else 0,
        sample.picture if sample else None,
    )


def shows_to(party_id: int | None, file: StoredFile) -> bool:
    """Whether this file is the sample of an order she has a share of."""
    orders = Sample.objects.filter(picture=file, approved=True).values("order_id")
    seen = (S.OFFERED, S.ACCEPTED, S.DONE)
    mine = Assignment.objects.filter(workshop__owner_id=party_id, order__in=orders, state__in=seen)
    return party_id is not None and mine.exists()


def assignment_view(assignment_id: int) -> Assignment:
    """One assignment with all it names, for staff."""
    return _with_claims(Assignment.objects.all()).get(pk=assignment_id)


def assignments_of(order_id: int) -> QuerySet[Assignment]:
    return _with_claims(Assignment.objects.filter(order_id=order_id)).order_by(
        "line", "stage__position", "workshop__name"
    )


def progress_of(order_id: int) -> QuerySet[Progress]:
    """The photos and claims of an order, newest first."""
    told = Progress.objects.filter(assignment__order_id=order_id)
    return told.select_related("picture", "assignment__workshop__owner", "assignment__stage")


def being_made(*, orders: Iterable[int] | None = None, party_id: int | None = None) -> QuerySet[Assignment]:
    """Accepted work that is not finished, with what its makers say; of these orders or this maker."""
    work = Assignment.objects.filter(state=S.ACCEPTED)
    if orders is not None:
        work = work.filter(order__in=list(orders))
    if party_id is not None:
        work = work.filter(workshop__owner_id=party_id)
    return _with_claims(work).order_by("due_on", "pk")


def late_work(*, today: date) -> QuerySet[Assignment]:
    """Accepted work past its day."""
    late = Assignment.objects.filter(state=S.ACCEPTED, due_on__lt=today)
    return _with_claims(late).order_by("due_on", "pk")


@dataclass(frozen=True)
class OpenWork:
    """One order's work for those who plan: shares not offered, offers open, pieces without a maker."""

    proposals: int
    offered: int
    open: int
    said_no: bool  # somebody declined, did not answer, or work was taken back


def open_work(orders: Iterable[int]) -> dict[int, OpenWork]:
    """What is left to plan of each of these orders. Six queries for any number."""
    ids = list(orders)
    shares: dict[int, dict[str, int]] = {order_id: {} for order_id in ids}
    counted = Assignment.objects.filter(order__in=ids).values_list("order", "state")
    for order_id, state, n in counted.annotate(Count("pk")).order_by():
        shares[order_id][state] = n
    return {
        order_id: OpenWork(
            shares[order_id].get(S.PROPOSED, 0),
            shares[order_id].get(S.OFFERED, 0),
            sum(one.open for one in stages),
            bool(shares[order_id].keys() & {S.DECLINED, S.EXPIRED, S.WITHDRAWN}),
        )
        for order_id, stages in covers(ids).items()
    }


def by_workshop(workshop_id: int, *, limit: int = 20) -> QuerySet[Assignment]:
    """A workshop's latest shares, for her page."""
    return _with_claims(Assignment.objects.filter(workshop_id=workshop_id)).order_by("-pk")[:limit]
