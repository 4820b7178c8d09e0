"""The way of making as rows of plain fields: order by number, leave out by tick, add in the empty rows."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Stage
from sentra.crafts.operations import StageFacts
from sentra.crafts.operations.routes import MOST_STAGES
from sentra.crafts.queries import StageRow
from sentra.web.books.forms import Amount
from sentra.web.makers.words import LEVELS

SPARE = 2  # empty rows behind the known ones
NEEDED = ("finish", "technique_code", "rate_idr", "pieces_a_week")
TYPED = ("name", "technique_code", "rate_idr", "pieces_a_week")  # an untouched row has none of these
ASKED = ("position", "name", *NEEDED, "minimum_level", "handover_weeks")
NOTHING: list[tuple[Any, Any]] = [("", "–")]


def _count(label: Any, least: int, most: int, **more: Any) -> forms.IntegerField:
    widget = forms.NumberInput(attrs={"inputmode": "numeric"})
    return forms.IntegerField(
        label=label, min_value=least, max_value=most, required=False, widget=widget, **more
    )


class Stages(forms.Form):
    """`rows` rows; a row without any words is no stage."""

    use_required_attribute = False  # an empty row may stay empty
    rows = forms.IntegerField(min_value=1, max_value=MOST_STAGES + SPARE, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, count: int, techniques: Sequence[Any], **more: Any) -> None:
        super().__init__(data, **more)
        self.count = max(1, min(count, MOST_STAGES + SPARE))
        for n in range(1, self.count + 1):
            self._add_row(n, techniques)

    def _add_row(self, n: int, techniques: Sequence[Any]) -> None:
        self.fields |= {
            f"stage_id_{n}": forms.IntegerField(required=False, widget=forms.HiddenInput),
            f"position_{n}": _count(_("Place in the order"), 1, 99, initial=n),
            f"name_{n}": forms.CharField(label=_("What is done"), max_length=80, required=False),
            f"finish_{n}": forms.ChoiceField(
                label=_("Afterwards the piece is"), choices=[*NOTHING, *Stage.Finish.choices], required=False
            ),
            f"technique_code_{n}": forms.ChoiceField(
                label=_("Technique"), choices=[*NOTHING, *techniques], required=False
            ),
            f"rate_idr_{n}": Amount(label=_("Paid for a good piece"), required=False),
            f"pieces_a_week_{n}": _count(_("Pieces a week"), 1, 100_000),
            f"minimum_level_{n}": forms.TypedChoiceField(
                label=_("From level"), choices=list(LEVELS.items()), coerce=int, initial=1, required=False
            ),
            f"handover_weeks_{n}": _count(_("Weeks to hand over"), 0, 52, initial=0),
            f"out_{n}": forms.BooleanField(label=_("Leave this stage out"), required=False),
        }

    def steps(self) -> list[dict[str, Any]]:
        """The rows for the screen; `known` stages can be left out, empty rows need not."""
        for n in range(1, self.count + 1):
            for name in ASKED:
                self.fields[f"{name}_{n}"].required = True  # so it is drawn; `clean` lets an empty row pass
        names = (
            "stage_id", "position", "name", "finish", "technique_code", "rate_idr", "pieces_a_week",
            "minimum_level", "handover_weeks", "out",
        )  # fmt: skip
        return [
            {name: self[f"{name}_{n}"] for name in names}
            | {"n": n, "known": bool(self[f"stage_id_{n}"].value())}
            for n in range(1, self.count + 1)
        ]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for n in range(1, self.count + 1):
            if not said.get(f"out_{n}") and any(self._said(name, n) for name in TYPED):
                self._complete(n)
        return said

    def _said(self, name: str, n: int) -> Any:
        return self.cleaned_data.get(f"{name}_{n}")

    def _complete(self, n: int) -> None:
        """A row that was begun is finished."""
        for name in ("name", *NEEDED):
            field = f"{name}_{n}"
            if self._said(name, n) in (None, "") and field not in self.errors:
                self.add_error(field, _("This stage needs it."))

    def stages(self) -> list[StageFacts]:
        """In the order of their numbers."""
        kept = [n for n in range(1, self.count + 1) if self._said("name", n) and not self._said("out", n)]
        kept.sort(key=lambda n: (self._said("position", n) or 99, n))
        return [
            StageFacts(
                name=self._said("name", n),
                finish=self._said("finish", n),
                stage_id=self._said("stage_id", n),
                technique_code=self._said("technique_code", n),
                rate_idr=self._said("rate_idr", n),
                pieces_a_week=self._said("pieces_a_week", n),
                minimum_level=self._said("minimum_level", n) or 1,
                handover_weeks=self._said("handover_weeks", n) or 0,
            )
            for n in kept
        ]


def stages_of(known: Sequence[StageRow], *, techniques: Sequence[Any]) -> Stages:
    """The stages as they are, and empty rows behind them."""
    count = max(min(len(known) + SPARE, MOST_STAGES), 3)
    first: dict[str, Any] = {"rows": count}
    for n, one in enumerate(known, 1):
        first |= {
            f"stage_id_{n}": one.stage_id,
            f"position_{n}": one.position,
            f"name_{n}": one.name,
            f"finish_{n}": one.finish,
            f"technique_code_{n}": one.technique_code,
            f"rate_idr_{n}": one.rate_idr,
            f"pieces_a_week_{n}": one.pieces_a_week,
            f"minimum_level_{n}": one.minimum_level,
            f"handover_weeks_{n}": one.handover_weeks,
        }
    return Stages(count=count, techniques=techniques, initial=first)
