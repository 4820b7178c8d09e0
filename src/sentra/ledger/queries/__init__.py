"""What the books say. Amounts are whole rupiah, debit positive, unless a field is named debit or credit.

All of it is about one tenant's books: the one the scope writes, else the first it reads.
"""

from sentra.ledger.queries.balances import (
    CashPosition,
    PartyBalance,
    balance_of,
    balance_of_source,
    balances_of_party,
    cash_position,
    cost_of_free_goods,
    party_balances,
)
from sentra.ledger.queries.by_order import balances_by_order
from sentra.ledger.queries.card import AccountCard, CardRow, account_card
from sentra.ledger.queries.journal import EntryDetail, JournalPage, LineDetail, entry, journal
from sentra.ledger.queries.members import (
    balances_by_party,
    balances_by_source,
    lowest_credits,
    month_ends_by_party,
)
from sentra.ledger.queries.trial import TrialBalance, TrialRow, trial_balance
from sentra.ledger.queries.years import (
    closed_years,
    closing_lines,
    first_day_booked,
    running_surplus,
    surplus_of,
    year_closed,
)

__all__ = [
    "AccountCard",
    "CardRow",
    "CashPosition",
    "EntryDetail",
    "JournalPage",
    "LineDetail",
    "PartyBalance",
    "TrialBalance",
    "TrialRow",
    "account_card",
    "balance_of",
    "balance_of_source",
    "balances_by_order",
    "balances_by_party",
    "balances_by_source",
    "balances_of_party",
    "cash_position",
    "closed_years",
    "closing_lines",
    "cost_of_free_goods",
    "entry",
    "first_day_booked",
    "journal",
    "lowest_credits",
    "month_ends_by_party",
    "party_balances",
    "running_surplus",
    "surplus_of",
    "trial_balance",
    "year_closed",
]  # fmt: skip
