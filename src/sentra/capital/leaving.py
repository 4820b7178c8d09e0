"""What a member who leaves has saved and owes, and how the one pays the other. Writes nothing.

It stands in capital because advances do; the cooperative below knows nothing of them.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import F

from sentra.capital.models import Advance
from sentra.cooperative.clauses import rules_on
from sentra.cooperative.membership.netting import Netting, net
from sentra.cooperative.models import Loan, Member
from sentra.ledger import queries as books
from sentra.ledger.chart import LOANS_TO_MEMBERS
from sentra.ledger.leaving_recipes import SAVINGS


@dataclass(frozen=True)
class Debt:
    """`key`: "loan:3" or "advance:9". Whole rupiah she owes; `number` is the loan's or the order's."""

    key: str
    kind: str  # loan, advance
    row_id: int
    order_id: int
    number: int
    year: int
    idr: int


@dataclass(frozen=True)
class Reckoning:
    """All that decides a settlement. `saved`: pokok, wajib, sukarela accounts → rupiah."""

    saved: dict[str, int]
    debts: list[Debt]
    result: Netting
    nets: bool  # the clause exit_nets_debts
    pay_days: int
    waits_idr: int  # of her advances, on slips that are not paid yet

    @property
    def debts_idr(self) -> int:
        return sum(debt.idr for debt in self.debts)

    def taken(self) -> list[tuple[Debt, int]]:
        """Each debt with what is taken for it, nothing included."""
        return [(debt, self.result.taken.get(debt.key, 0)) for debt in self.debts]


def reckon(member: Member, *, today: date) -> Reckoning:
    """What would be settled today. Refuses (AssertionError) books where savings are below nothing."""
    rules = rules_on(today)
    there = books.balances_of_party(member.party_id)
    saved = {account: -there.get(account, 0) for account in SAVINGS}
    assert min(saved.values()) >= 0, f"member {member.pk}: savings below nothing"
    debts, advances = _loans(member), _open_advances(member.party_id)
    debts += [_debt(one) for one in advances if one.owing_idr]
    nets = rules.yes("exit_nets_debts")
    result = net(sum(saved.values()), {debt.key: debt.idr for debt in debts}, netting=nets)
    waits = sum(one.reserved_idr for one in advances)
    return Reckoning(saved, debts, result, nets, rules.number("exit_pay_days"), waits)


def open_debts(member: Member) -> list[Debt]:
    """What she, or who answers for her, owes today: loans first. Three queries and one a loan."""
    return _loans(member) + [_debt(one) for one in _open_advances(member.party_id) if one.owing_idr]


def _loans(member: Member) -> list[Debt]:
    """Her running loans; what is left of each is what the books say of its source."""
    running = Loan.objects.filter(member__party_id=member.party_id, stage=Loan.Stage.RUNNING).order_by("pk")
    owed = [(loan, books.balance_of_source(f"loan:{loan.pk}", LOANS_TO_MEMBERS)) for loan in running]
    return [
        Debt(f"loan:{loan.pk}", "loan", loan.pk, 0, loan.number, loan.year, idr)
        for loan, idr in owed
        if idr > 0
    ]


def _open_advances(party_id: int) -> list[Advance]:
    owed = Advance.objects.filter(party_id=party_id, amount_idr__gt=F("recovered_idr") + F("written_off_idr"))
    return list(owed.select_related("assignment__order").order_by("pk"))


def _debt(advance: Advance) -> Debt:
    order = advance.assignment.order
    return Debt(
        f"advance:{advance.pk}", "advance", advance.pk, order.pk, order.number, order.year, advance.owing_idr
    )
