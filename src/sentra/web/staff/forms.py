"""Who is invited, and whose role ends."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.people.roles import RoleName


class Invite(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args: Any, roles: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["role"].choices = [("", "–"), *roles]  # type: ignore[attr-defined]

    def clean_role(self) -> RoleName:
        return RoleName(self.cleaned_data["role"])


class IsMaker(forms.Form):
    """Who of the staff is a maker too, by the number in the makers' list."""

    user_id = forms.TypedChoiceField(label=_("Who?"), coerce=int)
    phone = forms.CharField(
        label=_("Her phone number as a maker"),
        max_length=20,
        required=False,
        help_text=_("Leave it empty when she is no maker any more."),
    )

    def __init__(self, *args: Any, people: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **{"auto_id": "maker_%s", **more})
        self.fields["user_id"].choices = people  # type: ignore[attr-defined]


class Which(forms.Form):
    """The person or the role a button stands beside."""

    which = forms.IntegerField(min_value=1)
