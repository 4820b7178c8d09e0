"""What screens ask about savings: everybody, one member, one receipt. Balances are the ledger's."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from sentra.cooperative.models import Member, SavingsInterest, SavingsMove
from sentra.cooperative.savings.dues import Due, expected
from sentra.cooperative.savings.rates import due_rates
from sentra.ledger.chart import SAVINGS
from sentra.ledger.queries import balances_by_party


@dataclass(frozen=True)
class Saved:
    """One member's savings and what she should have saved by the day asked for."""

    member: Member
    pokok: Due
    wajib: Due
    voluntary_idr: int

    @property
    def arrears_idr(self) -> int:
        return self.pokok.arrears_idr + self.wajib.arrears_idr

    @property
    def total_idr(self) -> int:
        return self.pokok.paid_idr + self.wajib.paid_idr + self.voluntary_idr


def savings_on(day: date, members: Iterable[Member] | None = None) -> list[Saved]:
    """Every member of today (or those given, with their party) by number. Two queries, three without members.

    Dues are reckoned to `day`; balances are those of now.
    """
    if members is None:
        members = Member.objects.filter(left_on=None).select_related("party").order_by("number")
    listed = list(members)
    rates = due_rates()
    held = balances_by_party(SAVINGS.values(), [one.party_id for one in listed])

    def saved(member: Member) -> Saved:
        pokok, wajib = expected(rates, joined_on=member.joined_on, until=day)
        there = {kind: -held[account, member.party_id] for kind, account in SAVINGS.items()}
        return Saved(member, Due(pokok, there["pokok"]), Due(wajib, there["wajib"]), there["sukarela"])

    return [saved(member) for member in listed]


def member_of(party_id: int) -> Member | None:
    """Her line of the register while she is a member."""
    found: Member | None = (
        Member.objects.filter(party_id=party_id, left_on=None).select_related("party").first()
    )
    return found


def moves_of(member_id: int, *, most: int = 50) -> list[SavingsMove]:
    """Her latest receipts and withdrawals, newest first. One query."""
    moves = SavingsMove.objects.filter(member_id=member_id).select_related("payer", "member", "sheet")
    return list(moves.order_by("-moved_on", "-pk")[:most])


def receipt(move_id: int) -> SavingsMove:
    found: SavingsMove = SavingsMove.objects.select_related("member__party", "payer", "sheet").get(pk=move_id)
    return found


def interest_months(*, most: int = 24) -> QuerySet[SavingsInterest, date]:
    """Months whose interest is booked, newest first."""
    months = SavingsInterest.objects.order_by("-month").values_list("month", flat=True)
    return months.distinct()[:most]  # type: ignore[return-value]  # a list of days
