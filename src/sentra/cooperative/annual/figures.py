"""Savings, loans and budgets around a book year's end, as the pack prints them. Whole rupiah."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sentra.cooperative.budget.queries import Compared, compared, lines_of, nominal_accounts, standing
from sentra.cooperative.models import Budget, Loan, Member
from sentra.kernel.dates import months_later
from sentra.ledger.chart import LOANS_TO_MEMBERS, SAVINGS
from sentra.ledger.queries import balances_by_party
from sentra.ledger.snapshots import end_of


def saved_lines(members: Sequence[Member], until: date) -> list[dict[str, Any]]:
    """Each member's savings of the three kinds at the end of the day. One query."""
    held = balances_by_party(SAVINGS.values(), until=until)
    rows = []
    for one in members:
        kinds = [-held[account, one.party_id] for account in SAVINGS.values()]
        rows.append({"number": one.number, "name": one.party.name, "kinds": kinds, "total_idr": sum(kinds)})
    return rows


def loan_lines(until: date) -> list[dict[str, Any]]:
    """What each borrower still owed of her principal at the end of the day. Two queries."""
    held = balances_by_party([LOANS_TO_MEMBERS], until=until)
    lent = (
        Loan.objects.filter(paid_out_on__lte=until, taken_back_at=None)
        .select_related("member__party")
        .order_by("member__number", "pk")
    )
    newest = {one.member.party_id: one for one in lent}
    return [
        {
            "number": one.member.number, "name": one.member.party.name, "loan": f"{one.number}/{one.year}",
            "left_idr": held[LOANS_TO_MEMBERS, party],
        }
        for party, one in newest.items()
        if held[LOANS_TO_MEMBERS, party]
    ]  # fmt: skip


def next_year(year_end: date) -> date:
    return end_of(months_later(year_end.replace(day=1), 12))


def budget_facts(year_end: date) -> dict[str, Any] | None:
    """The year's budget beside its books, and the next year's as it stands; None without either."""
    now, following = standing(year_end), standing(next_year(year_end))
    if now is None and following is None:
        return None
    return {
        "now": _beside(now, year_end) if now else None,
        "next": _planned(following) if following else None,
    }


def _beside(budget: Budget, year_end: date) -> dict[str, Any]:
    found = compared(budget, year_end)
    groups = ((found.income, found.income_sum), (found.costs, found.cost_sum))
    return {
        "stage": budget.stage,
        "groups": [{"rows": [_row(one) for one in rows], "total": _row(total)} for rows, total in groups],
        "surplus": _row(found.surplus),
    }


def _row(one: Compared) -> dict[str, Any]:
    name = one.account.name if one.account else ""
    return {"name": name, "planned_idr": one.year_idr, "actual_idr": one.actual_idr}


def _planned(budget: Budget) -> dict[str, Any]:
    accounts, lines = nominal_accounts(), lines_of(budget)
    groups = []
    for group in ("income", "cost"):
        planned = {
            code: lines[code] for code, one in accounts.items() if one.group == group and code in lines
        }
        rows = [{"name": accounts[code].name, "planned_idr": idr} for code, idr in planned.items()]
        groups.append({"rows": rows, "total_idr": sum(planned.values())})
    return {"stage": budget.stage, "year_end": budget.year_end.isoformat(), "groups": groups}
