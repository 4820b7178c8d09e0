"""What an inspector fills in: counts, grade, faults, a photo."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.quality.models import Defect, Inspection


def _count(label: Any, **more: Any) -> forms.IntegerField:
    return forms.IntegerField(
        label=label, min_value=0, widget=forms.NumberInput(attrs={"inputmode": "numeric"}), **more
    )


class HandIn(forms.Form):
    pieces = _count(_("Pieces"))
    rework_of = forms.IntegerField(required=False, widget=forms.HiddenInput)


class Inspect(forms.Form):
    """Counts must add up to the lot: the domain says so with the number. No grade for nothing."""

    use_required_attribute = False  # the browser cannot know

    accepted = _count(_("Accepted"), initial=0)
    rework = _count(_("To repair"), initial=0)
    rejected = _count(_("Rejected"), initial=0)
    grade = forms.ChoiceField(
        label=_("Grade"),
        choices=Inspection.Grade,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a grade for the accepted pieces.")},
    )
    remark = forms.CharField(label=_("What the maker should know"), max_length=300, required=False)
    picture = forms.FileField(
        label=_("Photo"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment", "data-photo": ""}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["grade"].required = str(self.data.get("accepted", "")).strip() != "0"
        for kind, label in Defect.Kind.choices:
            self.fields[f"defect_{kind}"] = _count(label, required=False)

    def defects(self) -> dict[str, int]:
        """Fault → pieces, those that were counted."""
        return {kind: n for kind in Defect.Kind.values if (n := self.cleaned_data.get(f"defect_{kind}"))}

    def defect_fields(self) -> list[forms.BoundField]:
        return [self[f"defect_{kind}"] for kind in Defect.Kind.values]

    def facts(self) -> dict[str, Any]:
        """What the operation is told."""
        data = self.cleaned_data
        photo = data.get("picture")
        return {
            **{name: data[name] for name in ("accepted", "rework", "rejected", "grade", "remark")},
            "defects": self.defects(),
            "picture": photo.read() if photo else None,
        }
