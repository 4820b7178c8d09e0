"""A wish worked out three ways, so that she sees what a loan costs before she asks."""

from dataclasses import dataclass
from typing import Any

from django.forms import Form
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.loans.schedule import Instalment, Totals, totals
from sentra.cooperative.loans.terms import Terms

NAMES: dict[str, Promise | str] = {"flat": _("Flat"), "declining": _("Declining"), "annuity": _("Annuity")}


@dataclass(frozen=True)
class Way:
    """One method: its table, what it costs, whether the rules use it."""

    name: Promise | str
    lines: list[Instalment]
    totals: Totals
    ours: bool


def ways(terms: Terms, principal_idr: int, months: int) -> list[Way]:
    """The rules' own method first."""
    order = [terms.method, *(name for name in NAMES if name != terms.method)]
    tables = [(name, terms.table(principal_idr, months, method=name)) for name in order]
    return [Way(NAMES[name], lines, totals(lines), name == terms.method) for name, lines in tables]


def worked_out(form: Form, terms: Terms) -> dict[str, Any]:
    """Facts for the page: the ways when the form can be used, else nothing."""
    if not form.is_bound or not form.is_valid():
        return {"ways": []}
    told = form.cleaned_data
    if not 0 < told["principal_idr"] <= 10**12 or told["months"] > 120:
        return {"ways": []}
    return {"ways": ways(terms, told["principal_idr"], told["months"]), "wish": told}
