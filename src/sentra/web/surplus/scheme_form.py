"""The form of a scheme: who counts, by what, the parts with their percentages, parts of one's own."""

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from sentra.cooperative.models import SavingsMove, SurplusRun
from sentra.cooperative.surplus.scheme import Base, Of, Part, Scheme
from sentra.cooperative.surplus.usual import FUNDS, MEMBERS, OTHERS, OWN, own_part, part_of
from sentra.cooperative.surplus.working import Measures
from sentra.kernel.errors import Refused
from sentra.ledger.chart import charted, fund_accounts
from sentra.web.orders.fields import PercentField, RupiahField

TOGETHER, APART = "whole", "apart"
KEYS = (*MEMBERS, *FUNDS)
NOWHERE = ("", _("Ask me"))
SHARED_BY: dict[Base, Promise] = {
    Base.SOLD: _("what each has sold"),
    Base.SAVINGS: _("what each has saved"),
    Base.INTEREST: _("the interest each has paid"),
    Base.EQUAL: _("head, equally"),
}


def percent(label: Any) -> PercentField:
    return PercentField(label=label, places=2, required=False)


def _name(key: str) -> str:
    return part_of(key, 1).name


def _own_title(key: str) -> Any:
    return _("Part of your own %(n)s") % {"n": 1 + OWN.index(key)}


def _goes_to() -> list[Any]:
    funds = [(code, f"{code} {charted()[code].name}") for code in fund_accounts()]
    return [("", "–"), (_("Into a fund"), funds), (_("To members, by"), list(SHARED_BY.items()))]


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
        for key in KEYS:
            self._percents(key, _name(key))
        for key in OWN:
            self.fields[f"name_{key}"] = forms.CharField(label=_("Name"), max_length=60, required=False)
            self.fields[f"goes_{key}"] = forms.ChoiceField(
                label=_("Where it goes"), choices=_goes_to(), required=False
            )
            self._percents(key, _("Percent"))
        for key in (*MEMBERS, *OWN):
            self.fields[f"rest_{key}"] = forms.ChoiceField(
                label=_name(key) if key in MEMBERS else self._own_name(key),
                choices=[NOWHERE, *((fund, name) for fund, (name, _account) in FUNDS.items()),
                         *((own, self._own_name(own)) for own in OWN)],
                required=False,
            )  # fmt: skip

    def _percents(self, key: str, name: Any) -> None:
        self.fields[f"part_{key}"] = percent(name)
        self.fields[f"other_{key}"] = percent(_("%(part)s, others") % {"part": name})

    def _own_name(self, key: str) -> Any:
        told = (self.data if self.is_bound else self.initial).get(f"name_{key}")
        return told or _own_title(key)

    @property
    def apart(self) -> bool:
        return bool((self.data if self.is_bound else self.initial).get("sides") == APART)

    def rows(self) -> list[tuple[Any, Any]]:
        """Each part's percentage, and that of the others' side."""
        return [(self[f"part_{key}"], self[f"other_{key}"]) for key in KEYS]

    def own_rows(self) -> list[tuple[Any, list[Any]]]:
        """A title, then name, where it goes and the percentages, of each part of their own."""
        columns = ("name", "goes", "part", "other") if self.apart else ("name", "goes", "part")
        return [(_own_title(key), [self[f"{column}_{key}"] for column in columns]) for key in OWN]

    @property
    def has_own(self) -> bool:
        return any(self[f"name_{key}"].value() or self[f"part_{key}"].value() for key in OWN)

    def rests(self) -> list[Any]:
        """Where a members' part goes when nobody has anything of its base."""
        own = [key for key in OWN if self[f"goes_{key}"].value() in set(Base) - {Base.NONE}]
        return [self[f"rest_{key}"] for key in (*MEMBERS, *own)]

    @property
    def asks(self) -> bool:
        return any(one.errors or one.value() for one in self.rests())

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
                for key in (*KEYS, *OWN)
                if told.get(f"{column}_{key}")
            )
        )

    def _part(self, key: str, hundredths: int, side: Of, told: dict[str, Any]) -> Part:
        rest = told.get(f"rest_{key}") or ""
        if key in OWN:
            name, goes_to = told[f"name_{key}"], told[f"goes_{key}"]
            return own_part(key, hundredths, name=name, goes_to=goes_to, of=side, rest_to=rest)
        return part_of(
            key, hundredths, of=side, outside=bool(told.get("outside")) and key == "usaha", rest_to=rest
        )


def initial_of(scheme: Scheme, run: SurplusRun | None = None) -> dict[str, Any]:
    """The form as it stands for this scheme; `run` adds how it measured."""
    apart = any(part.of == Of.OTHERS for part in scheme.parts)
    told: dict[str, Any] = {"sides": APART if apart else TOGETHER}
    for part in scheme.parts:
        column, key = ("other" if part.of == Of.OTHERS else "part"), part.key.removesuffix(OTHERS)
        told |= {f"{column}_{key}": part.hundredths, f"rest_{key}": part.rest_to.removesuffix(OTHERS)}
        if key in OWN:
            told |= {f"name_{key}": part.name, f"goes_{key}": str(part.base) or part.account}
        told["outside"] = told.get("outside") or part.outside
    measures = Measures() if run is None else run
    return told | {"who": measures.who, "measure": measures.measure, "counted": list(measures.counted)}
