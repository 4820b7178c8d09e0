"""What screens and papers ask about surpluses: runs, one run's parts, one member's share and how it came."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q, Sum

from sentra.cooperative.models import (
    Resolution,
    ShareQuestion,
    SurplusPayment,
    SurplusRun,
    SurplusShare,
)
from sentra.cooperative.surplus.scheme import Part, Scheme, read

PAGE = 50
SHOWN = (SurplusRun.Stage.DRAFT, SurplusRun.Stage.APPROVED, SurplusRun.Stage.POSTED)


@dataclass(frozen=True)
class RunPart:
    """One part as the run has it. `whole`: its denominator (rupiah; for `average` rupiah × month ends)."""

    part: Part
    pool_idr: int
    rest_idr: int
    whole: int
    to_members_idr: int


@dataclass(frozen=True)
class PartOfShare:
    """How one part of a share came: pool × base ÷ whole, rounded by largest remainder."""

    part: Part
    pool_idr: int
    base: int
    whole: int
    idr: int

    @property
    def rounded_up(self) -> bool:
        """She got a rupiah that was left over when all shares were rounded down."""
        return bool(self.whole) and self.idr > self.pool_idr * self.base // self.whole


@dataclass(frozen=True)
class MyShare:
    """One member's share of one year, with its arithmetic and what was asked about it."""

    share_id: int
    run: SurplusRun
    member_id: int
    party_id: int
    number: int
    name: str
    parts: tuple[PartOfShare, ...]
    total_idr: int
    questions: tuple[ShareQuestion, ...]


@dataclass(frozen=True)
class ShareRow:
    member_id: int
    number: int
    name: str
    shares: tuple[int, ...]
    total_idr: int


@dataclass(frozen=True)
class SharePage:
    """`next_after` is the `after` of the next page; None on the last."""

    rows: tuple[ShareRow, ...]
    next_after: int | None


def scheme_of(run: SurplusRun) -> Scheme:
    return read(run.scheme)


def fund_amounts(run: SurplusRun) -> dict[str, int]:
    """Account → rupiah of the funds, with what other parts left to them."""
    scheme = scheme_of(run)
    accounts = {part.key: part.account for part in scheme.parts}
    found: dict[str, int] = {}
    for part, pool, rest in zip(scheme.parts, run.pools, run.rests, strict=True):
        for key, idr in ((part.key, 0 if part.base else pool), (part.rest_to, rest)):
            if idr:
                found[accounts[key]] = found.get(accounts[key], 0) + idr
    return found


def party_amounts(run: SurplusRun) -> dict[int, int]:
    """Party → rupiah of all her shares, by member number; who gets nothing is left out."""
    rows = SurplusShare.objects.filter(run=run, total_idr__gt=0).order_by("number")
    return dict(rows.values_list("member__party_id", "total_idr"))


def parts_of(run: SurplusRun) -> list[RunPart]:
    """Every part in the order of the scheme. One query."""
    wholes = _wholes(run)
    found = []
    for part, pool, rest in zip(scheme_of(run).parts, run.pools, run.rests, strict=True):
        to_members = pool - rest if part.base else 0
        found.append(RunPart(part, pool, rest, wholes.get(part.key, 0), to_members))
    return found


def _wholes(run: SurplusRun) -> Mapping[str, int]:
    """Key of each shared part → its denominator: what all members hold, and non-members where they count."""
    shared = scheme_of(run).shared()
    sums = {f"of_{at}": Sum(f"bases__{at}") for at in range(len(shared))}
    held = SurplusShare.objects.filter(run=run).aggregate(**sums) if shared else {}
    outside = run.outside
    return {
        part.key: (held[f"of_{at}"] or 0) + (outside.get(part.base, 0) if part.outside else 0)
        for at, part in enumerate(shared)
    }


def runs() -> list[SurplusRun]:
    """Newest year first, and in a year the newest reckoning."""
    return list(SurplusRun.objects.select_related("resolution__meeting").order_by("-year_end", "-pk"))


