"""What is typed when a maker leaves goods to be sold."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from sentra.crafts.queries import ProductCard
from sentra.stock.consigned_operations import Left
from sentra.web.books.forms import Amount
from sentra.web.templatetags.formats import rupiah

LINES = 6
COLUMNS = ("stage", "pieces", "price")
Choices = list[tuple[Any, Any]]


def goods_choices(products: list[ProductCard]) -> Choices:
    """Finished goods with what we sell them for."""
    return [
        (one.stages[-1].stage_id, f"{one.name} · {rupiah(one.price_idr)}") for one in products if one.stages
    ]


class Receive(forms.Form):
    """Up to six lines; an empty one is left out."""

    workshop_id = forms.TypedChoiceField(label=_("Maker"), coerce=int)
    ends_on = forms.DateField(
        label=_("Until, if agreed"), required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    note = forms.CharField(label=_("Note"), max_length=160, required=False)

    def __init__(self, *args: Any, makers: Choices, goods: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["workshop_id"].choices = [("", "–"), *makers]  # type: ignore[attr-defined]
        for n in range(LINES):
            self.fields[f"stage_{n}"] = forms.TypedChoiceField(
                label=_("Product"), choices=[("", "–"), *goods], coerce=int, empty_value=None, required=False
            )
            self.fields[f"pieces_{n}"] = forms.IntegerField(
                label=_("Pieces"), min_value=1, max_value=100_000, required=False,
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )  # fmt: skip
            self.fields[f"price_{n}"] = Amount(label=_("She gets for one piece"), required=False)

    def rows(self) -> list[list[forms.BoundField]]:
        return [[self[f"{name}_{n}"] for name in COLUMNS] for n in range(LINES)]

    @property
    def more_open(self) -> bool:
        """Something is typed or wrong in the lines that are folded away."""
        folded = [bound for row in self.rows()[2:] for bound in row]
        return any(bound.errors or bound.value() for bound in folded)

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        for n in range(LINES):
            names = [f"{name}_{n}" for name in COLUMNS]
            three = [said.get(name) for name in names]
            if any(three) and not all(three) and not any(name in self.errors for name in names):
                self.add_error(f"stage_{n}", ValidationError(_("Product, pieces and price belong together.")))
        return said

    def lines(self) -> list[Left]:
        """What she leaves. A line keeps its row, so that a refusal finds it."""
        said = self.cleaned_data
        return [
            Left(said[f"stage_{n}"], said[f"pieces_{n}"], said[f"price_{n}"], row=n)
            for n in range(LINES)
            if said.get(f"stage_{n}")
        ]


class GiveBack(forms.Form):
    """Unsold pieces of one line go home with her."""

    pieces = forms.IntegerField(
        label=_("Pieces"), min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    @classmethod
    def of(cls, batch_id: int, data: Any = None, **more: Any) -> "GiveBack":
        return cls(data, auto_id=f"back_{batch_id}_%s", **more)
