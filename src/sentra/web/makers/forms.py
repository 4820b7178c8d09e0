"""What is typed about a maker: who she is, who works with her, what she can do, her card's PIN."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.web.books.forms import Amount

Choices = list[tuple[Any, Any]]
NOTHING: Choices = [("", "–")]


class Unseen(forms.TextInput):
    """A text that is never written back into a page: a NIK is typed again rather than shown again."""

    def format_value(self, value: Any) -> str | None:  # noqa: ARG002  # whatever it is
        return None


def _day(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def _count(label: Any, *, most: int, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=0, max_value=most, widget=widget, **more)


class Maker(forms.Form):
    """A new maker, or what is corrected of a known one."""

    name = forms.CharField(label=_("Name"), max_length=160)
    phone = forms.CharField(
        label=_("Phone"), max_length=30, required=False,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "off"}),
    )  # fmt: skip
    village_code = forms.ChoiceField(label=_("Village"), required=False)
    address = forms.CharField(label=_("Address"), max_length=300, required=False)
    workshop_name = forms.CharField(label=_("Name of the workshop"), max_length=160, required=False)
    nik = forms.CharField(
        label="NIK", max_length=24, required=False,
        widget=Unseen(attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": ""}),
    )  # fmt: skip
    working_days_a_week = _count(_("Working days a week"), most=7, initial=6)

    def __init__(self, *args: Any, villages: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["village_code"].choices = [*NOTHING, *villages]  # type: ignore[attr-defined]

    @property
    def nik_was_typed(self) -> bool:
        """The page comes back without it: say so, or it is forgotten."""
        return self.is_bound and bool(self.data.get("nik"))

    def facts(self) -> dict[str, Any]:
        """What the operation is told, without the NIK: that is sealed first."""
        return {name: value for name, value in self.cleaned_data.items() if name != "nik"}


class AddWorker(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
    weekly_wage_idr = Amount(label=_("Promised wage a week"))


class SetSkill(forms.Form):
    technique_code = forms.ChoiceField(label=_("Technique"))
    level = forms.TypedChoiceField(label=_("Level"), coerce=int)

    def __init__(self, *args: Any, techniques: Choices, levels: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["technique_code"].choices = [*NOTHING, *techniques]  # type: ignore[attr-defined]
        self.fields["level"].choices = levels  # type: ignore[attr-defined]


class SetCapacity(forms.Form):
    stage_id = forms.TypedChoiceField(label=_("Product and stage"), coerce=int)
    pieces_a_week = _count(_("Pieces a week"), most=100_000)

    def __init__(self, *args: Any, stages: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["stage_id"].choices = [*NOTHING, *stages]  # type: ignore[attr-defined]


class AddAbsence(forms.Form):
    from_on = _day(_("First day"))
    until_on = _day(_("Last day"))
    reason = forms.CharField(label=_("Reason"), max_length=80)


class BankAccount(forms.Form):
    """Where her money is sent. The number that is kept is never an initial value."""

    bank_name = forms.CharField(label=_("Bank"), max_length=60, required=False)
    bank_account = forms.CharField(
        label=_("Account number"), max_length=40, required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "data-secret": ""}),
    )  # fmt: skip


class Why(forms.Form):
    """A reason that stays in the record."""

    reason = forms.CharField(label=_("Reason"), max_length=120)


class Deactivate(Why):
    """Sets her to rest."""


class RevokeCard(Why):
    """Kills one card: the one shown when the reason was typed."""

    card_id = forms.IntegerField(widget=forms.HiddenInput)


class IssueCard(forms.Form):
    """The PIN, typed twice by the artisan herself."""

    pin = forms.CharField(label=_("PIN (six digits)"), max_length=6, widget=forms.PasswordInput)
    pin_again = forms.CharField(label=_("The same PIN again"), max_length=6, widget=forms.PasswordInput)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        for name in ("pin", "pin_again"):
            self.fields[name].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("pin") and said.get("pin_again") and said["pin"] != said["pin_again"]:
            self.add_error("pin_again", _("The two PINs are not the same."))
        return said
