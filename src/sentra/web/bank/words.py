"""Proposals, problems and columns in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from sentra.kernel.actor import Actor
from sentra.ledger.chart import BANK, CASH, FUND, PETTY_CASH
from sentra.payments.matching import Proposal
from sentra.payments.queries.desk import Things
from sentra.payments.statements.told import Problem
from sentra.people.roles import Permission

WHY = {
    "amount": gettext_lazy("Same amount"),
    "same_day": gettext_lazy("same day"),
    "together": gettext_lazy("Together the same amount"),
    "code": gettext_lazy("the text names the order"),
    "name": gettext_lazy("the text names the person"),
    "only_amount": gettext_lazy("Only the amount agrees"),
    "learned": gettext_lazy("You chose this for the same text before"),
    "usual": gettext_lazy("Banks usually mean this with these words"),
}
KINDS = {
    "down_payment": gettext_lazy("Down payment"),
    "settlement": gettext_lazy("Settlement"),
    "refund": gettext_lazy("Refund to the buyer"),
}
PROBLEMS = {
    "no_day": gettext_lazy("Row %(row)s: “%(day)s” is no day."),
    "no_amount": gettext_lazy("Row %(row)s has no amount."),
    "two_amounts": gettext_lazy("Row %(row)s has money in and money out."),
    "unclear_amount": gettext_lazy("Row %(row)s: the amount could be read in two ways."),
    "amount_too_large": gettext_lazy("Row %(row)s: the amount is too large, 15 digits at most."),
    "no_mark": gettext_lazy("Row %(row)s does not say whether money came or went."),
    "future": gettext_lazy("Row %(row)s lies in the future."),
    "balance": gettext_lazy("Row %(row)s: the balance should be %(follows)s, the file says %(told)s."),
    "sums": gettext_lazy("The lines lead to %(reached)s, the file says %(closing)s."),
}
FIELDS = {
    "date": gettext_lazy("Day"),
    "text": gettext_lazy("Text"),
    "more": gettext_lazy("More text"),
    "reference": gettext_lazy("Reference"),
    "amount": gettext_lazy("Amount, with its sign"),
    "mark": gettext_lazy("In or out (D/K, DB/CR)"),
    "debit": gettext_lazy("Money out (debit)"),
    "credit": gettext_lazy("Money in (credit)"),
    "balance": gettext_lazy("Balance"),
}
LEDGERS = {BANK: gettext_lazy("Bank account"), FUND["bank"]: gettext_lazy("Quick cash fund, bank")}
BOXES = {
    CASH: gettext_lazy("Cash box"),
    PETTY_CASH: gettext_lazy("Petty cash"),
    FUND["cash"]: gettext_lazy("Quick cash fund, cash"),
}


@dataclass(frozen=True)
class Shown:
    """A proposal as the screen says it. `value` is what its buttons send."""

    value: str
    title: str
    why: str
    url: str
    tone: str
    sure: str


def shown(one: Proposal, things: Things, accounts: Mapping[str, str]) -> Shown:
    title, url = _what(one.key, things, accounts)
    tone, sure = _sure(one.score)
    return Shown(f"{one.line_id}|{one.key}", title, _why(one), url, tone, sure)


def _what(key: str, things: Things, accounts: Mapping[str, str]) -> tuple[str, str]:
    if key.startswith("p:"):
        return _postings([int(pk) for pk in key[2:].split(",")], things)
    if key.startswith("e:"):
        _e, _order, pk, kind = key.split(":")
        order = things.orders[int(pk)]
        words = {"number": order, "buyer": order.buyer.name, "kind": KINDS[kind]}
        return _("%(kind)s of order %(number)s · %(buyer)s") % words, reverse("order", args=[order.pk])
    return accounts.get(key[2:], key[2:]), reverse("account", args=[key[2:]])


def _postings(ids: list[int], things: Things) -> tuple[str, str]:
    first = things.postings[ids[0]]
    url = reverse("entry", args=[first.entry_id])
    if len(ids) == 1:
        return " · ".join([first.memo, *first.names]), url
    words = {"count": len(ids), "memo": first.memo}
    return ngettext("%(memo)s (%(count)s entry)", "%(memo)s (%(count)s entries)", len(ids)) % words, url


def _why(one: Proposal) -> str:
    codes = [code for code in one.reasons if code != "days" or one.days]
    return ", ".join(_days(one.days) if code == "days" else str(WHY[code]) for code in codes)


def _days(days: int) -> str:
    if days > 0:
        words = ngettext("%(days)s day later at the bank", "%(days)s days later at the bank", days)
    else:
        words = ngettext("%(days)s day earlier at the bank", "%(days)s days earlier at the bank", -days)
    return words % {"days": abs(days)}


def _sure(score: int) -> tuple[str, str]:
    if score >= 80:
        return "done", _("Very likely")
    return ("busy", _("Likely")) if score >= 50 else ("wait", _("Perhaps"))


def problem(one: Problem) -> str:
    return str(PROBLEMS[one.code]) % {"row": one.row, **one.words}


def tabs(actor: Actor, here: str, waiting: int | None = None) -> list[dict[str, Any]]:
    """The pages of bank and cash."""
    pages = [
        ("bank", _("Lines that wait")), ("bank-statements", _("Bank statements")),
        ("bank-month", _("Reconciliation")),
        ("cash-counts", _("Cash count")),
    ]  # fmt: skip
    if actor.may(Permission.POST_ENTRY):
        pages.append(("transfer", _("Move money")))
    return [
        {
            "label": label,
            "url": reverse(name),
            "current": name == here,
            "count": waiting if name == "bank" else None,
        }
        for name, label in pages
    ]
