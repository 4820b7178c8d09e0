"""What both sides type about capital aid."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.capital.aid.facts import ProposalFacts
from sentra.capital.aid.models import AidCheck, AidKind, AidUse
from sentra.capital.aid.office import Granted
from sentra.web.orders.fields import RupiahField, count, day, photo
from sentra.web.payouts.forms import WAYS

WORDS = {"rows": 4}


class Named(forms.Form):
    """Several of these stand on one page: ids carry the name."""

    named = "aid"

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **{"auto_id": f"{self.named}_%s"} | more)


class Write(forms.Form):
    kind = forms.ChoiceField(label=_("Grant or revolving fund?"), choices=AidKind)
    amount_idr = RupiahField(label=_("Amount"))
    purpose = forms.CharField(
        label=_("What is the money for?"), max_length=1000, widget=forms.Textarea(attrs=WORDS),
        help_text=_("Who works with it, on what, and how it comes back."),
    )  # fmt: skip
    orders = forms.TypedMultipleChoiceField(
        label=_("For which orders?"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, orders: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["orders"].choices = orders  # type: ignore[attr-defined]  # a choice field

    def facts(self) -> ProposalFacts:
        said = self.cleaned_data
        return ProposalFacts(said["kind"], said["amount_idr"], said["purpose"], tuple(said["orders"]))


class Withdraw(Named):
    named = "withdraw"
    reason = forms.CharField(label=_("Why?"), max_length=200)


class Money(Named):
    named = "money"
    amount_idr = RupiahField(label=_("Amount"))
    method = forms.ChoiceField(label=_("How?"), choices=WAYS)
    on = day(_("On which day?"))


class Repay(Money):
    named = "repay"


class Use(Named):
    named = "use"
    category = forms.ChoiceField(label=_("What was it for?"), choices=AidUse.Category)
    amount_idr = RupiahField(label=_("Amount"))
    on = day(_("On which day?"))
    text = forms.CharField(label=_("What was bought or paid?"), max_length=200)
    picture = photo(_("Receipt or picture"))


class Strike(Named):
    named = "strike"
    reason = forms.CharField(label=_("Why?"), max_length=160)


class TakeBack(Named):
    named = "take_back"
    reason = forms.CharField(label=_("What was wrong?"), max_length=160)

    @classmethod
    def of(cls, money_id: int) -> "TakeBack":
        """Several stand on one page: each field has its own id."""
        return cls(auto_id=f"take_back_{money_id}_%s")


class End(Named):
    named = "end"
    reason = forms.CharField(
        label=_("Why does the rest not come?"), max_length=200, help_text=_("They read it word by word.")
    )


class Report(Named):
    named = "report"
    text = forms.CharField(
        label=_("What has the money changed?"), max_length=2000, widget=forms.Textarea(attrs=WORDS)
    )


class Check(Named):
    named = "check"
    kind = forms.ChoiceField(label=_("How was it verified?"), choices=AidCheck.Kind)
    on = day(_("On which day?"))
    who = forms.CharField(label=_("Who went or asked, and whom did they meet?"), max_length=160)
    found = forms.CharField(label=_("What was found?"), max_length=1000, widget=forms.Textarea(attrs=WORDS))


class Grant(Named):
    named = "grant"
    kind = forms.ChoiceField(label=_("Grant or revolving fund?"), choices=AidKind)
    amount_idr = RupiahField(label=_("Amount"))
    instalments = count(_("Instalments, one a month"), required=False)
    first_on = day(_("First instalment on"), required=False)
    reason = forms.CharField(label=_("Words to the cooperative"), max_length=400, required=False)

    def granted(self) -> Granted:
        said = self.cleaned_data
        return Granted(
            said["kind"], said["amount_idr"], said["instalments"] or 0, said["first_on"], said["reason"]
        )


class Refuse(Named):
    named = "refuse"
    reason = forms.CharField(
        label=_("Why not?"), max_length=400, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("They read it word by word."),
    )  # fmt: skip
