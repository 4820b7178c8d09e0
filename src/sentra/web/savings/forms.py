"""What is typed about savings: an amount, a day, a reason; and a whole sheet at once."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SavingsMove
from sentra.cooperative.savings.collecting import Dues
from sentra.kernel.rupiah import AmountRefused, typed
from sentra.web.orders.fields import RupiahField, day

WAYS = [("cash", _("Cash")), ("bank", _("Bank transfer"))]
COLUMNS = ("dues", "voluntary", "loan")


class Move(forms.Form):
    """Money in or out."""

    amount_idr = RupiahField(label=_("Amount"))
    method = forms.ChoiceField(label=_("Paid by"), choices=WAYS)
    paid_on = day(_("Paid on"))


class Receive(Move):
    """A receipt; somebody else may have brought the money."""

    kind = forms.ChoiceField(label=_("Which savings"), choices=SavingsMove.Kind.choices)
    payer_id = forms.TypedChoiceField(label=_("Brought by"), coerce=int, empty_value=None, required=False)
    field_order = ("kind", "amount_idr", "method", "paid_on", "payer_id")

    def __init__(self, data: Any = None, *, payers: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, **more | {"auto_id": "receive_%s"})
        self.fields["payer_id"].choices = [("", _("She herself")), *payers]  # type: ignore[attr-defined]


class Withdraw(Move):
    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more | {"auto_id": "withdraw_%s"})


class NewSheet(forms.Form):
    held_on = day(_("Day of the meeting"))
    place = forms.CharField(label=_("Place"), max_length=160, required=False)


class Count(forms.Form):
    counted_idr = RupiahField(label=_("Counted notes and coins"))


class Month(forms.Form):
    month = forms.DateField(widget=forms.HiddenInput)


class TakeDues(forms.Form):
    """The ticked rows of a sheet. Each amount may be empty; what cannot be read is named with its row."""

    def __init__(self, data: QueryDict, *, names: dict[int, str]) -> None:
        super().__init__(data)
        self.names = names

    def clean(self) -> dict[str, Any]:
        ticked = [int(pk) for pk in self.data.getlist("take") if pk.isdecimal()]  # type: ignore[attr-defined]
        rows = [row for pk in ticked if (row := self._row(pk)) is not None]
        return {**self.cleaned_data, "rows": rows}

    def _row(self, pk: int) -> Dues | None:
        try:
            amounts = [
                typed(text) if (text := self.data.get(f"{c}-{pk}", "").strip()) else 0 for c in COLUMNS
            ]
        except AmountRefused:
            name = self.names.get(pk, str(pk))
            self.add_error(None, _("%(name)s: write the amount like 1.250.000.") % {"name": name})
            return None
        dues, voluntary, loan = amounts
        return Dues(pk, dues, voluntary, loan)