def run_of(run_id: int) -> SurplusRun:
    found: SurplusRun = SurplusRun.objects.select_related("resolution__meeting", "replaces").get(pk=run_id)
    return found


def shares(run_id: int, *, search: str = "", after: int = 0, size: int = PAGE) -> SharePage:
    """Members by number, a page at a time. `search` looks in names and numbers. One query."""
    found = SurplusShare.objects.filter(run=run_id, number__gt=after).select_related("member__party")
    if search:
        by_name = Q(member__party__name__icontains=search)
        number = search.isdecimal() and len(search) < 9
        found = found.filter(by_name | Q(number=int(search)) if number else by_name)
    rows = [_row(one) for one in found.order_by("number")[: size + 1]]
    return SharePage(tuple(rows[:size]), rows[size - 1].number if len(rows) > size else None)


def all_shares(run_id: int) -> list[ShareRow]:
    """Everybody's, for paper. One query."""
    found = SurplusShare.objects.filter(run=run_id).select_related("member__party").order_by("number")
    return [_row(one) for one in found]


def _row(one: SurplusShare) -> ShareRow:
    name = one.member.party.name
    return ShareRow(one.member_id, one.number, name, tuple(one.shares), one.total_idr)


def share_of(run_id: int, member_id: int) -> MyShare | None:
    """How her share came. Three queries; None when she does not count in this run."""
    return _explained(
        SurplusShare.objects.filter(run=run_id, member=member_id)
        .select_related("run", "member__party").first()
    )  # fmt: skip


def share_with(share_id: int) -> MyShare | None:
    return _explained(SurplusShare.objects.filter(pk=share_id).select_related("run", "member__party").first())


def shares_of_party(party_id: int) -> list[SurplusShare]:
    """Her share of every year: as booked, as approved, or as the open draft has it; newest first."""
    found = SurplusShare.objects.filter(member__party=party_id, run__stage__in=SHOWN)
    return list(found.select_related("run").order_by("-run__year_end", "-run"))


def has_share(party_id: int) -> bool:
    """Is there anything for her to read? One query."""
    return SurplusShare.objects.filter(member__party=party_id, run__stage__in=SHOWN).exists()


def _explained(one: SurplusShare | None) -> MyShare | None:
    if one is None:
        return None
    wholes, shared = _wholes(one.run), scheme_of(one.run).shared()
    pools = dict(zip((part.key for part in scheme_of(one.run).parts), one.run.pools, strict=True))
    parts = tuple(
        PartOfShare(part, pools[part.key], base, wholes[part.key], idr)
        for part, base, idr in zip(shared, one.bases, one.shares, strict=True)
    )
    questions = tuple(one.questions.order_by("asked_at"))
    her = one.member.party
    return MyShare(
        one.pk, one.run, one.member_id, her.pk, one.number, her.name, parts, one.total_idr, questions
    )  # fmt: skip


def waiting_questions() -> list[ShareQuestion]:
    """Questions that wait for the house's answer, oldest first. One query."""
    found = ShareQuestion.objects.filter(answered_at=None).select_related("share__member__party")
    return list(found.order_by("asked_at"))


def meeting_asked(run: SurplusRun) -> Resolution | None:
    """The resolution that asks, or asked, a meeting about this run; the newest. One query."""
    asked = Resolution.objects.filter(kind=Resolution.Kind.SURPLUS, effect__run=run.pk)
    return asked.select_related("meeting").order_by("-pk").first()


def payment(payment_id: int) -> SurplusPayment:
    found: SurplusPayment = SurplusPayment.objects.select_related("member__party").get(pk=payment_id)
    return found


def payments_of(member_id: int) -> list[SurplusPayment]:
    """What she took of her shares, newest first."""
    return list(SurplusPayment.objects.filter(member=member_id).order_by("-paid_on", "-pk"))
