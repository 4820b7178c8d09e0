"""What the desk of labels asks: how many labels of which kind, and which one is withdrawn and why."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.origin.models import Label


class Issue(forms.Form):
    kind = forms.ChoiceField(
        label=_("Label for"), choices=Label.Kind, initial="piece", widget=forms.RadioSelect
    )
    pieces = forms.IntegerField(
        label=_("How many"), required=False, min_value=1, max_value=500,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip


class Withdraw(forms.Form):
    serial = forms.IntegerField(
        label=_("Number on the label"), required=False, min_value=1, max_value=1_000_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    every = forms.BooleanField(label=_("All labels of this lot"), required=False)
    why = forms.ChoiceField(label=_("Reason"), choices=[("", ""), *Label.Why.choices])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if "serial" not in self.errors and bool(said.get("serial")) == bool(said.get("every")):
            self.add_error("serial", _("Write one number, or tick that all labels are meant."))
        return said
