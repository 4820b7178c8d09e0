"""The CALK's note on fixed assets: cost, loss and book value of each group, beside the year before."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from sentra.ledger.assets.recipes import EQUIPMENT, WRITTEN_OFF
from sentra.ledger.assets.register import Standing, standings
from sentra.ledger.assets.straight import every_life
from sentra.ledger.statements.rows import LINE, SUM, Row, head
from sentra.ledger.statements.spans import Span


def asset_rows(now: Span, before: Span) -> tuple[tuple[str, ...], tuple[Row, ...]]:
    """Sentences, and three rows a useful life; nothing without a register. Four queries.

    What was taken back as wrong counts in neither year; what has left counts until the day it left.
    """
    here, there = standings(now.days.until), standings(before.days.until)
    if not here and not there:
        return (), ()
    names = {life.key: (life.name, life.name_en) for life in every_life()}
    used = {one.asset.life for one in (*here, *there)}
    rows = [row for key, told in names.items() if key in used for row in _life(key, told, here, there)]
    whole = _three("all", here, there, level=SUM)
    return _differs(now, here), (*rows, head("all", "Jumlah", "Total"), *whole)


def _life(key: str, told: tuple[str, str], here: Sequence[Standing], there: Sequence[Standing]) -> list[Row]:
    mine = [[one for one in rows if one.asset.life == key] for rows in (here, there)]
    return [head(f"life-{key}", *told), *_three(key, *mine)]


def _three(key: str, here: Sequence[Standing], there: Sequence[Standing], *, level: str = LINE) -> list[Row]:
    """Cost, loss (negative) and book value."""
    kinds = (
        ("cost", "Harga perolehan", "Cost", "cost_idr", 1),
        ("lost", "Akumulasi penyusutan", "Accumulated depreciation", "lost_idr", -1),
        ("worth", "Nilai buku", "Book value", "book_value_idr", 1),
    )
    return [
        Row(
            f"{key}-{kind}", name, name_en, level,
            sign * sum(getattr(one, of) for one in here), sign * sum(getattr(one, of) for one in there),
        )
        for kind, name, name_en, of, sign in kinds
    ]  # fmt: skip


def _differs(now: Span, here: Sequence[Standing]) -> tuple[str, ...]:
    """The register and the accounts say the same, or the note says that they do not."""
    cost, lost = sum(one.cost_idr for one in here), sum(one.lost_idr for one in here)
    if (now.at_end(EQUIPMENT), -now.at_end(WRITTEN_OFF)) == (cost, lost):
        return ()
    return (_("The accounts differ from the register: entries by hand are not in it."),)
