"""Savings and loans at a book year's end, as the pack prints them. Whole rupiah."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sentra.cooperative.models import Loan, Member
from sentra.ledger.chart import LOANS_TO_MEMBERS, SAVINGS
from sentra.ledger.queries import balances_by_party


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
        Loan.objects.filter(paid_out_on__lte=until)
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
