"""What is typed on the administration pages."""

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.web.orders.fields import day


class WriteNote(forms.Form):
    on = day(_("Day"))
    who = forms.CharField(label=_("Who"), max_length=120)
    text = forms.CharField(label=_("What"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3}))
    follow_up = forms.CharField(label=_("What followed"), max_length=500, required=False)


class StrikeNote(forms.Form):
    reason = forms.CharField(label=_("Why is it struck out"), max_length=160)


class CheckRow(forms.Form):
    row = forms.CharField(max_length=60, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Compared with the law by"), max_length=120)
    checked_on = day(_("On"))
