"""What a QRIS payment costs us, and the most it may be: dated rows of `payments/data/qris.json`.

The buyer never pays this fee (PBI 23/6/PBI/2021 art. 52). What the bank really kept stands on its statement
and is what gets booked: the figure here is said beforehand.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.ledger.rates import Rate
from sentra.ledger.rates import read as read_rates

FILE = Path(__file__).parents[1] / "data" / "qris.json"
KINDS = {"UMI": "umi", "UKE": "other", "UME": "other", "UBE": "other"}
SPECIAL = ("education", "public", "donation")
"""URE says only "special": which rate holds depends on the business, so it must be said."""


def fee(criteria: str, amount_idr: int, on: date, *, special: str = "") -> int:
    """The fee of one payment in whole rupiah, rounded down. `criteria` as in the code; URE needs `special`.

    Refuses criteria nobody knows and a day without a row; (ValueError) a negative amount. Whether one payment
    may be so large is asked of `most_idr`.
    """
    kind = special if criteria == "URE" and special in SPECIAL else KINDS.get(criteria, "")
    return _row(kind, on).due_on(amount_idr)


def most_idr(on: date) -> int:
    """The largest single QRIS payment on this day, in whole rupiah. Refuses a day without a row."""
    limit = _row("limit", on).limit_idr
    assert limit is not None  # a test reads every row
    return limit


def _row(kind: str, on: date) -> Rate:
    found = [row for row in _rows().get(kind, ()) if row.since <= on <= (row.until or date.max)]
    if not found:
        raise Refused(_("No QRIS fee is known for this business and day."))
    return found[0]


@cache
def _rows() -> Mapping[str, Sequence[Rate]]:
    return read_rates(json.loads(FILE.read_text())["rates"])
