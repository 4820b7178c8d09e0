"""What is typed about a surplus beside its scheme: a meeting, a payment, words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SurplusPayment
from sentra.web.orders.fields import RupiahField, day


class Keep(forms.Form):
    reason = forms.CharField(label=_("Why is this year reckoned anew?"), max_length=200)


class Propose(forms.Form):
    meeting_id = forms.TypedChoiceField(label=_("Annual meeting"), coerce=int)

    def __init__(self, *args: Any, meetings: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["meeting_id"].choices = meetings  # type: ignore[attr-defined]  # a choice field


class Pay(forms.Form):
    amount_idr = RupiahField(label=_("Amount"))
    method = forms.ChoiceField(label=_("Paid by"), choices=SurplusPayment.Method.choices)
    paid_on = day(_("Paid on"))


class Question(forms.Form):
    text = forms.CharField(
        label=_("What do you want to know?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class Answer(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))
