"""What a treasurer types: a reason, a month, an entry of a few lines."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.kernel.rupiah import AmountRefused, typed
from sentra.ledger.posting import Line

LINES = 4


class Reverse(forms.Form):
    reason = forms.CharField(label=_("Why is this entry wrong?"), max_length=160)


class CloseMonth(forms.Form):
    """The month that is next. Closing a year asks for a tick: its income and costs end with it."""

    month = forms.DateField(input_formats=["%Y-%m", "%Y-%m-%d"], widget=forms.HiddenInput())
    looked = forms.BooleanField(label=_("I have looked at the entry that closes the year."), required=False)
    year = forms.BooleanField(widget=forms.HiddenInput(), required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if said.get("year") and not said.get("looked"):
            self.add_error("looked", _("Look at the entry first, then tick here."))
        return said


class Amount(forms.CharField):
    """Rupiah as people type them: 1.250.000 or Rp 1250000."""

    def __init__(self, **more: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"inputmode": "numeric"}), max_length=24, **more)

    def clean(self, value: Any) -> int | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return typed(text)
        except AmountRefused as problem:
            raise forms.ValidationError(
                _("Write the amount in whole rupiah, such as 1.250.000.")
            ) from problem


class Transfer(forms.Form):
    """Our own money from one place to the other."""

    source = forms.ChoiceField(
        label=_("Which way?"),
        choices=[("bank", _("From the bank to the cash box")), ("cash", _("From the cash box to the bank"))],
    )
    amount_idr = Amount(label=_("Amount"))
    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class NewEntry(forms.Form):
    """Up to four lines; an empty line is left out."""

    booked_on = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    memo = forms.CharField(label=_("What happened"), max_length=160)

    def __init__(
        self, *args: Any, accounts: list[tuple[str, str]], parties: list[tuple[int, str]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for n in range(1, LINES + 1):
            self.fields[f"account_{n}"] = forms.ChoiceField(
                label=_("Account"), choices=[("", "–"), *accounts], required=False
            )
            self.fields[f"party_{n}"] = forms.TypedChoiceField(
                label=_("Person"), choices=[("", "–"), *parties], coerce=int, empty_value=None, required=False
            )
            self.fields[f"debit_{n}"] = Amount(label=_("Debit"), required=False)
            self.fields[f"credit_{n}"] = Amount(label=_("Credit"), required=False)

    def rows(self) -> list[list[forms.BoundField]]:
        """The fields line by line, for the screen."""
        return [
            [self[f"{name}_{n}"] for name in ("account", "party", "debit", "credit")]
            for n in range(1, LINES + 1)
        ]

    def lines(self) -> list[Line]:
        """What is booked: debit positive."""
        found = []
        for n in range(1, LINES + 1):
            said = {
                name: self.cleaned_data.get(f"{name}_{n}") for name in ("account", "party", "debit", "credit")
            }
            amount = (said["debit"] or 0) - (said["credit"] or 0)
            if said["account"] and amount:
                found.append(Line(said["account"], amount, said["party"]))
        return found
