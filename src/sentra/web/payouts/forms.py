"""What the desk types about a payout: a day, a way, a reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.web.orders.fields import RupiahField
from sentra.web.reasons import Why

WAYS = [("bank", _("Bank transfer")), ("cash", _("Cash"))]


class Pay(forms.Form):
    """The day the money left, and how."""

    paid_on = forms.DateField(
        label=_("Paid on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    method = forms.ChoiceField(label=_("Paid by"), choices=WAYS)


class Repay(Pay):
    """Working money that comes back by hand."""

    amount_idr = RupiahField(label=_("Amount"))
    field_order = ("amount_idr", "method", "paid_on")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more | {"auto_id": "repay_%s"})


class WriteOff(Why):
    """Working money nobody asks for any longer; all that is open when no amount is given."""

    amount_idr = RupiahField(
        label=_("Amount"), required=False, help_text=_("Leave it empty to write off all that is open.")
    )
    field_order = ("amount_idr", "reason")

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more | {"auto_id": "write_off_%s"})


class Propose(forms.Form):
    """What we ask a maker to have taken off her pay, for one of her orders."""

    amount_idr = RupiahField(label=_("Amount"))
    order_id = forms.TypedChoiceField(label=_("From the pay of order"), coerce=int)
    reason = forms.CharField(
        label=_("What for?"), max_length=160, help_text=_("She reads it word by word, also on her slip.")
    )

    def __init__(self, data: Any = None, *, orders: list[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="propose_%s")
        self.fields["order_id"].choices = orders  # type: ignore[attr-defined]  # a choice field


class Returned(forms.Form):
    """Pieces of an accepted lot that came back."""

    inspection_id = forms.TypedChoiceField(label=_("From which lot?"), coerce=int)
    pieces = forms.IntegerField(label=_("Pieces that came back"), min_value=1)
    reason = forms.CharField(
        label=_("Why did they come back?"), max_length=160,
        help_text=_("She reads it word by word, also on her slip."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, lots: list[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="returned_%s")
        self.fields["inspection_id"].choices = lots  # type: ignore[attr-defined]  # a choice field


class Answer(forms.Form):
    """Her yes or no; the note is for staff who write it down."""

    answer = forms.ChoiceField(choices=[("yes", _("Yes")), ("no", _("No"))])
    note = forms.CharField(label=_("When and how did she say it?"), max_length=160, required=False)


class TakeBack(Why):
    """An advance that was written down wrongly."""

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more | {"auto_id": "take_back_%s"})
