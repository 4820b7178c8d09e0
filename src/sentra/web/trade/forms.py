"""What is typed about prices of half-finished pieces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.queries import ProductCard
from sentra.web.books.forms import Amount

Choices = list[tuple[Any, Any]]


def stage_choices(products: list[ProductCard], *, finished: bool) -> Choices:
    """Stages by product, without the finished ones unless asked for."""
    found: Choices = [("", "–")]
    for product in products:
        stages = [(one.stage_id, one.name) for one in product.stages if finished or one.finish != "finished"]
        if stages:
            found.append((product.name, stages))
    return found


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


class _OfStage(forms.Form):
    stage_id = forms.TypedChoiceField(label=_("Product and stage"), coerce=int)
    price_idr = Amount(label=_("For one piece"))

    def __init__(self, *args: Any, stages: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["stage_id"].choices = stages  # type: ignore[attr-defined]


class Seen(_OfStage):
    """A collector's price."""

    seen_on = day_field(_("Day you saw it"))
    place = forms.CharField(label=_("Where, or who said it"), max_length=120)
