"""Laporan arus kas, indirect: from the surplus to the change of cash, by the class of each account.

Every account of the chart file carries its class. What changed on the accounts of a class, seen from cash,
is that class's flow; income and costs of another class than operating (depreciation, the gain of selling an
asset) are taken out of the operating part and stand in their own. So the three parts always add up to the
change of cash: all postings of a period sum to zero.

What opening entries brought from older books is no flow of any kind (decision 0017): their money stands in
a line of its own beside the cash at the beginning, their other accounts stand nowhere, and the surplus
older books had earned in the same year is taken out of the operating part again.
"""

from collections.abc import Iterable

from sentra.ledger.chart import Charted, charted
from sentra.ledger.statements.rows import LINE, TOTAL, Part, Row, Statement, head, summed
from sentra.ledger.statements.spans import Span, nominal

PARTS = {
    "operating": ("Arus kas dari kegiatan operasi", "Cash from operations"),
    "investing": ("Arus kas dari kegiatan investasi", "Cash from investing"),
    "financing": ("Arus kas dari kegiatan pendanaan", "Cash from financing"),
}
OPERATING, INVESTING, APPROPRIATION = "operating", "investing", "appropriation"
REACHED = ("net", "opening", "brought")
"""Rows that add up to the cash at the end; `brought` only where opening entries brought money."""


def cash_flow(now: Span, before: Span) -> Statement:
    """Money in positive, out negative, whole rupiah. Raises AssertionError if it does not end at the cash."""
    start = Row(
        "surplus", "SHU pada masa ini", "Surplus of the period", LINE, now.surplus_idr, before.surplus_idr,
        of_surplus=True,
    )  # fmt: skip
    operating = [
        start, *_earned_before(now, before), *_taken_out(now, before), *_changes(OPERATING, now, before)
    ]  # fmt: skip
    investing = _together("fixed", "Aset tetap: dibeli dan dilepas", "Fixed assets bought and sold",
                          _of(INVESTING), now, before)  # fmt: skip
    shared = _together("shared", "SHU dan dana yang dibayarkan", "Surplus and funds paid out",
                       _of(APPROPRIATION), now, before)  # fmt: skip
    financing = [*_changes("financing", now, before), *shared]
    parts = {"operating": operating, "investing": investing, "financing": financing}
    rows: list[Row] = []
    sums = []
    for key, lines in parts.items():
        total = summed(f"sum-{key}", f"Jumlah {PARTS[key][0].lower()}", f"{PARTS[key][1]}, total", lines)
        rows += [head(key, *PARTS[key]), *lines, total]
        sums.append(total)
    return Statement("cash", (*rows, *_ends(sums, now, before)))


def _ends(sums: list[Row], now: Span, before: Span) -> list[Row]:
    net = summed("net", "Kenaikan atau penurunan kas", "Change of cash", sums)
    money = [one.code for one in charted().values() if one.cash_flow == "cash"]
    opening = _of_parts("opening", "Kas dan bank pada awalnya", "Cash at the beginning",
                    [Part(code, now.at_eve(code), before.at_eve(code)) for code in money], LINE)  # fmt: skip
    closing = _of_parts("closing", "Kas dan bank pada akhirnya", "Cash at the end",
                    [Part(code, now.at_end(code), before.at_end(code)) for code in money], TOTAL)  # fmt: skip
    carried = [Part(code, now.brought(code), before.brought(code)) for code in money]
    name = "Saldo awal dibawa dari pembukuan lama"
    brought = _of_parts("brought", name, "Brought from older books", carried, LINE)
    rows = [net, opening, *([brought] if brought.parts else [])]
    reached = sum(row.now_idr for row in rows), sum(row.before_idr for row in rows)
    assert reached == (closing.now_idr, closing.before_idr), "the flow does not end at the cash"
    return [*rows, closing]


def _of_parts(key: str, name: str, name_en: str, parts: list[Part], level: str) -> Row:
    kept = tuple(part for part in parts if part.now_idr or part.before_idr)
    now, before = sum(part.now_idr for part in kept), sum(part.before_idr for part in kept)
    return Row(key, name, name_en, level, now, before, kept)


def _of(kind: str) -> list[Charted]:
    return [one for one in charted().values() if one.cash_flow == kind]


def _flow(code: str, span: Span) -> int:
    """What the account's change means for cash: a debit took money, a credit brought it."""
    return -span.happened(code).balance_idr


def _earned_before(now: Span, before: Span) -> list[Row]:
    """What older books had earned before the cut-over is in the surplus, and brought no cash here."""
    parts = [Part(code, now.brought(code), before.brought(code)) for code in charted() if nominal(code)]
    row = _of_parts("brought-surplus", "SHU dari pembukuan lama", "Surplus of older books", parts, LINE)
    return [row] if row.parts else []


def _taken_out(now: Span, before: Span) -> list[Row]:
    """Income and costs that belong to another part: out of the surplus with the opposite sign."""
    other = [one for one in charted().values() if nominal(one.code) and one.cash_flow != OPERATING]
    return _rows(other, now, before, sign=-1)


def _changes(kind: str, now: Span, before: Span) -> list[Row]:
    """One line an account of the balance sheet; income and costs are in the surplus already."""
    return _rows([one for one in _of(kind) if not nominal(one.code) or kind != OPERATING], now, before)


def _rows(accounts: Iterable[Charted], now: Span, before: Span, *, sign: int = 1) -> list[Row]:
    rows = []
    for one in accounts:
        here, there = sign * _flow(one.code, now), sign * _flow(one.code, before)
        if here or there:
            brought = now.brought(one.code)
            part = Part(one.code, here, there, left_out_idr=brought if one.debit_normal else -brought)
            rows.append(Row(one.code, one.name, one.name_en, LINE, here, there, (part,)))
    return rows


def _together(
    key: str, name: str, name_en: str, accounts: Iterable[Charted], now: Span, before: Span
) -> list[Row]:
    """Several accounts in one line: what they did among each other is no cash."""
    lines = _rows(accounts, now, before)
    return [summed(key, name, name_en, lines, level=LINE)] if lines else []
