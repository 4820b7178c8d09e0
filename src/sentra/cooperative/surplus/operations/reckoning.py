"""Reckoning a year's surplus: all it is shared by is frozen with the run. A correction is a new run."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Resolution, SurplusRun
from sentra.cooperative.stages import SURPLUS
from sentra.cooperative.surplus.scheme import Scheme, told
from sentra.cooperative.surplus.sealing import frozen_facts, seal
from sentra.cooperative.surplus.working import Measures, Worked, worked_out
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.operation import operation
from sentra.kernel.rows import whole_numbers
from sentra.kernel.tenancy import writer
from sentra.ledger.queries import surplus_of, year_closed
from sentra.people.roles import Permission

S, R = SurplusRun.Stage, Resolution.Stage


@operation(needs=Permission.SHARE_SURPLUS, says=("reason",))
def reckon_surplus(
    year_end: date, *, scheme: Scheme, measures: Measures, reason: str = "", by: Actor, at: datetime
) -> SurplusRun:
    """A draft for the annual meeting, with its inputs frozen; a draft before it is dropped.

    Refuses a book year that is not closed, a loss, no members, a base nobody holds (asks where its part
    goes), a year whose draft a meeting is about to vote on, and a new run of a booked year without a reason.
    """
    if not year_closed(year_end):
        raise Refused(_("Close the book year first."), field="year_end")
    before = _make_room(year_end, reason)
    worked = worked_out(year_end, surplus_of(year_end), scheme, measures)
    bases, shares = _columns(worked)
    run = _run(year_end, scheme, measures, worked, bases, shares)
    run.reason, run.replaces, run.made_at, run.made_by = reason.strip(), before, at, by.user_id
    run.save()
    _keep(run, worked, bases, shares)
    return run


@operation(needs=Permission.SHARE_SURPLUS)
def drop_surplus(run_id: int, *, by: Actor, at: datetime) -> SurplusRun:
    """A draft, or one the meeting approved but nobody booked, is not used. Refuses while a meeting has it."""
    run: SurplusRun = SurplusRun.objects.select_for_update().get(pk=run_id)
    _drop(run)
    return run


def _make_room(year_end: date, reason: str) -> SurplusRun | None:
    """Drops an open draft; returns the booked run this one would replace."""
    runs = SurplusRun.objects.select_for_update().filter(year_end=year_end)
    by_stage = {run.stage: run for run in runs.exclude(stage__in=(S.DROPPED, S.REPLACED))}
    if S.APPROVED in by_stage:
        raise Refused(_("The meeting approved a reckoning of this year. Book it, or drop it first."))
    if S.DRAFT in by_stage:
        _drop(by_stage[S.DRAFT])
    if S.POSTED in by_stage and not reason.strip():
        raise Refused(_("Say why this year is reckoned anew."), field="reason")
    return by_stage.get(S.POSTED)


def _drop(run: SurplusRun) -> None:
    asked = Resolution.objects.filter(kind=Resolution.Kind.SURPLUS, effect__run=run.pk)
    if asked.filter(stage__in=Resolution.UNDECIDED).exists():
        raise Refused(_("A meeting is to decide on this. Withdraw its resolution first."))
    run.stage = SURPLUS.after("drop", run.stage)
    run.save(update_fields=["stage"])


Columns = list[list[int]]
"""One list a shared part, in the order of the scheme; in each a figure a member, by number."""


def _columns(worked: Worked) -> tuple[Columns, Columns]:
    """Bases and shares. Who stands in no share has 0."""
    numbers = [one.number for one in worked.found.members]
    shared = [one for one in worked.parts if one.by_member is not None]
    held = [worked.found.held[one.part.base].by_member for one in shared]
    bases = [[base[number] for number in numbers] for base in held]
    return bases, [[(one.by_member or {}).get(number, 0) for number in numbers] for one in shared]


def _run(
    year_end: date, scheme: Scheme, measures: Measures, worked: Worked, bases: Columns, shares: Columns
) -> SurplusRun:
    run = SurplusRun(
        year_end=year_end, members_idr=worked.surplus.members_idr, others_idr=worked.surplus.others_idr,
        scheme=told(scheme), who=measures.who, measure=measures.measure, counted=list(measures.counted),
        outside={base: held.others for base, held in worked.found.held.items()},
        pools=[one.pool_idr for one in worked.parts], rests=[one.rest_idr for one in worked.parts],
    )  # fmt: skip
    numbers = (one.number for one in worked.found.members)
    rows = zip(numbers, _across(bases, worked), _across(shares, worked), strict=True)
    run.seal = seal(year_end, frozen_facts(run), rows)
    return run


KEEP = """
INSERT INTO cooperative_surplusshare (tenant_id, run_id, member_id, number, bases, shares, total_idr)
     SELECT %s, %s, member, number, ARRAY[{bases}]::bigint[], ARRAY[{shares}]::bigint[], total
       FROM unnest(%s::bigint[], %s::int[], %s::bigint[]{arrays}) AS r (member, number, total{names})
"""


def _across(columns: Columns, worked: Worked) -> Iterable[list[int]]:
    """A list a member instead of a list a part."""
    return map(list, zip(*columns, strict=True)) if columns else ([] for _one in worked.found.members)


def _keep(run: SurplusRun, worked: Worked, bases: Columns, shares: Columns) -> None:
    """All members' rows in one statement: a column of numbers for each base and each share."""
    names = [f"b{at}" for at in range(len(bases))], [f"s{at}" for at in range(len(shares))]
    statement = KEEP.format(
        bases=", ".join(names[0]), shares=", ".join(names[1]),
        arrays=", %s::bigint[]" * (len(bases) + len(shares)),
        names="".join(f", {name}" for one in names for name in one),
    )  # fmt: skip
    members = worked.found.members
    whose = [one.member_id for one in members], [one.number for one in members]
    totals = map(sum, _across(shares, worked))
    columns = map(whole_numbers, [*whose, totals, *bases, *shares])
    with connection.cursor() as cursor:
        cursor.execute(statement, [writer(), run.pk, *columns])
