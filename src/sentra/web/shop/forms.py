"""What a visitor types to buy: how many, who she is, how the goods come to her."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.orders.facts import BuyerFacts
from sentra.orders.models import Order
from sentra.people.models import Party
from sentra.web.orders.fields import checked_phone
from sentra.web.shop.basket import MOST_PIECES


class Put(forms.Form):
    """One product, from its page. `product` is a hidden field of ours."""

    product = forms.IntegerField(min_value=1, max_value=10**18, widget=forms.HiddenInput)
    pieces = forms.IntegerField(
        label=_("How many?"), min_value=1, max_value=MOST_PIECES, initial=1,
        error_messages={"max_value": _("Ask for more than %(limit_value)s pieces instead.")},
    )  # fmt: skip


class Pieces(forms.Form):
    """All rows of the basket at once: `pieces_<product>`; 0 takes one out."""

    def __init__(self, *told: Any, products: list[int], **more: Any) -> None:
        super().__init__(*told, **more)
        for product in products:
            self.fields[f"pieces_{product}"] = forms.IntegerField(
                label=_("Pieces"), min_value=0, max_value=MOST_PIECES
            )

    @property
    def changes(self) -> dict[int, int]:
        return {int(name.removeprefix("pieces_")): n for name, n in self.cleaned_data.items()}


WAYS = [(Order.Way.FETCH, _("I fetch them myself")), (Order.Way.SEND, _("Send them to me"))]


class Checkout(forms.Form):
    """Who buys. `seen_idr`: the sum that stood above the button."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    phone = forms.CharField(
        label=_("WhatsApp or phone"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )  # fmt: skip
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    buyer_kind = forms.ChoiceField(
        label=_("Who buys?"), choices=Party.BuyerKind.choices, initial=Party.BuyerKind.PERSON
    )
    way = forms.ChoiceField(
        label=_("How do you get the goods?"), choices=WAYS, initial=Order.Way.FETCH, widget=forms.RadioSelect
    )
    send_to = forms.CharField(
        label=_("Address to send to"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )  # fmt: skip
    note = forms.CharField(label=_("Anything we should know?"), max_length=300, required=False)
    seen_idr = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("phone") and not said.get("email") and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", _("Leave a phone number or an e-mail address."))
        if said.get("way") == Order.Way.SEND and not said.get("send_to"):
            self.add_error("send_to", _("Write the address it is sent to."))
        return said

    def buyer(self) -> BuyerFacts:
        said = self.cleaned_data
        address = said["send_to"] if said["way"] == Order.Way.SEND else ""
        return BuyerFacts(
            said["name"], said["buyer_kind"], phone=said["phone"], email=said["email"], address=address[:300]
        )
