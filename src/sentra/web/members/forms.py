"""What is typed about members: who asks, what the board says, consents, delegates, leaving."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import Consent, Member
from sentra.people.roles import Permission
from sentra.people.steps import NewPerson
from sentra.web.makers.forms import NOTHING, Choices, Unseen
from sentra.web.orders.fields import day

LENT = [
    (Permission.ANSWER_OFFER, _("Say yes or no to work")),
    (Permission.REPORT_PROGRESS, _("Tell how far the work is")),
    (Permission.SEE_OWN_SAVINGS, _("See savings and loans")),
]
METHODS = [("cash", _("Cash")), ("bank", _("Bank transfer"))]


class Someone(forms.Form):
    """Somebody from the list, or a new person."""

    who = forms.TypedChoiceField(label=_("Known here"), coerce=int, empty_value=None, required=False)
    name = forms.CharField(label=_("Name of a new person"), max_length=160, required=False)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    address = forms.CharField(label=_("Address"), max_length=300, required=False)

    def __init__(self, *args: Any, people: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["who"].choices = [*NOTHING, *people]  # type: ignore[attr-defined]

    def new(self, **more: Any) -> NewPerson | None:
        """The new person, when nobody was chosen."""
        said = self.cleaned_data
        if said["who"] is not None or not said["name"].strip():
            return None
        return NewPerson(said["name"], phone=said["phone"], address=said["address"], **more)


class Asks(Someone):
    nik = forms.CharField(
        label="NIK", max_length=24, required=False,
        widget=Unseen(attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": ""}),
    )  # fmt: skip
    asked_on = day(_("Day she asked"))
    agreed = forms.BooleanField(label=_("She has read this and agrees"), required=False)


class Accept(forms.Form):
    joined_on = day(_("Member from"))


class Refuse(forms.Form):
    reason = forms.CharField(label=_("Reason"), max_length=200)


class Agree(forms.Form):
    purpose = forms.ChoiceField(choices=Consent.Purpose.choices, widget=forms.HiddenInput)
    version = forms.CharField(max_length=20, widget=forms.HiddenInput)


class TakeBack(forms.Form):
    purpose = forms.ChoiceField(choices=Consent.Purpose.choices, widget=forms.HiddenInput)


class Delegate(forms.Form):
    delegate_id = forms.TypedChoiceField(label=_("Who acts for her"), coerce=int)
    relation = forms.CharField(
        label=_("Who she is to her (daughter, coordinator)"), max_length=60, required=False
    )
    permissions = forms.MultipleChoiceField(
        label=_("What she may do"), choices=LENT, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, people: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["delegate_id"].choices = [*NOTHING, *people]  # type: ignore[attr-defined]


class ByNumber(forms.Form):
    """On the phone no list of everybody: the delegate is named by the number on her card."""

    card = forms.IntegerField(
        label=_("Number on her card"), min_value=1, widget=forms.NumberInput(attrs={"inputmode": "numeric"})
    )
    relation = forms.CharField(label=_("Who she is to you"), max_length=60, required=False)
    permissions = forms.MultipleChoiceField(
        label=_("What she may do"), choices=LENT, widget=forms.CheckboxSelectMultiple
    )


class Leave(forms.Form):
    how = forms.ChoiceField(label=_("How"), choices=Member.Left.choices)
    died_on = day(_("Day of death"), required=False)
    reason = forms.CharField(label=_("Reason"), max_length=300, required=False)


class Heir(Someone):
    proof = forms.CharField(label=_("Letter that proves the heir"), max_length=160)


class Pay(forms.Form):
    method = forms.ChoiceField(label=_("Paid by"), choices=METHODS)
    paid_on = day(_("Day of payment"))


class Which(forms.Form):
    which = forms.IntegerField(min_value=1)
