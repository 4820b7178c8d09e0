"""Form fields that read what people type: rupiah with dots, percent as permille, days, pieces, sizes."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sentra.kernel.identity import e164
from sentra.kernel.rupiah import AmountRefused, typed

WRONG_AMOUNT = {
    "negative": _("The amount cannot be below zero."),
    "sen": _("Write whole rupiah, without cents."),
    "too_large": _("This amount is too large."),
}
MOST_PIECES = 1_000_000
NUMERIC = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 30}


class RupiahField(forms.CharField):
    """An amount as people write it ("1.250.000", "Rp 500.000"); whole rupiah come out."""

    def __init__(self, **more: Any) -> None:
        super().__init__(**{"widget": forms.TextInput(attrs=NUMERIC), **more})

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # whole rupiah, not text
        if value in self.empty_values:
            return None
        try:
            return typed(str(value))
        except AmountRefused as refusal:
            raise ValidationError(
                WRONG_AMOUNT.get(refusal.code, _("Write the amount like 1.250.000."))
            ) from refusal

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class PercentField(forms.DecimalField):
    """Percent on the screen, permille inside: 2,5 is 25. With two `places` hundredths: 2,5 is 250."""

    def __init__(self, *, places: int = 1, **more: Any) -> None:
        self.unit = 10**places
        usual = {"min_value": 0, "max_value": 100, "widget": forms.TextInput()}
        super().__init__(**{**usual, "decimal_places": places, **more})
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off"}

    def clean(self, value: Any) -> int | None:
        percent = super().clean(str(value).replace(",", ".") if value not in self.empty_values else value)
        return None if percent is None else int(percent * self.unit)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int):
            return value
        whole, part = divmod(value, self.unit)
        digits = f"{part:0{len(str(self.unit)) - 1}d}".rstrip("0")
        return f"{whole},{digits}" if digits else str(whole)


def day(label: Any, **more: Any) -> forms.DateField:
    """A day picked on a phone's own calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label, widget=widget, input_formats=["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y"], **more
    )


class CountField(RupiahField):
    """Whole pieces; "1.000" is a thousand, as everywhere here."""

    def __init__(self, *, least: int = 0, most: int = MOST_PIECES, **more: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**more)

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # pieces, not text
        try:
            pieces = super().to_python(value)
        except ValidationError as wrong:
            raise ValidationError(_("Write a whole number.")) from wrong
        if pieces is not None and not self.least <= pieces <= self.most:
            limits = {"least": self.least, "most": f"{self.most:,}".replace(",", ".")}
            raise ValidationError(_("Write a number from %(least)s to %(most)s."), params=limits)
        return pieces


def count(label: Any, *, least: int = 0, **more: Any) -> CountField:
    """Whole pieces."""
    return CountField(label=label, least=least, **more)


def checked_phone(text: str) -> str:
    """The number as typed, if it is one; empty stays empty."""
    if text.strip() and e164(text) is None:
        raise ValidationError(_("This is not a phone number."))
    return text


def photo(label: Any, **more: Any) -> forms.FileField:
    """A photograph, straight from the camera where there is one."""
    widget = forms.FileInput(attrs={"accept": "image/*", "data-photo": ""})
    return forms.FileField(label=label, widget=widget, **more)


def bytes_of(upload: Any) -> bytes | None:
    return upload.read() if upload else None
