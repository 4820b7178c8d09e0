"""Why: the one field of every step back."""

from django import forms
from django.utils.translation import gettext_lazy as _


class Why(forms.Form):
    """Why something is not to be: a no, a stop, something sent back."""

    reason = forms.CharField(label=_("Why?"), max_length=160)


class WhatWasWrong(forms.Form):
    """Why something written down is taken back."""

    reason = forms.CharField(label=_("What was wrong?"), max_length=160)
