"""What an artisan taps or types: as little as can be."""

from django import forms
from django.utils.translation import gettext_lazy as _


def _pieces(*, required: bool = True) -> forms.IntegerField:
    return forms.IntegerField(
        label=_("Pieces"),
        min_value=0,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        required=required,
    )


class Answer(forms.Form):
    """She may take fewer; empty means all."""

    pieces = _pieces(required=False)


class Decline(forms.Form):
    reason = forms.CharField(max_length=120, required=False)


class Report(forms.Form):
    pieces = _pieces()
    picture = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment", "data-shrink": ""}),
    )
