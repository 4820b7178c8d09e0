"""What is wrong in a file of opening balances, in a sentence; and what the books would show."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sentra.cooperative.opening.judging import Judged
from sentra.cooperative.opening.layout import TRIAL
from sentra.cooperative.opening.reading import Problem
from sentra.kernel.rupiah import formatted
from sentra.ledger.chart import Charted, charted
from sentra.ledger.statements.rows import in_indonesian

PROBLEMS = {
    "no_sheet": gettext_lazy("This sheet is missing."),
    "no_column": gettext_lazy("The column “%(title)s” is missing."),
    "amount": gettext_lazy("%(title)s: “%(text)s” is not whole rupiah."),
    "negative": gettext_lazy("%(title)s: “%(text)s” is below zero."),
    "too_large": gettext_lazy("%(title)s: “%(text)s” is too large."),
    "number": gettext_lazy("%(title)s: “%(text)s” is not a number."),
    "day": gettext_lazy("%(title)s: “%(text)s” is not a day."),
    "unknown_account": gettext_lazy("The chart has no account “%(text)s”."),
    "account_twice": gettext_lazy("Account %(text)s stands here twice."),
    "both_sides": gettext_lazy("Debit and credit are both filled. Fill one."),
    "nominal": gettext_lazy("%(text)s is income or cost. At a year's end it stands on 3-1900."),
    "money_below_zero": gettext_lazy("Account %(text)s holds money: it cannot be on the credit side."),
    "advances": gettext_lazy("An advance belongs to an order here. Write it on 1-1320."),
    "fund": gettext_lazy("Write this money on 1-1100 or 1-1200 and move it later."),
    "founders": gettext_lazy("Founders' deposits belong to a founding. Write them as savings."),
    "between": gettext_lazy("3-1800 is filled by Sentra itself. Use another account."),
    "unknown_member": gettext_lazy("There is no member with the number “%(text)s”."),
    "member_twice": gettext_lazy("Member %(text)s stands here twice."),
    "joined_later": gettext_lazy("Member %(text)s joined after this day."),
    "has_loan": gettext_lazy("Member %(text)s has a loan or a wish here already."),
    "months": gettext_lazy("The months left must be from 1 to 600."),
    "due": gettext_lazy("The next instalment falls due after the balance day, within a year."),
    "method": gettext_lazy("“%(text)s” is not known. Write flat, menurun or anuitas."),
    "rate": gettext_lazy("%(title)s: “%(text)s” is not a percentage. Write for example 12 or 12,5."),
    "not_by_person": gettext_lazy("Account %(text)s is not kept by person here."),
    "unknown_person": gettext_lazy("Nobody has the code “%(text)s”. See the sheet “Daftar orang”."),
    "person_twice": gettext_lazy("Person %(text)s stands here twice for this account."),
    "no_name": gettext_lazy("The name of the thing is missing."),
    "unknown_life": gettext_lazy("There is no group “%(text)s”. See the sheet “Daftar kelompok”."),
    "bought_later": gettext_lazy("The day it was bought is missing or lies after this day."),
    "worth": gettext_lazy("Price, rest value and depreciation do not fit together."),
    "unbalanced": gettext_lazy("Debits are %(debit)s, credits %(credit)s. They must be equal."),
    "nothing": gettext_lazy("No balance was found."),
    "control": gettext_lazy("Account %(code)s says %(stated)s, this sheet sums to %(sum)s."),
    "stands": gettext_lazy("Opening balances stand in the books already. Take them back first."),
    "not_month_end": gettext_lazy("Choose the last day of a month."),
    "not_over": gettext_lazy("This day is not over yet."),
    "closed": gettext_lazy("This month is closed. Choose a later day."),
    "booked_before": gettext_lazy("The books hold balances up to this day already."),
}
MONEY = ("debit", "credit", "stated", "sum")
GROUPS = {
    "asset": gettext_lazy("Assets"), "liability": gettext_lazy("Liabilities"),
    "equity": gettext_lazy("Equity"), "income": gettext_lazy("Income"), "cost": gettext_lazy("Costs"),
}  # fmt: skip


@dataclass(frozen=True)
class Said:
    """One problem as a person reads it. `row` 0: it is about the sheet, or the day, as a whole."""

    sheet: str
    row: int
    text: str


def said(one: Problem) -> Said:
    more = {name: formatted(value) if name in MONEY else value for name, value in one.more}
    text = str(PROBLEMS[one.code])
    if one.code == "unknown_account" and one.sheet == TRIAL and not more["text"]:
        text = _("The code of the account is missing.")
    return Said(one.sheet, one.row, text % more)


@dataclass(frozen=True)
class Group:
    """Accounts of one kind as the balance sheet would show them; `sum_idr` on the kind's usual side."""

    title: str
    lines: tuple[tuple[str, str, int], ...]
    sum_idr: int


def preview(found: Judged) -> list[Group]:
    """The trial balance of the file by kind; kinds without an amount are left out."""
    return [group for key in GROUPS if (group := _group(key, found)).lines]


def _group(key: str, found: Judged) -> Group:
    sign = 1 if key in ("asset", "cost") else -1
    lines = tuple(
        (one.code, _title(one), sign * found.trial[one.code])
        for one in charted().values()
        if one.group == key and found.trial.get(one.code)
    )
    return Group(str(GROUPS[key]), lines, _sum(idr for _code, _name, idr in lines))


def _sum(amounts: Iterable[int]) -> int:
    return sum(amounts)


def _title(one: Charted) -> str:
    return one.name if in_indonesian() else one.name_en
