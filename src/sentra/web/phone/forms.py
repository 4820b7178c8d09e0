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
    """Yes to all of it; or to fewer, and then she says how many."""

    fewer = forms.BooleanField(required=False, widget=forms.HiddenInput)
    pieces = _pieces(required=False)

    def clean_pieces(self) -> int | None:
        pieces: int | None = self.cleaned_data["pieces"]
        if self.cleaned_data.get("fewer") and pieces is None:
            raise forms.ValidationError(_("Say how many you can make."))
        return pieces


class Decline(forms.Form):
    reason = forms.CharField(max_length=120, required=False)


class Report(forms.Form):
    """`corrects` is asked for only when she said more before."""

    pieces = _pieces()
    corrects = forms.BooleanField(label=_("Yes, I correct what I said before."), required=False)
    picture = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment", "data-photo": ""}),
    )
