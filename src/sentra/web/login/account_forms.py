"""allauth's forms as ours look: no word twice, so no placeholder that repeats the label."""

from typing import Any

from allauth.account import forms

from sentra.people.models import Role


class Plain:
    """Takes the placeholders away."""

    fields: dict[str, Any]

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)


class SignIn(Plain, forms.LoginForm):  # type: ignore[misc]  # allauth ships no types
    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["password"].help_text = ""  # the page itself leads to a forgotten password


class ChangePassword(Plain, forms.ChangePasswordForm):  # type: ignore[misc]
    pass


class SetPassword(Plain, forms.SetPasswordForm):  # type: ignore[misc]
    pass


class FirstPassword(Plain, forms.ResetPasswordKeyForm):  # type: ignore[misc]
    """An invited person's first password: the page greets her in the name of who invited her."""

    @property
    def house(self) -> str:
        """The organisation of the oldest role she holds: the one that gave her the link."""
        held = Role.objects.filter(user=self.user, until=None).select_related("tenant")
        oldest = held.order_by("since", "pk").first()
        return oldest.tenant.name if oldest else ""
