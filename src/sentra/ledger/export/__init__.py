"""The books as text that other bookkeeping programs read: hledger, beancount, or one csv line a posting.

`lines` streams the postings, each format turns them into text; nothing holds more than a few thousand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Final

from sentra.ledger.export import beancount, hledger, table
from sentra.ledger.export.lines import Books

FORMATS: Final[Mapping[str, Callable[[Iterable[Books]], Iterator[str]]]] = {
    "hledger": hledger.text,
    "beancount": beancount.text,
    "csv": table.text,
}

__all__ = ["FORMATS", "Books"]
