"""The PIN of a member card."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Pin(forms.Form):
    pin = forms.CharField(
        label=_("Your PIN"),
        min_length=6,
        max_length=6,
        widget=forms.PasswordInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "pattern": "[0-9]{6}"}
        ),
    )


class CardNumber(forms.Form):
    """For a phone whose camera does not work: what is printed under the QR."""

    code = forms.CharField(label=_("Code on the card"), max_length=60)
