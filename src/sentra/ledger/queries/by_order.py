"""What one account holds for each party, order by order, where the books name an order."""

import re
from collections import defaultdict
from collections.abc import Mapping

from django.db.models import F, Sum

from sentra.ledger.queries.whose import books, postings

ORDER = re.compile(r"order:(\d+)\Z")


def balances_by_order(account: str) -> dict[tuple[int, int], int]:
    """(party, order) → what stands on the account, debit positive; zeros left out. One query.

    What was booked without an order (a slip settles several) is taken off her orders oldest first. What
    no order explains stands under order 0. The parts of a party always add up to her balance.
    """
    found: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    rows = (
        postings()
        .filter(account_id=account, party__isnull=False, entry__tenant_id=books())
        .values("party_id", source=F("entry__source"))
    )
    for row in rows.annotate(idr=Sum("amount_idr")).order_by():
        named = ORDER.match(row["source"])
        found[row["party_id"]][int(named[1]) if named else 0] += row["idr"]
    return {
        (party, order): idr
        for party, sums in sorted(found.items())
        for order, idr in _settled(sums).items()
        if idr
    }


def _settled(sums: Mapping[int, int]) -> dict[int, int]:
    """One party's sums with order 0 taken off the others, oldest first, as far as its sign is opposite."""
    left, kept = sums.get(0, 0), {}
    for order in sorted(sums.keys() - {0}):
        idr = sums[order]
        taken = min(abs(left), abs(idr)) if (left < 0 < idr) or (idr < 0 < left) else 0
        kept[order] = idr - taken if idr > 0 else idr + taken
        left += taken if left < 0 else -taken
    return kept | {0: left}
