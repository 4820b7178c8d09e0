"""A cost sheet as plain fields: rows of material, the hours of each stage, two percentages."""

import re
from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.costing import Material
from sentra.crafts.operations.pricing import MOST_MATERIALS
from sentra.crafts.prices import SheetView
from sentra.crafts.queries import StageRow
from sentra.web.books.forms import Amount

SPARE = 3  # empty rows behind the known ones
_DECIMAL = re.compile(r"(\d{1,4})(?:[.,](\d{1,2}))?\Z", re.ASCII)


def hundredths(text: str) -> int:
    """ "1,5" → 150. Refuses what is no number of up to two decimals."""
    found = _DECIMAL.match(text.strip())
    if not found:
        raise forms.ValidationError(_("Write a number such as 1,5."))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0"))


def decimal(count: int) -> str:
    """150 → "1,5": how a person writes hundredths."""
    whole, part = divmod(count, 100)
    return f"{whole},{part:02d}".rstrip("0").rstrip(",")


class _Decimal(forms.CharField):
    def __init__(self, **more: Any) -> None:
        super().__init__(max_length=8, widget=forms.TextInput(attrs={"inputmode": "decimal"}), **more)


class Hours(_Decimal):
    """Hours as people say them, kept as whole minutes (half up)."""

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        return (hundredths(text) * 60 + 50) // 100 if text else 0


class Percent(_Decimal):
    """A percentage with one decimal, kept in thousandths."""

    def clean(self, value: Any) -> int:
        text = super().clean(value)
        found = hundredths(text) if text else 0
        if found % 10:
            raise forms.ValidationError(_("One decimal is enough."))
        return found // 10


class Sheet(forms.Form):
    """`rows` rows of material; a row without a name and an amount is none."""

    use_required_attribute = False
    rows = forms.IntegerField(min_value=1, max_value=MOST_MATERIALS, widget=forms.HiddenInput)
    overhead_permille = Percent(label=_("Overhead, percent"), required=False)
    fee_permille = Percent(label=_("Cooperative's part, percent"), required=False)

    def __init__(self, data: Any = None, *, count: int, stages: Sequence[StageRow], **more: Any) -> None:
        super().__init__(data, **more)
        self.count, self.stages = max(1, min(count, MOST_MATERIALS)), list(stages)
        choices = [("", _("from the start")), *((one.stage_id, one.name) for one in stages)]
        for n in range(1, self.count + 1):
            self.fields |= {
                f"name_{n}": forms.CharField(label=_("Material"), max_length=80, required=False),
                f"quantity_{n}": forms.CharField(label=_("How much of it"), max_length=40, required=False),
                f"idr_{n}": Amount(label=_("For one piece"), required=False),
                f"stage_{n}": forms.TypedChoiceField(
                    label=_("Used in"), choices=choices, coerce=int, empty_value=None, required=False
                ),
            }
        for one in self.stages:
            self.fields[f"hours_{one.stage_id}"] = Hours(label=one.name, required=False)

    def material_rows(self) -> list[dict[str, Any]]:
        names = ("name", "quantity", "idr", "stage")
        return [{name: self[f"{name}_{n}"] for name in names} | {"n": n} for n in range(1, self.count + 1)]

    def hour_rows(self) -> list[tuple[StageRow, forms.BoundField]]:
        return [(one, self[f"hours_{one.stage_id}"]) for one in self.stages]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for n in range(1, self.count + 1):
            name, idr = said.get(f"name_{n}"), said.get(f"idr_{n}")
            if idr and not name:
                self.add_error(f"name_{n}", _("Say what material this is."))
            if name and idr is None and f"idr_{n}" not in self.errors:
                self.add_error(f"idr_{n}", _("Say what it costs for one piece."))
        return said

    def materials(self) -> list[Material]:
        said = self.cleaned_data
        return [
            Material(said[f"name_{n}"], said[f"quantity_{n}"], said[f"idr_{n}"], said[f"stage_{n}"])
            for n in range(1, self.count + 1)
            if said[f"name_{n}"]
        ]

    def minutes(self) -> dict[int, int]:
        return {one.stage_id: self.cleaned_data[f"hours_{one.stage_id}"] for one in self.stages}


def sheet_form(stages: Sequence[StageRow], view: SheetView | None) -> Sheet:
    """The kept sheet filled in, with room for more; empty without one."""
    known = view.materials if view else ()
    count = min(len(known) + SPARE, MOST_MATERIALS)
    first: dict[str, Any] = {"rows": count}
    for n, one in enumerate(known, 1):
        first |= {f"name_{n}": one.name, f"quantity_{n}": one.quantity, f"idr_{n}": one.idr}
        first[f"stage_{n}"] = one.stage_id
    if view:
        for spent in view.answer.stages:
            if spent.effort.minutes:
                hours = (spent.effort.minutes * 100 + 30) // 60
                first[f"hours_{spent.effort.stage_id}"] = decimal(hours)
        first["overhead_permille"] = decimal(view.sheet.overhead_permille * 10)
        first["fee_permille"] = decimal(view.sheet.fee_permille * 10)
    return Sheet(count=count, stages=stages, initial=first)


class Floor(forms.Form):
    """The wage floor as the cooperative decided it."""

    hour_idr = Amount(label=_("An hour is worth at least"))
    hours_a_day = forms.IntegerField(
        label=_("Hours in a working day"), min_value=1, max_value=24,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    from_on = forms.DateField(
        label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    source = forms.CharField(label=_("Where it comes from"), max_length=160)
