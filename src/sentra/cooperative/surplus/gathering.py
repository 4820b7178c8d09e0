"""What a year's surplus is shared by, as it stood at the cut-off: who counts, and what each of them holds."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, Sum

from sentra.cooperative.models import LoanPayment, Member, SurplusRun
from sentra.cooperative.surplus.scheme import Base
from sentra.cooperative.surplus.sharing import Held
from sentra.kernel.dates import months_later
from sentra.kernel.rupiah import shared
from sentra.ledger.chart import SAVINGS
from sentra.ledger.earnings import Window, sold_by_party, sold_in_windows
from sentra.ledger.queries import balances_by_party, month_ends_by_party


@dataclass(frozen=True)
class Counted:
    """One member who counts. A person who left and came back counts once, under her newest number."""

    member_id: int
    number: int
    party_id: int


@dataclass(frozen=True)
class Gathered:
    """`held`: every base by member number. `sold_by_members_idr`: by all who were members when they sold."""

    members: tuple[Counted, ...]
    held: Mapping[Base, Held]
    sold_by_members_idr: int
    sold_by_others_idr: int

    def sides(self, surplus_idr: int) -> tuple[int, int]:
        """The surplus earned with members and with others: by what was bought from each, to the rupiah.

        Nobody sold anything: it was all earned with members (their savings and loans).
        """
        weights = [self.sold_by_members_idr, self.sold_by_others_idr]
        members, others = shared(surplus_idr, weights if any(weights) else [1, 0])
        return members, others


def year_start(year_end: date) -> date:
    """The first day of the book year that ends on this day."""
    return months_later((year_end + timedelta(days=1)), -12)


def gathered(
    year_end: date, *, who: str, measure: str, counted: Sequence[str], until: date | None = None
) -> Gathered:
    """Everything as it stood at the end of the book year, or of `until` while it is running. Whole rupiah;
    with `average`, rupiah × month ends, months to come as they stand on `until`.

    `counted`: the kinds of savings (pokok, wajib, sukarela) that count. A fixed number of queries, however
    many members.
    """
    since, until = year_start(year_end), until or year_end
    rows = members_within(since, until)
    apart = sold_apart(rows, since, until)
    newest = {party: Counted(pk, number, party) for pk, number, party, _joined, left in rows
              if who == SurplusRun.Who.IN_YEAR or left is None or left > until}  # fmt: skip
    members = tuple(sorted(newest.values(), key=lambda one: one.number))
    theirs, others = sum(mine for mine, _rest in apart.values()), sum(rest for _mine, rest in apart.values())
    kept = {one.number: apart.get(one.party_id, (0, 0))[0] for one in members}
    held = {
        Base.SOLD: Held(kept, theirs + others - sum(kept.values())),
        Base.SAVINGS: Held(_saved(members, since, until, measure, counted)),
        Base.INTEREST: Held(_interest(members, since, until)),
        Base.EQUAL: Held(dict.fromkeys(kept, 1)),
    }
    return Gathered(members, held, theirs, others)


Line = tuple[int, int, int, date, date | None]
"""A membership: its row, its number, whose it is, and its first and last day."""


def members_within(since: date, until: date) -> list[Line]:
    """Every membership that touches [since, until], by number. One query."""
    return list(
        Member.objects.filter(joined_on__lte=until)
        .filter(Q(left_on=None) | Q(left_on__gte=since))
        .order_by("number")
        .values_list("pk", "number", "party_id", "joined_on", "left_on")
    )


def sold_apart(rows: Iterable[Line], since: date, until: date) -> Mapping[int, tuple[int, int]]:
    """Party → what she sold while she was a member, and besides: the one measure of both trades (0017).

    Zero or more: what came back beyond what she sold in all counts as nothing. Two queries.
    """
    everybody = sold_by_party(since=since, until=until)
    as_members = _sold_as_members(rows, everybody, since, until)
    found = {}
    for party, idr in everybody.items():
        sold = max(0, idr)
        mine = min(sold, max(0, as_members.get(party, 0)))
        found[party] = (mine, sold - mine)
    return found


def _sold_as_members(
    rows: Iterable[Line], everybody: Mapping[int, int], since: date, until: date
) -> Mapping[int, int]:
    """Party → what she sold while a member. Only who joined or left in the year is asked for again."""
    whole: dict[int, int] = {}
    partly: list[Window] = []
    for _pk, _number, party, joined, left in rows:
        if joined <= since and (left is None or left > until):
            whole[party] = everybody.get(party, 0)
        else:
            partly.append((party, max(since, joined), min(until, left or until)))
    return whole | sold_in_windows(partly)


def _saved(
    members: Sequence[Counted], since: date, until: date, measure: str, kinds: Sequence[str]
) -> dict[int, int]:
    accounts = [SAVINGS[kind] for kind in kinds]
    if measure == SurplusRun.Measure.AVERAGE:
        there = month_ends_by_party(accounts, since=since, until=until)
    else:
        there = balances_by_party(accounts, until=until)
    by_party: dict[int, int] = {}
    for (_account, party), idr in there.items():
        by_party[party] = by_party.get(party, 0) - idr
    return {one.number: max(0, by_party.get(one.party_id, 0)) for one in members}


def _interest(members: Sequence[Counted], since: date, until: date) -> dict[int, int]:
    paid = (
        LoanPayment.objects.filter(paid_on__range=(since, until), taken_back_at=None)
        .values_list("loan__member__party")
        .annotate(idr=Sum("interest_idr"))
    )
    by_party = dict(paid)
    return {one.number: by_party.get(one.party_id, 0) for one in members}
