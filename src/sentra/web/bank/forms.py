"""What is typed about bank and cash: a file, its columns, parts of a line, notes and coins."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from sentra.payments.denominations import MOST, NOTES
from sentra.payments.keeping import SENTENCES
from sentra.payments.statements.amounts import Unclear, sen_of
from sentra.payments.statements.reading import FILE_BYTES
from sentra.payments.steps import Piece
from sentra.web.bank.words import BOXES, FIELDS, LEDGERS
from sentra.web.orders.fields import CountField, RupiahField, day

ACCEPT = ".csv,.txt,.xls,.xlsx,.ods,.sta,.940,.mt940,.xml"
PARTS = 4
COSTS = ("a:6-",)  # operating costs, among them what a bank keeps
Choices = list[tuple[Any, Any]]


class Account(forms.Form):
    label = forms.CharField(label=_("Name of the account"), max_length=80)
    number = forms.CharField(label=_("Account number"), max_length=40, required=False)
    ledger = forms.ChoiceField(label=_("In the books"), choices=list(LEDGERS.items()))


class Upload(forms.Form):
    account_id = forms.TypedChoiceField(label=_("Bank account"), coerce=int)
    file = forms.FileField(
        label=_("Statement"), allow_empty_file=True, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )

    def __init__(self, *args: Any, accounts: Choices, **more: Any) -> None:
        super().__init__(*args, **more | {"auto_id": "upload_%s"})
        self.fields["account_id"].choices = accounts  # type: ignore[attr-defined]

    def clean_file(self) -> "UploadedFile[Any]":
        """Refused by its size before a byte of it is read into memory."""
        file: UploadedFile[Any] = self.cleaned_data["file"]
        if (file.size or 0) > FILE_BYTES:
            raise forms.ValidationError(SENTENCES["too_large"])
        return file


class SenField(forms.CharField):
    """A balance as the bank writes it, with or without sen; sen come out."""

    def to_python(self, value: Any) -> int | None:  # type: ignore[override]  # sen, not text
        if value in self.empty_values:
            return None
        try:
            return sen_of(str(value))
        except Unclear as wrong:
            raise forms.ValidationError(_("Write the amount like 1.250.000.")) from wrong


class Columns(forms.Form):
    """One select a column, and the balances where the file tells none."""

    opening_sen = SenField(label=_("Balance before the first line"), required=False)
    closing_sen = SenField(label=_("Balance after the last line"), required=False)

    def __init__(
        self, data: Any = None, *, headers: Sequence[str], fields: Sequence[str], samples: Sequence[str],
        asks: bool, **more: Any,
    ) -> None:  # fmt: skip
        super().__init__(data, **more)
        self.width, self.asks = len(headers), asks
        choices = [("", _("Leave it aside")), *FIELDS.items()]
        for at, (header, field, sample) in enumerate(zip(headers, fields, samples, strict=True)):
            name = header.capitalize() or _("Column %(number)s") % {"number": at + 1}
            self.fields[f"column_{at}"] = forms.ChoiceField(
                label=name, choices=choices, initial=field, required=False, help_text=sample
            )

    def selects(self) -> list[forms.BoundField]:
        return [self[f"column_{at}"] for at in range(self.width)]

    def said(self) -> dict[str, Any]:
        told = self.cleaned_data
        return {
            "fields": [told[f"column_{at}"] for at in range(self.width)],
            "opening_sen": told["opening_sen"],
            "closing_sen": told["closing_sen"],
        }


class Split(forms.Form):
    """Up to four things one line is; the first without an amount is the whole line."""

    def __init__(self, data: Any = None, *, choices: Choices, line_idr: int, **more: Any) -> None:
        super().__init__(data, **more)
        self.line_idr = line_idr
        for at in range(1, PARTS + 1):
            self.fields[f"key_{at}"] = forms.ChoiceField(
                label=_("What is it?"), choices=[("", "–"), *choices], required=at == 1
            )
            self.fields[f"amount_{at}"] = RupiahField(label=_("Amount"), required=False)

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"key_{at}"], self[f"amount_{at}"]] for at in range(1, PARTS + 1)]

    def clean(self) -> dict[str, Any]:
        """What is left may run the other way only as a cost the payer's bank kept: 100 less a fee of 2."""
        told = super().clean() or {}
        given = [told.get(f"amount_{at}") for at in range(1, PARTS + 1) if told.get(f"key_{at}")]
        over = sum(idr for idr in given if idr) > abs(self.line_idr)
        rests = [told[f"key_{at}"] for at in range(1, PARTS + 1)
                 if told.get(f"key_{at}") and told.get(f"amount_{at}") is None]  # fmt: skip
        if (
            not self.errors
            and over
            and (self.line_idr < 0 or not all(key.startswith(COSTS) for key in rests))
        ):
            raise forms.ValidationError(_("The parts are larger than the line."))
        return told

    def pieces(self) -> list[Piece]:
        """With the line's own sign; what is left open in the first row is the rest."""
        sign = 1 if self.line_idr > 0 else -1
        told = [
            (key, self.cleaned_data.get(f"amount_{at}"))
            for at in range(1, PARTS + 1)
            if (key := self.cleaned_data.get(f"key_{at}"))
        ]
        given = sum(idr for _key, idr in told if idr)
        rest = abs(self.line_idr) - given
        return [Piece(key, sign * (rest if idr is None else idr)) for key, idr in told]


class Count(forms.Form):
    """How many of each note and coin."""

    ledger = forms.ChoiceField(label=_("Which box?"), choices=list(BOXES.items()))
    counted_on = day(_("Day of the count"))
    reason = forms.CharField(
        label=_("If it differs: where may it come from?"), max_length=200, required=False
    )

    def __init__(self, data: Any = None, **more: Any) -> None:
        super().__init__(data, **more)
        for value in NOTES:
            self.fields[f"pieces_{value}"] = CountField(
                label=f"Rp{value:,}".replace(",", "."), most=MOST, required=False
            )
            self.fields[f"pieces_{value}"].widget.attrs["class"] = "input"  # drawn without "(optional)"

    def notes(self) -> list[forms.BoundField]:
        return [self[f"pieces_{value}"] for value in NOTES]

    def said(self) -> dict[str, Any]:
        told = self.cleaned_data
        typed = {value: told.get(f"pieces_{value}") for value in NOTES}
        pieces = {value: count for value, count in typed.items() if count is not None}
        return {"pieces": pieces} | {name: told[name] for name in ("ledger", "counted_on", "reason")}
