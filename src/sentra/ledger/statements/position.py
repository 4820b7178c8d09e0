"""Laporan posisi keuangan (neraca): what there is, what is owed, what is the members' own.

Before and after closing it reads the same: the surplus of the book year stands as "SHU tahun berjalan",
what is left of earlier years as "SHU tahun lalu yang belum dibagi".
"""

from sentra.ledger.chart import YEAR_SURPLUS, charted
from sentra.ledger.statements.rows import LINE, TOTAL, Part, Row, Statement, head, of_account, summed, used
from sentra.ledger.statements.spans import Span

CURRENT_ASSETS, FIXED_ASSETS = "aset lancar", "aset tetap"
CURRENT_DEBTS, LONG_DEBTS = "kewajiban", "kewajiban jangka panjang"
NAMES = {
    CURRENT_ASSETS: ("Aset lancar", "Current assets"),
    FIXED_ASSETS: ("Aset tetap", "Fixed assets"),
    CURRENT_DEBTS: ("Liabilitas jangka pendek", "Current liabilities"),
    LONG_DEBTS: ("Liabilitas jangka panjang", "Long-term liabilities"),
    "ekuitas": ("Ekuitas", "Equity"),
}


def position(now: Span, before: Span) -> Statement:
    """Balances at the end of both periods. Raises AssertionError if the two sides differ."""
    assets = [_section(section, "asset", now, before) for section in (CURRENT_ASSETS, FIXED_ASSETS)]
    debts = [_section(section, "liability", now, before) for section in (CURRENT_DEBTS, LONG_DEBTS)]
    own = _equity(now, before)
    all_assets = summed("assets", "Jumlah aset", "Total assets", [part[-1] for part in assets], level=TOTAL)
    owed = summed("debts", "Jumlah liabilitas", "Total liabilities", [part[-1] for part in debts])
    both = summed(
        "sources",
        "Jumlah liabilitas dan ekuitas",
        "Total liabilities and equity",
        [owed, own[-1]],
        level=TOTAL,
    )
    assert (all_assets.now_idr, all_assets.before_idr) == (both.now_idr, both.before_idr), "sides differ"
    rows = [*_flat(assets), all_assets, *_flat(debts), owed, *own, both]
    return Statement("position", tuple(rows))


def _flat(sections: list[list[Row]]) -> list[Row]:
    """Sections without a line are left out."""
    return [row for section in sections if len(section) > 2 for row in section]


def _section(section: str, group: str, now: Span, before: Span) -> list[Row]:
    sign = 1 if group == "asset" else -1
    other = [code for code, one in charted().items() if one.group == group and one.section == section]
    lines = [
        of_account(code, sign * now.at_end(code), sign * before.at_end(code))
        for code in used(other, (now, before))
    ]
    name, name_en = NAMES[section]
    total = summed(
        f"sum-{section.replace(' ', '-')}", f"Jumlah {name.lower()}", f"Total {name_en.lower()}", lines
    )
    return [head(section, name, name_en), *lines, total]


def _equity(now: Span, before: Span) -> list[Row]:
    codes = [code for code, one in charted().items() if one.group == "equity" and code != YEAR_SURPLUS]
    lines = [of_account(code, -now.at_end(code), -before.at_end(code)) for code in used(codes, (now, before))]
    left = -now.at_end(YEAR_SURPLUS), -before.at_end(YEAR_SURPLUS)
    lines.append(
        Row(
            "unshared", "SHU tahun lalu yang belum dibagi", "Surplus of earlier years, not shared yet", LINE,
            now.unshared_idr, before.unshared_idr, (Part(YEAR_SURPLUS, *left),),
        )
    )  # fmt: skip
    lines.append(
        Row(
            "running", "SHU tahun berjalan", "Surplus of the current year", LINE,
            now.running_idr, before.running_idr, of_surplus=True,
        )
    )  # fmt: skip
    name, name_en = NAMES["ekuitas"]
    total = summed("equity", f"Jumlah {name.lower()}", f"Total {name_en.lower()}", lines)
    return [head("ekuitas", name, name_en), *lines, total]
