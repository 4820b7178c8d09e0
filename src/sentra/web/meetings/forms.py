"""What is typed about a meeting."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.clauses import Key, Value, keys
from sentra.cooperative.models import Meeting, Officer
from sentra.web.orders.fields import PercentField, RupiahField

MOMENT = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")


class PlanForm(forms.Form):
    kind = forms.ChoiceField(label=_("Kind of meeting"), choices=Meeting.Kind.choices)
    title = forms.CharField(label=_("Name of the meeting"), max_length=160)
    held_at = forms.DateTimeField(label=_("Day and hour"), widget=MOMENT)
    place = forms.CharField(label=_("Place"), max_length=200)
    agenda = forms.CharField(
        label=_("Agenda"), widget=forms.Textarea(attrs={"rows": 6}), help_text=_("One line for each point.")
    )


class Again(forms.Form):
    held_at = forms.DateTimeField(label=_("New day and hour"), widget=MOMENT)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)


class Move(forms.Form):
    held_at = forms.DateTimeField(label=_("New day and hour"), widget=MOMENT)
    place = forms.CharField(label=_("Place"), max_length=200)
    reason = forms.CharField(label=_("Why?"), max_length=300)

    def __init__(self, data: Any = None, *, initial: Any = None) -> None:
        super().__init__(data, initial=initial, auto_id="move_%s")


class Why(forms.Form):
    reason = forms.CharField(label=_("Why?"), max_length=300)


class Card(forms.Form):
    code = forms.CharField(
        label=_("Card"), max_length=300, help_text=_("Click here, then scan the card."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "data-secret": ""}),
    )  # fmt: skip


class MinutesForm(forms.Form):
    """Who led, who wrote, and one field a point of the agenda."""

    chaired_by = forms.CharField(label=_("Led by"), max_length=120, required=False)
    minutes_by = forms.CharField(label=_("Minutes by"), max_length=120, required=False)
    remarks = forms.CharField(label=_("Remarks"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, meeting: Meeting) -> None:
        start = {name: getattr(meeting, name) for name in ("chaired_by", "minutes_by", "remarks")}
        self.items = list(meeting.agenda.order_by("position"))
        start |= {f"told_{one.pk}": one.told for one in self.items}
        super().__init__(data, initial=start)
        for one in self.items:
            self.fields[f"told_{one.pk}"] = forms.CharField(
                label=f"{one.position}. {one.title}", required=False, widget=forms.Textarea(attrs={"rows": 3})
            )

    def told(self) -> dict[int, str]:
        return {one.pk: self.cleaned_data[f"told_{one.pk}"] for one in self.items}


class PlainForm(forms.Form):
    kind = forms.ChoiceField(label=_("What kind"))
    title = forms.CharField(label=_("What shall be decided"), max_length=200)
    text = forms.CharField(label=_("In full"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    secret = forms.BooleanField(label=_("Secret vote"), required=False)
    member_id = forms.TypedChoiceField(
        label=_("Member"), coerce=int, required=False, empty_value=None,
        help_text=_("Only for ending a membership."),
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, kinds: list[tuple[str, Any]], members: list[tuple[int, str]]
    ) -> None:
        super().__init__(data, auto_id="plain_%s")
        self.fields["kind"].choices = kinds  # type: ignore[attr-defined]  # a choice field
        self.fields["member_id"].choices = [("", "–"), *members]  # type: ignore[attr-defined]
        if not members:
            del self.fields["member_id"]


class ElectionForm(forms.Form):
    post = forms.ChoiceField(label=_("Post"), choices=Officer.Post.choices)
    seats = forms.IntegerField(label=_("Seats"), min_value=1, max_value=9, initial=1)
    candidates = forms.TypedMultipleChoiceField(
        label=_("Candidates"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, data: Any = None, *, people: list[tuple[int, str]]) -> None:
        super().__init__(data, auto_id="election_%s")
        self.fields["candidates"].choices = people  # type: ignore[attr-defined]  # a choice field


class CandidateForm(forms.Form):
    party_id = forms.TypedChoiceField(label=_("Candidate"), coerce=int)

    def __init__(self, data: Any = None, *, people: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["party_id"].choices = people  # type: ignore[attr-defined]  # a choice field


class RulesForm(forms.Form):
    """One field a rule, with its article; numbers as their kind asks. An untouched rule keeps its value."""

    def __init__(self, data: Any = None, *, values: dict[str, Value], empty: bool = False) -> None:
        super().__init__(data, initial={} if empty else dict(values))
        for key in keys().values():
            field = rule_field(key)
            field.label = f"{key.title} ({key.article})"
            self.fields[key.key] = field

    def values(self) -> dict[str, Value]:
        return {key: self.cleaned_data[key] for key in keys()}


UNITS = {
    "permille": _("percent: 50 is one half"), "bp": _("percent a year"),
    "days": _("days"), "months": _("months"), "years": _("years"), "month": _("Month 1 to 12."),
}  # fmt: skip
PLACES = {"permille": 1, "bp": 2}  # of a percent: how fine the value is kept


def rule_field(key: Key) -> forms.Field:
    """What reads a value of this kind as people say it: rupiah with dots, shares and interest in percent."""
    if key.kind == "choice":
        return forms.ChoiceField(choices=[(code, words[0]) for code, words in key.choices.items()])
    if key.kind == "yesno":
        return forms.BooleanField(required=False)
    if key.kind == "idr":
        return RupiahField()
    if key.kind == "text":
        return forms.CharField(max_length=300)
    if key.kind in PLACES:
        return percent_field(key)
    return forms.IntegerField(min_value=key.least, max_value=key.most, help_text=UNITS.get(key.kind, ""))


def percent_field(key: Key) -> PercentField:
    """Percent from the rule's least to its most; inside it stays permille or hundredths of a percent."""
    places = PLACES[key.kind]
    return PercentField(
        places=places, min_value=Decimal(key.least).scaleb(-places),
        max_value=Decimal(key.most).scaleb(-places), help_text=UNITS[key.kind],
    )  # fmt: skip


