"""What staff type about an enquiry: one row's size, why it is closed, an enquiry somebody phoned in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.orders.facts import EnquiryFacts, WishedLine
from sentra.orders.models import Lead
from sentra.people.models import Party
from sentra.web.orders.fields import checked_phone, day
from sentra.web.orders.rows import Lines


class Close(forms.Form):
    reason = forms.CharField(
        label=_("Why does no order come of it?"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class Asking(Lines):
    """Who asks and for what: the fields a visitor and a member of staff have in common."""

    name = forms.CharField(
        label=_("Name"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    organisation = forms.CharField(
        label=_("Office or company"),
        max_length=160,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
    )
    buyer_kind = forms.ChoiceField(
        label=_("Who buys?"), choices=[("", "–"), *Party.BuyerKind.choices], required=False
    )
    phone = forms.CharField(
        label=_("WhatsApp or phone"),
        max_length=30,
        required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
    email = forms.EmailField(
        label=_("E-mail"), required=False, widget=forms.EmailInput(attrs={"autocomplete": "email"})
    )
    wished_on = day(_("When do you need it?"), required=False)
    message = forms.CharField(
        label=_("What else should we know?"),
        max_length=4_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def clean_phone(self) -> str:
        return checked_phone(self.cleaned_data["phone"])

    def clean(self) -> dict[str, Any]:
        said = super().clean()
        if not said.get("message") and "message" not in self.errors and self.asks_for_nothing(said):
            self.add_error("message", _("Name a product or write what you need."))
        if not said.get("phone") and not said.get("email") and not {"phone", "email"} & set(self.errors):
            self.add_error("phone", _("Leave a phone number or an e-mail address."))
        return said

    def asks_for_nothing(self, said: dict[str, Any]) -> bool:
        """No line is begun; one with a mistake has its own error."""
        begun = [name for n in range(self.count) for name in (f"product_{n}", f"pieces_{n}")]
        return not any(said.get(name) or name in self.errors for name in begun)

    def facts(self, **more: Any) -> EnquiryFacts:
        """What the operation is told."""
        own = ("name", "organisation", "buyer_kind", "phone", "email", "wished_on", "message")
        lines = tuple(WishedLine(one.product_id, one.pieces, one.sizes) for one in self.typed_lines())
        return EnquiryFacts(**{name: self.cleaned_data[name] for name in own}, lines=lines, **more)


class WriteDown(Asking):
    """An enquiry or a complaint that came by phone, at the market, at an exhibition."""

    kind = forms.ChoiceField(label=_("What is it?"), choices=Lead.Kind)
    source = forms.ChoiceField(
        label=_("Where did it come from?"),
        choices=[choice for choice in Lead.Source.choices if choice[0] != Lead.Source.WEB],
    )

    def told(self) -> EnquiryFacts:
        return self.facts(kind=self.cleaned_data["kind"], source=self.cleaned_data["source"])
