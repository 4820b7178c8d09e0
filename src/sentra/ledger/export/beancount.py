"""The books in beancount's language (version 3): accounts opened on the first day, metadata on every entry.

Beancount allows letters, digits and dashes in an account's name, so `1-1100 Kas` reads `Assets:1-1100-Kas`.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain, groupby

from sentra.ledger.chart import Charted, charted
from sentra.ledger.export.lines import Books, ExportLine

ROOTS = {
    "asset": "Assets",
    "liability": "Liabilities",
    "equity": "Equity",
    "income": "Income",
    "cost": "Expenses",
}
_NOT_ALLOWED = re.compile(r"[^A-Za-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x1f]+")


def text(books: Iterable[Books]) -> Iterator[str]:
    """The whole file, piece by piece. Several organisations: `#slug` and `koperasi` tell them apart."""
    houses = list(books)
    opened = min((one.first_on for one in houses if one.first_on), default=date(1970, 1, 1))
    yield 'option "title" "Sentra"\noption "operating_currency" "IDR"\n\n'
    for one in charted().values():
        yield f"{opened:%Y-%m-%d} open {account(one)} IDR\n  kode: {_quoted(one.code)}\n"
    for house in houses:
        yield f"\n; {_CONTROL.sub(' ', house.name)} ({house.slug})\n"
        for _key, lines in groupby(house.lines(), key=lambda line: (line.booked_on, line.entry_id)):
            yield from _entry(house.slug, lines)


def account(one: Charted) -> str:
    """`Assets:1-1100-Kas`: whatever beancount does not allow in a name becomes one dash."""
    return f"{ROOTS[one.group]}:{_NOT_ALLOWED.sub('-', f'{one.code} {one.name}').strip('-')}"


def _entry(slug: str, lines: Iterator[ExportLine]) -> Iterator[str]:
    first = next(lines)
    facts = {"koperasi": slug, "sebab": first.cause, "sumber": first.source}
    if first.entry_id:
        facts["entri"] = str(first.entry_id)
    if first.reverses_id:
        facts["membalik"] = str(first.reverses_id)
    yield f"\n{first.booked_on:%Y-%m-%d} * {_quoted(first.memo)} #{slug}\n"
    yield from (f"  {name}: {_quoted(value)}\n" for name, value in facts.items())
    yield from map(_posting, chain([first], lines))


def _posting(line: ExportLine) -> str:
    whose = f"    pihak: {_quoted(f'{line.party_id} {line.party}')}\n" if line.party_id else ""
    return f"  {account(charted()[line.account])}  {line.amount_idr} IDR\n{whose}"


def _quoted(value: str) -> str:
    return '"' + _CONTROL.sub(" ", value).replace("\\", "\\\\").replace('"', '\\"') + '"'
