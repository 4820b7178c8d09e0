"""What letters and invoices say of the organisation."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.kernel.errors import Refused
from sentra.people.operations.bank import account_of

BANK = ("bank", "account", "holder")


class Letterhead(forms.Form):
    bank = forms.CharField(label=_("Bank"), max_length=60, required=False)
    account = forms.CharField(
        label=_("Account number"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    holder = forms.CharField(label=_("In the name of"), max_length=80, required=False)
    signer_name = forms.CharField(
        label=_("Name of the signer"), max_length=80, required=False,
        help_text=_("Left empty: the name of whoever made the letter."),
    )  # fmt: skip
    signer_role = forms.CharField(label=_("Her office"), max_length=60, required=False)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        missing = [name for name in BANK if not said.get(name) and name not in self.errors]
        if len(missing) < len(BANK):
            for name in missing:
                self.add_error(name, _("Fill in bank, number and holder, or none of them."))
        try:
            account_of(said.get("account") or "")
        except Refused as wrong:
            self.add_error("account", str(wrong))
        return said
