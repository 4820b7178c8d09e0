"""What is typed about prices of half-finished pieces."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.queries import ProductCard
from sentra.web.books.forms import Amount
from sentra.web.products.price_form import Percent

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


class FloorPriceForm(_OfStage):
    """What the cooperative pays at once; 0 ends it."""

    from_on = day_field(_("From"))
    source = forms.CharField(label=_("Who decided it, and when"), max_length=160)


WAYS = [("cash", _("Cash")), ("bank", _("Bank transfer"))]


class Buy(forms.Form):
    """Pieces of a stage from a maker."""

    workshop_id = forms.TypedChoiceField(label=_("Maker"), coerce=int)
    stage_id = forms.TypedChoiceField(label=_("Product and stage"), coerce=int)
    pieces = forms.IntegerField(
        label=_("Pieces"), min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    method = forms.ChoiceField(label=_("Paid by"), choices=WAYS)

    def __init__(self, *args: Any, makers: Choices, stages: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["workshop_id"].choices = [("", "–"), *makers]  # type: ignore[attr-defined]
        self.fields["stage_id"].choices = [("", "–"), *stages]  # type: ignore[attr-defined]


class Fill(forms.Form):
    """Money into the fund, or out of it."""

    way = forms.ChoiceField(
        label=_("Which way?"), choices=[("in", _("Into the fund")), ("out", _("Back out of the fund"))]
    )
    amount_idr = Amount(label=_("Amount"))
    method = forms.ChoiceField(label=_("Where"), choices=WAYS)
    moved_on = day_field(_("Day"))


class Take(forms.Form):
    """Bought pieces into an order's line."""

    line_id = forms.TypedChoiceField(label=_("Order"), coerce=int)
    pieces = forms.IntegerField(
        label=_("Pieces"), min_value=1, max_value=100_000,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip

    def __init__(self, *args: Any, lines: Choices, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["line_id"].choices = lines  # type: ignore[attr-defined]


class Rule(forms.Form):
    """How a later gain is shared."""

    maker_permille = Percent(label=_("Maker's part of the gain, percent"))
    fee_permille = Percent(label=_("Cooperative's fee of the price, percent"))