SPOKEN = {"ya": True, "yes": True, "tidak": False, "no": False}


def one_value(key: Key, text: str) -> Value:
    """One rule's value typed alone: yes or no in words, a choice by its words. Raises ValidationError."""
    if key.kind == "yesno":
        if text.strip().lower() not in SPOKEN:
            raise forms.ValidationError(_("Write yes or no."))
        return SPOKEN[text.strip().lower()]
    if key.kind == "choice":
        named = {word.lower(): code for code, words in key.choices.items() for word in (code, *words)}
        if text.strip().lower() not in named:
            words = ", ".join(words[0] for words in key.choices.values())
            raise forms.ValidationError(_("Write one of these: %(words)s."), params={"words": words})
        return named[text.strip().lower()]
    value: Value = rule_field(key).clean(text)
    return value


class RuleForm(forms.Form):
    """One rule to be changed by a meeting; the value is read as its kind asks."""

    key = forms.ChoiceField(label=_("Rule"))
    value = forms.CharField(
        label=_("New value"), max_length=300,
        help_text=_("Quorum, votes and interest in percent: 50 is one half."),
    )  # fmt: skip
    text = forms.CharField(label=_("Why?"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, auto_id="rule_%s")
        told = [(one.key, f"{one.title} ({one.article})") for one in keys().values()]
        self.fields["key"].choices = told  # type: ignore[attr-defined]  # a choice field

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or self.cleaned_data
        if "key" in said and "value" in said:
            try:
                said["value"] = one_value(keys()[said["key"]], said["value"])
            except forms.ValidationError as wrong:
                self.add_error("value", wrong)
        return said


class Drawn(forms.Form):
    drawn = forms.TypedMultipleChoiceField(
        label=_("The lot fell on"), coerce=int, widget=forms.CheckboxSelectMultiple
    )
    witness = forms.CharField(label=_("Who saw it"), max_length=120)

    def __init__(self, data: Any = None, *, choices: list[tuple[int, str]]) -> None:
        super().__init__(data)
        self.fields["drawn"].choices = choices  # type: ignore[attr-defined]  # a choice field
