"""Members' money as the books hold it: many people at once, few queries. Debit positive."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Sum

from sentra.ledger.queries.whose import books, postings


def balances_by_party(
    accounts: Iterable[str], party_ids: Iterable[int] | None = None, *, until: date | None = None
) -> Mapping[tuple[str, int], int]:
    """(account, party) → what stands there, up to the end of `until` if given. Absent is 0. One query."""
    found = postings().filter(account_id__in=list(accounts), party__isnull=False)
    if party_ids is not None:
        found = found.filter(party_id__in=list(party_ids))
    if until:
        found = found.filter(booked_on__lte=until)
    sums = found.values_list("account_id", "party_id").annotate(idr=Sum("amount_idr"))
    return defaultdict(int, {(account, party): int(idr) for account, party, idr in sums})


def balances_by_source(account: str, kind: str) -> Mapping[int, int]:
    """The number in the source ("loan:7" → 7) → what its entries left on the account. One query."""
    found = postings().filter(
        account_id=account, entry__source__startswith=f"{kind}:", entry__tenant_id=books()
    )
    sums = found.values_list("entry__source").annotate(idr=Sum("amount_idr"))
    return defaultdict(int, {int(source.partition(":")[2]): int(idr) for source, idr in sums})


def lowest_credits(account: str, *, since: date, until: date) -> dict[int, int]:
    """Party → the least that was owed to her at the end of any day from `since` to `until`; 0 is left out.

    The balance brought in counts as the first day's morning. Two queries.
    """
    before = balances_by_party([account], until=date.fromordinal(since.toordinal() - 1))
    owed = {party: -idr for (_account, party), idr in before.items()}
    lowest = dict(owed)
    moved = (
        postings()
        .filter(account_id=account, party__isnull=False, booked_on__range=(since, until))
        .values_list("booked_on", "party_id")
        .annotate(idr=Sum("amount_idr"))
        .order_by("booked_on")
    )
    for _day, party, idr in moved:
        owed[party] = owed.get(party, 0) - int(idr)
        lowest[party] = min(lowest.get(party, 0), owed[party])
    return {party: idr for party, idr in lowest.items() if idr > 0}


MONTH_ENDS = """
SELECT account_id, party_id, sum(amount_idr * (12 - greatest(0, months)))::bigint
  FROM ledger_posting, LATERAL (SELECT 12 * (extract(year FROM booked_on)::int - %(year)s)
                                     + extract(month FROM booked_on)::int - %(month)s) AS after (months)
 WHERE tenant_id = %(tenant)s AND account_id = ANY (%(accounts)s::varchar[]) AND booked_on <= %(until)s
 GROUP BY account_id, party_id
"""


def month_ends_by_party(
    accounts: Iterable[str], *, since: date, until: date
) -> Mapping[tuple[str, int], int]:
    """(account, party) → the sum of what stood there at the twelve month ends of [since, until]. One query.

    `since` is the first day of a book year, `until` its last. A twelfth of it is the year's average.
    """
    asked: dict[str, Any] = {"tenant": books(), "accounts": list(accounts), "until": until}
    with connection.cursor() as cursor:
        cursor.execute(MONTH_ENDS, {**asked, "year": since.year, "month": since.month})
        rows = cursor.fetchall()
    return defaultdict(int, {(account, party): idr for account, party, idr in rows})
