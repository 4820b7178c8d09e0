"""What is typed about a surplus: the scheme with its percentages, what counts, a payment, words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SavingsMove, SurplusPayment, SurplusRun
from sentra.cooperative.surplus.scheme import Of, Part, Scheme
from sentra.cooperative.surplus.usual import FUNDS, MEMBERS, part_of
from sentra.cooperative.surplus.working import Measures
from sentra.kernel.errors import Refused
from sentra.web.orders.fields import PercentField, RupiahField, day

TOGETHER, APART = "whole", "apart"
KEYS = (*MEMBERS, *FUNDS)
NOWHERE = ("", _("Ask me"))


def percent(label: Any) -> PercentField:
    return PercentField(label=label, places=2, required=False)


class SchemeForm(forms.Form):
    """The parts with their percentages; an empty percentage leaves a part out.

    Shared apart, each part has a percentage of the members' surplus and one of the others'.
    """

    sides = forms.ChoiceField(
        label=_("What is shared"), required=False,
        choices=[
            (TOGETHER, _("The whole surplus at once")), (APART, _("Members' and others' surplus apart")),
        ],
    )  # fmt: skip
    who = forms.ChoiceField(label=_("Who counts"), choices=SurplusRun.Who.choices, required=False)
    measure = forms.ChoiceField(
        label=_("Savings are measured by"), choices=SurplusRun.Measure.choices, required=False
    )
    counted = forms.MultipleChoiceField(
        label=_("Savings that count"), choices=SavingsMove.Kind.choices, required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    members_idr = RupiahField(label=_("Earned with members"), required=False)
    outside = forms.BooleanField(label=_("Sales of non-members count in the denominator"), required=False)

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        funds = [NOWHERE, *((key, name) for key, (name, _account) in FUNDS.items())]
        for key in KEYS:
            name = part_of(key, 1).name
            self.fields[f"part_{key}"] = percent(name)
            self.fields[f"other_{key}"] = percent(_("%(part)s, others") % {"part": name})
        for key in MEMBERS:
            self.fields[f"rest_{key}"] = forms.ChoiceField(
                label=part_of(key, 1).name, choices=funds, required=False
            )

    @property
    def apart(self) -> bool:
        return bool((self.data if self.is_bound else self.initial).get("sides") == APART)

    def rows(self) -> list[tuple[Any, Any]]:
        """Each part's percentage, and that of the others' side."""
        return [(self[f"part_{key}"], self[f"other_{key}"]) for key in KEYS]

    def rests(self) -> list[Any]:
        """Where a members' part goes when nobody has anything of its base."""
        return [self[f"rest_{key}"] for key in MEMBERS]

    @property
    def asks(self) -> bool:
        return any(self[f"rest_{key}"].errors or self[f"rest_{key}"].value() for key in MEMBERS)

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        if not self.errors:
            try:
                told["scheme"] = self._scheme(told)
            except Refused as refused:
                self.add_error(None, str(refused))
        told["measures"] = Measures(
            SurplusRun.Who(told.get("who") or "at_end"), SurplusRun.Measure(told.get("measure") or "at_end"),
            tuple(told.get("counted") or ()), told.get("members_idr"),
        )  # fmt: skip
        return told

    def _scheme(self, told: dict[str, Any]) -> Scheme:
        sides = {"part": Of.MEMBERS, "other": Of.OTHERS} if self.apart else {"part": Of.WHOLE}
        return Scheme(
            tuple(
                self._part(key, told[f"{column}_{key}"], side, told)
                for column, side in sides.items()
                for key in KEYS
                if told.get(f"{column}_{key}")
            )
        )

    def _part(self, key: str, hundredths: int, side: Of, told: dict[str, Any]) -> Part:
        rest = told.get(f"rest_{key}") or ""
        return part_of(
            key, hundredths, of=side, outside=bool(told.get("outside")) and key == "usaha", rest_to=rest
        )


def initial_of(scheme: Scheme, run: SurplusRun | None = None) -> dict[str, Any]:
    """The form as it stands for this scheme; `run` adds how it measured."""
    apart = any(part.of == Of.OTHERS for part in scheme.parts)
    told: dict[str, Any] = {"sides": APART if apart else TOGETHER}
    for part in scheme.parts:
        column, key = ("other" if part.of == Of.OTHERS else "part"), part.key.removesuffix("_lain")
        told |= {f"{column}_{key}": part.hundredths, f"rest_{key}": part.rest_to.removesuffix("_lain")}
        told["outside"] = told.get("outside") or part.outside
    measures = Measures() if run is None else run
    return told | {"who": measures.who, "measure": measures.measure, "counted": list(measures.counted)}


class Keep(forms.Form):
    reason = forms.CharField(label=_("Why is this year reckoned anew?"), max_length=200, required=False)


class Propose(forms.Form):
    meeting_id = forms.TypedChoiceField(label=_("Annual meeting"), coerce=int)

    def __init__(self, *args: Any, meetings: list[tuple[int, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["meeting_id"].choices = meetings  # type: ignore[attr-defined]  # a choice field


class Pay(forms.Form):
    amount_idr = RupiahField(label=_("Amount"))
    method = forms.ChoiceField(label=_("Paid by"), choices=SurplusPayment.Method.choices)
    paid_on = day(_("Paid on"))


class Question(forms.Form):
    text = forms.CharField(
        label=_("What do you want to know?"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class Answer(forms.Form):
    answer = forms.CharField(label=_("Answer"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))


class Reason(forms.Form):
    reason = forms.CharField(label=_("What was wrong?"), max_length=160)
