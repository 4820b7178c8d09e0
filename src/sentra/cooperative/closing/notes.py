"""Catatan atas laporan keuangan (CALK): policies, rules and taxes in force, and what the main accounts hold.

Sentences go through gettext: the screen shows them in the reader's language, the paper in Indonesian.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from sentra.cooperative.clauses import Rules, keys
from sentra.cooperative.closing.asset_note import asset_rows
from sentra.cooperative.closing.reports import Report
from sentra.cooperative.meeting_documents import said
from sentra.kernel.dates import written
from sentra.kernel.rupiah import formatted
from sentra.ledger.chart import charted
from sentra.ledger.rates import rates_between
from sentra.ledger.statements.rows import Row, of_account, summed
from sentra.ledger.statements.spans import Span
from sentra.ledger.tax_checks import CheckedRate, checked_rates

RULES = (
    "business", "principal_savings_idr", "mandatory_savings_idr", "savings_interest_bp_year",
    "book_year_ends", "loan_interest_bp_year", "loan_method", "loan_rounding",
)  # fmt: skip
MAIN = {
    "money": ("1-1100", "1-1110", "1-1120", "1-1200", "1-1220", "1-1250"),
    "receivables": ("1-1300", "1-1310", "1-1320", "1-1330", "1-1340", "1-1390"),
    "goods": ("1-1400", "1-1410", "1-1420"),
    "fixed": ("1-2100", "1-2190"),
    "payables": ("2-1100", "2-1110", "2-1120", "2-1200", "2-1300", "2-1310"),
    "savings": ("2-1400", "2-1550", "3-1100", "3-1200"),
}


@dataclass(frozen=True)
class Note:
    """One numbered note: sentences, facts in pairs, and rows of accounts with both years."""

    title: str
    sentences: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    rows: tuple[Row, ...] = ()


def notes(report: Report, name: str, *, more: Sequence[Note] = ()) -> list[Note]:
    """`name`: of the cooperative; `more`: notes of others, put last."""
    return [
        Note(
            _("The cooperative"), (_("%(name)s keeps these books.") % {"name": name},), _rules(report.rules)
        ),
        Note(_("Basis"), _basis()),
        Note(_("Policies"), _policies()),
        Note(_("Trade with members and with others"), _members_rule(report), _members_facts(report)),
        Note(_("Tax rows used"), *_taxes(report)),
        *_main_accounts(report.now, report.before),
        *_assets(report),
        *more,
    ]


def _rules(rules: Rules) -> tuple[tuple[str, str], ...]:
    """Values in force on the day; a proposal that no meeting has decided says so."""
    known, draft = keys(), _("draft")
    return tuple(
        (
            known[key].title,
            said(known[key], rules.values[key]) + (f" ({draft})" if key in rules.drafts else ""),
        )
        for key in RULES
    )


def _basis() -> tuple[str, ...]:
    return (
        _("The statements follow SAK EP, the accounting standard for private entities."),
        _("Figures are whole rupiah at historical cost, on the accrual basis."),
        _("Cash flows are told by the indirect method."),
        _("The entry that closes the book year is left out of its own year."),
    )


def _policies() -> tuple[str, ...]:
    return (
        _("Cash is money in boxes and bank accounts; QRIS not yet settled is a receivable."),
        _("Advances to artisans are receivables until accepted goods pay them off."),
        _("Goods are valued at what was paid for them, piece by piece."),
        _("Sales count when goods are delivered and invoiced; down payments are liabilities before."),
        _("Consignment goods are not ours; only the commission is income."),
        _("Principal and mandatory savings are equity, voluntary savings a liability."),
        _("Equipment is written off in equal months over its useful life."),
        _("Surplus is shared after the annual meeting; shares not collected stay a liability."),
    )


def _members_rule(report: Report) -> tuple[str, ...]:
    return split_rule(report)


def split_rule(report: Report) -> tuple[str, ...]:
    """How the PHU tells both trades apart; printed under it."""
    rule = (
        _("Sales and their cost are shared by what was bought from members and from others."),
        _("A maker counts as a member on the days she was one."),
        _("Rupiah left over go to the larger fraction, on a tie to the members."),
    )
    nothing = (_("Nothing was bought in this period: all of it stands with non-members."),)
    return rule if report.bought.members_idr or report.bought.others_idr else (*rule, *nothing)


def _members_facts(report: Report) -> tuple[tuple[str, str], ...]:
    now, before = report.bought, report.bought_before
    pairs = [
        (_("Bought from members"), now.members_idr, before.members_idr),
        (_("Bought from others"), now.others_idr, before.others_idr),
    ]
    return tuple(
        (label, _("%(now)s; a year before %(before)s") % {"now": formatted(here), "before": formatted(there)})
        for label, here, there in pairs
    )


def _assets(report: Report) -> Iterable[Note]:
    sentences, rows = asset_rows(report.now, report.before)
    if rows:
        yield Note(_("Fixed assets by useful life"), sentences, rows=rows)


def _taxes(report: Report) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
    """Each row with who compared it with the law, as this organisation wrote down. One query."""
    used = {row.key for row in rates_between(report.days.since, report.days.until)}
    rows = [one for one in checked_rates() if one.rate.key in used]
    sentences = () if all(one.name for one in rows) else (
        _("Rows that nobody has compared with the law are marked."),
    )  # fmt: skip
    return sentences, tuple((one.rate.name, _tax(one)) for one in rows)


def _tax(one: CheckedRate) -> str:
    row = one.rate
    since = _("since %(day)s") % {"day": written(row.since)}
    checked = _("checked by %(name)s") % {"name": one.name} if one.name else _("not compared with the law")
    return f"{row.law} · {since} · {row.source} · {checked}"


def _main_accounts(now: Span, before: Span) -> Iterable[Note]:
    titles = {
        "money": _("Cash and bank"),
        "receivables": _("Receivables and advances"),
        "goods": _("Materials and goods"),
        "fixed": _("Fixed assets"),
        "payables": _("Payables"),
        "savings": _("Members' savings"),
    }
    for key, codes in MAIN.items():
        rows = [_standing(code, now, before) for code in codes if code in now.end or code in before.end]
        if rows:
            total = summed(f"note-{key}", "Jumlah", "Total", rows)
            yield Note(titles[key], rows=(*rows, total))


def _standing(code: str, now: Span, before: Span) -> Row:
    sign = 1 if charted()[code].group == "asset" else -1
    return of_account(code, sign * now.at_end(code), sign * before.at_end(code))
