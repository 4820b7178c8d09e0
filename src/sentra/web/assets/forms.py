"""What is typed about fixed assets: a purchase, a thing from before, how it leaves, why it was wrong."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from sentra.ledger.assets.operations import Thing
from sentra.ledger.assets.straight import lives_on
from sentra.web.orders.fields import RupiahField, day

WAYS = [("bank", _("Bank transfer")), ("cash", _("Cash"))]


class _Thing(forms.Form):
    """Name, useful life, price and what is left in the end. `today` names the rows of law on offer."""

    name = forms.CharField(
        label=_("Which thing is it?"),
        max_length=120,
        help_text=_("Such as: sewing machine, loom, motorcycle."),
    )
    cost_idr = RupiahField(label=_("Price"))
    life = forms.ChoiceField(
        label=_("Group and years of use"), help_text=_("Tax law groups things by how long they are used.")
    )
    residual_idr = RupiahField(
        label=_("What it is worth in the end"),
        required=False,
        help_text=_("Usually nothing: leave it empty."),
    )

    def __init__(self, *args: Any, today: date, **more: Any) -> None:
        super().__init__(*args, **more)
        rows = [(one.key, f"{one.title} · {_years(one.years)}") for one in lives_on(today).values()]
        self.fields["life"].choices = [("", "–"), *rows]  # type: ignore[attr-defined]

    def thing(self) -> Thing:
        told = self.cleaned_data
        return Thing(told["name"], told["life"], told["cost_idr"], told["residual_idr"] or 0)


def _years(years: int) -> str:
    return ngettext("%(n)s year", "%(n)s years", years) % {"n": years}


class Bought(_Thing):
    on = day(_("Day of purchase"))
    method = forms.ChoiceField(label=_("Paid by"), choices=WAYS)


class Owned(_Thing):
    bought_on = day(_("When was it bought?"), help_text=_("If nobody knows the day, take the month's first."))
    on = day(_("In these books since"), help_text=_("Usually the day your books in Sentra begin."))
    lost_idr = RupiahField(
        label=_("What it had lost by then"),
        required=False,
        help_text=_("Leave it empty and Sentra reckons it in equal months."),
    )


class Leave(forms.Form):
    """Nothing received: thrown away."""

    on = day(_("Day it left"))
    proceeds_idr = RupiahField(
        label=_("Sold for"), required=False, help_text=_("Leave it empty when it was thrown away.")
    )
    method = forms.ChoiceField(label=_("Received by"), choices=WAYS)


class Month(forms.Form):
    """Hidden: the month whose preview was looked at."""

    month = forms.DateField(input_formats=["%Y-%m", "%Y-%m-%d"], widget=forms.HiddenInput())
