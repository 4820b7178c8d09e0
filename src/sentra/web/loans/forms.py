"""What is typed about loans: an amount and months, a payment, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.web.orders.fields import RupiahField, count, day
from sentra.web.savings.forms import WAYS


class Wish(forms.Form):
    principal_idr = RupiahField(label=_("How much?"))
    months = count(_("Over how many months?"), least=1)


class Ask(Wish):
    purpose = forms.CharField(label=_("What for?"), max_length=200)


class AskFor(Ask):
    """Staff choose who."""

    member_id = forms.TypedChoiceField(label=_("Member"), coerce=int)
    field_order = ("member_id", "principal_idr", "months", "purpose")

    def __init__(self, data: Any = None, *, members: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(data, **more)
        self.fields["member_id"].choices = members  # type: ignore[attr-defined]  # a choice field


class Paid(forms.Form):
    method = forms.ChoiceField(label=_("Paid by"), choices=WAYS)
    paid_on = day(_("Paid on"))


class Early(Paid):
    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more | {"auto_id": "early_%s"})


class Instalment(Paid):
    amount_idr = RupiahField(label=_("Amount"))
    field_order = ("amount_idr", "method", "paid_on")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more | {"auto_id": "instalment_%s"})
