"""What is typed about claims."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.web.makers.forms import NOTHING, Choices
from sentra.web.orders.fields import day


class Mine(forms.Form):
    """On her phone: what she makes, in her words, so that the office finds her."""

    about = forms.CharField(label=_("What do you make?"), max_length=200, required=False)
    agreed = forms.BooleanField(label=_("I have read this and agree"), required=False)


class Hers(forms.Form):
    """Staff ask for a candidate."""

    who = forms.TypedChoiceField(label=_("Who"), coerce=int)
    about = forms.CharField(label=_("What she makes"), max_length=200, required=False)
    agreed = forms.BooleanField(label=_("She has read this and agrees"), required=False)

    def __init__(self, *args: Any, people: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = [*NOTHING, *people]  # type: ignore[attr-defined]


class Take(forms.Form):
    """An entry is taken over: for somebody known here, or a new person."""

    who = forms.TypedChoiceField(label=_("Known here"), coerce=int, empty_value=None, required=False)
    asked_on = day(_("Day she asked"))
    agreed = forms.BooleanField(label=_("She has read the membership text and agrees"), required=False)

    def __init__(self, *args: Any, people: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = [("", _("A new person")), *people]  # type: ignore[attr-defined]


class IsShe(forms.Form):
    entry_id = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class Reason(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class HandOver(forms.Form):
    cooperative_uid = forms.TypedChoiceField(label=_("Which cooperative or group"), coerce=str)
    agreed = forms.BooleanField(
        label=_("She is here and agrees that the cooperative gets her data"), required=False
    )

    def __init__(self, *args: Any, places: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["cooperative_uid"].choices = [*NOTHING, *places]  # type: ignore[attr-defined]
