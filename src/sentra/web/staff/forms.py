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
        self.fields["role"].choices = roles  # type: ignore[attr-defined]

    def clean_role(self) -> RoleName:
        return RoleName(self.cleaned_data["role"])


class Which(forms.Form):
    """The person or the role a button stands beside."""

    which = forms.IntegerField(min_value=1)
