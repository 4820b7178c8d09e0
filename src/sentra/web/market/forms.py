"""What is typed about a market: what it is, what is different on a day, its stalls."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.market.models import Market, Stall
from sentra.market.operations import MarketFacts
from sentra.market.operations.stalls import MOST, StallFacts
from sentra.web.market.words import weekdays

NOTHING: list[tuple[Any, Any]] = [("", "–")]
DAY = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
HOUR = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def _number(label: Any, most: int = MOST, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(label=label, min_value=1, max_value=most, widget=widget, **more)


class _Degrees(forms.DecimalField):
    """As maps write them, or with the decimal comma people write by hand."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


def _degrees(label: Any, most: int, **more: Any) -> forms.DecimalField:
    widget = forms.TextInput(attrs={"inputmode": "text", "autocomplete": "off"})
    return _Degrees(
        label=label, min_value=-most, max_value=most, max_digits=9, decimal_places=6, required=False,
        widget=widget, **more,
    )  # fmt: skip


class MarketForm(forms.Form):
    name = forms.CharField(label=_("Name of the market"), max_length=120)
    weekday = forms.TypedChoiceField(label=_("Every week on"), coerce=int)
    opens = forms.TimeField(label=_("Opens at"), widget=HOUR)
    closes = forms.TimeField(label=_("Closes at"), widget=HOUR)
    village_code = forms.ChoiceField(label=_("Village"))
    address = forms.CharField(label=_("Address"), max_length=200, required=False)
    street = forms.CharField(
        label=_("Street where one comes in"), max_length=80, required=False,
        help_text=_("It stands at the foot of the map."),
    )  # fmt: skip
    latitude = _degrees(
        _("Latitude"), 90, help_text=_("Hold your finger on the place in a map; copy the two numbers.")
    )
    longitude = _degrees(_("Longitude"), 180)
    since = forms.DateField(label=_("Held since"), widget=DAY)
    until = forms.DateField(label=_("Last day"), widget=DAY, required=False)
    closed_on_holidays = forms.BooleanField(
        label=_("Closed on national holidays"), required=False,
        help_text=_("Without a tick, visitors are told to ask first."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("What visitors should know"), max_length=400, required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip
    shown = forms.BooleanField(label=_("Show it to everybody"), required=False, initial=True)

    def __init__(self, *args: Any, villages: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["village_code"].choices = [*NOTHING, *villages]  # type: ignore[attr-defined]
        self.fields["weekday"].choices = weekdays()  # type: ignore[attr-defined]

    def told(self) -> MarketFacts:
        return MarketFacts(**self.cleaned_data)


def facts_of(market: Market) -> dict[str, Any]:
    """A known market, to fill its form."""
    same = ("name", "opens", "closes", "address", "street", "latitude", "longitude", "since", "until")
    told = {name: getattr(market, name) for name in (*same, "closed_on_holidays", "note", "shown")}
    return told | {"weekday": str(market.weekday), "village_code": market.village_id}


class DayForm(forms.Form):
    """What is different on one day."""

    CLOSED, MOVED, HELD = "closed", "moved", "held"
    on = forms.DateField(label=_("Which day"), widget=DAY)
    what = forms.ChoiceField(
        label=_("What is different"), widget=forms.RadioSelect, initial=CLOSED,
        choices=[
            (CLOSED, _("Closed")), (MOVED, _("Held on another day")),
            (HELD, _("Other hours, or a market besides")),
        ],
    )  # fmt: skip
    held_on = forms.DateField(label=_("The other day"), widget=DAY, required=False)
    opens = forms.TimeField(label=_("Opens at"), widget=HOUR, required=False)
    closes = forms.TimeField(label=_("Closes at"), widget=HOUR, required=False)
    reason = forms.CharField(label=_("Why"), max_length=160, help_text=_("Visitors read it."))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="day_%s")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("what") == self.MOVED and not said.get("held_on") and "held_on" not in self.errors:
            self.add_error("held_on", _("Say on which day."))
        return said

    def told(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        what = said.pop("what")
        if what != self.MOVED:
            said["held_on"] = said["on"] if what == self.HELD else None
        return said


class FieldForm(forms.Form):
    rows = _number(_("Rows"))
    cols = _number(_("Stalls in a row"))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="field_%s")


class StallForm(forms.Form):
    """Makers are offered as the showroom names them; choosing one chooses her cooperative."""

    number = forms.CharField(label=_("Number of the stall"), max_length=6)
    row = _number(_("Row, counted from the back"))
    col = _number(_("Place in the row, from the left"))
    craft_code = forms.ChoiceField(label=_("Craft"), required=False)
    sells = forms.CharField(label=_("What is sold, in words"), max_length=80, required=False)
    cooperative = forms.TypedChoiceField(
        label=_("Whose goods"), required=False, empty_value=None, coerce=UUID
    )
    maker = forms.TypedChoiceField(
        label=_("Who stands here"), required=False, empty_value=None, coerce=UUID,
        help_text=_("Only makers who agreed to be named in the showroom."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, crafts: list[Any], cooperatives: list[Any], makers: list[Any], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["craft_code"].choices = [*NOTHING, *crafts]  # type: ignore[attr-defined]
        self.fields["cooperative"].choices = [*NOTHING, *cooperatives]  # type: ignore[attr-defined]
        self.fields["maker"].choices = [*NOTHING, *makers]  # type: ignore[attr-defined]

    def told(self) -> StallFacts:
        return StallFacts(**self.cleaned_data)


def facts_of_stall(stall: Stall) -> dict[str, Any]:
    return {
        "number": stall.number, "row": stall.row, "col": stall.col, "craft_code": stall.craft_id or "",
        "sells": stall.sells, "cooperative": str(stall.cooperative_uid or ""),
        "maker": str(stall.maker_uid or ""),
    }  # fmt: skip
