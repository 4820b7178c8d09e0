"""A comparison as the screen and the table show it: words, bars, addresses."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from sentra.cooperative.budget.queries import Compared, Comparison
from sentra.ledger.statements.rows import in_indonesian


@dataclass(frozen=True)
class Shown:
    """One line. `filled`: for the bar, never below zero and for income never beyond the plan."""

    row: Compared
    title: str
    url: str

    @property
    def filled(self) -> int:
        most = self.row.due_idr if self.row.better_upwards else self.row.actual_idr
        return max(0, min(self.row.actual_idr, most))

    @property
    def label(self) -> str:
        if self.row.percent is None:
            return _("not planned")
        return _("%(percent)s%% of the plan") % {"percent": self.row.percent}

    @property
    def tone(self) -> str:
        return "done" if self.row.good else "wait" if self.row.better_upwards else "late"


@dataclass(frozen=True)
class Group:
    title: str
    lines: tuple[Shown, ...]
    total: Shown


def shown(found: Comparison) -> list[Group]:
    """Income, then costs; the surplus stands alone."""
    days = {"dari": found.days.since.isoformat(), "sampai": found.days.until.isoformat()}
    return [
        Group(title, tuple(_line(row, urlencode(days)) for row in rows), Shown(total, words, ""))
        for title, rows, total, words in (
            (_("Income"), found.income, found.income_sum, _("All income")),
            (_("Costs"), found.costs, found.cost_sum, _("All costs")),
        )
    ]


def _line(row: Compared, query: str) -> Shown:
    assert row.account is not None  # only sums have none
    return Shown(row, title_of(row), f"{reverse('account', args=[row.account.code])}?{query}")


def title_of(row: Compared) -> str:
    account = row.account
    return (account.name if in_indonesian() else account.name_en) if account else ""


def as_cells(found: Comparison) -> Iterator[list[str | int | None]]:
    """Lines and sums in the order of the screen."""
    for group in shown(found):
        for one in group.lines:
            yield [one.row.account.code if one.row.account else "", one.title, *_figures(one.row)]
        yield ["", group.total.title, *_figures(group.total.row)]
    yield ["", _("Surplus"), *_figures(found.surplus)]


def _figures(row: Compared) -> list[str | int | None]:
    return [row.year_idr, row.due_idr, row.actual_idr, row.difference_idr, row.percent]
