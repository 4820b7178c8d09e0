"""The books as a journal for hledger (1.25 and later): every amount written out, so a wrong one is refused.

Accounts: group, code and Indonesian name (`Aset:1-1100 Kas`). Cause, source and party are tags.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby

from sentra.ledger.chart import Charted, charted
from sentra.ledger.export.lines import Books, ExportLine

ROOTS = {
    "asset": ("Aset", "A"),
    "liability": ("Kewajiban", "L"),
    "equity": ("Ekuitas", "E"),
    "income": ("Pendapatan", "R"),
    "cost": ("Beban", "X"),
}
_BREAKS_TEXT = re.compile(r"[;|\x00-\x1f]+")
_BREAKS_TAG = re.compile(r"[,\x00-\x1f]+")


def text(books: Iterable[Books]) -> Iterator[str]:
    """The whole journal, piece by piece. Several organisations: the tag `koperasi` tells them apart."""
    yield "; Sentra: pembukuan dalam rupiah penuh, debit positif.\n\ncommodity 1000. IDR\n\n"
    for one in charted().values():
        yield f"account {account(one)}  ; type:{ROOTS[one.group][1]}\n"
    for house in books:
        yield f"\n; {_plain(house.name)} ({house.slug})\n"
        for _key, lines in groupby(house.lines(), key=lambda line: (line.booked_on, line.entry_id)):
            yield from _entry(house.slug, lines)


def account(one: Charted) -> str:
    """`Aset:1-1100 Kas`: stable as long as the chart's code and name are."""
    return f"{ROOTS[one.group][0]}:{one.code} {one.name}"


def _entry(slug: str, lines: Iterator[ExportLine]) -> Iterator[str]:
    """One line at a time: opening balances of a large cooperative are one entry of 100,000 lines."""
    first = next(lines)
    tags = [f"koperasi:{slug}", f"sebab:{_tag(first.cause)}", f"sumber:{_tag(first.source)}"]
    if first.reverses_id:
        tags.append(f"membalik:{first.reverses_id}")
    number = f"({first.entry_id}) " if first.entry_id else ""
    yield f"\n{first.booked_on:%Y-%m-%d} {number}{_plain(first.memo)}  ; {', '.join(tags)}\n"
    yield from map(_posting, chain([first], lines))


def _posting(line: ExportLine) -> str:
    whose = f"  ; pihak:{line.party_id} {_tag(line.party or '')}" if line.party_id else ""
    return f"    {account(charted()[line.account])}  {line.amount_idr} IDR{whose}\n"


def _plain(memo: str) -> str:
    """What may stand in a description: `;` starts a comment and `|` divides payee from note."""
    return _BREAKS_TEXT.sub(" ", memo).strip()


def _tag(value: str) -> str:
    """A comma would end the tag's value."""
    return _BREAKS_TAG.sub(" ", value).strip()
