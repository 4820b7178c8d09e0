"""What the desk types about a payout: a day, a way, a reason."""

from django import forms
from django.utils.translation import gettext_lazy as _

WAYS = [("bank", _("Bank transfer")), ("cash", _("Cash"))]


class Pay(forms.Form):
    """The day the money left, and how."""

    paid_on = forms.DateField(
        label=_("Paid on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    method = forms.ChoiceField(label=_("Paid by"), choices=WAYS)


class Reason(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=160)
