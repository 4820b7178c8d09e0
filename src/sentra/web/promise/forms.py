"""The question: what, how many, by when. A plain GET form, so that an answer has an address of its own."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.queries import ProductCard
from sentra.orders.queries import LeadStory
from sentra.web.orders.fields import day

ROWS = 3
MOST_PIECES = 100_000


class Wish(forms.Form):
    """Up to three products with their pieces, and the wished day if there is one."""

    wished_on = day(_("Wished for"), required=False)

    def __init__(self, *args: Any, products: Sequence[ProductCard], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", _("Choose a product")), *((one.product_id, one.name) for one in products)]
        for n in range(ROWS):
            self.fields[f"product_{n}"] = forms.TypedChoiceField(
                label=_("Product"), choices=choices, coerce=int, empty_value=None, required=not n
            )
            self.fields[f"pieces_{n}"] = forms.IntegerField(
                label=_("Pieces"), min_value=1, max_value=MOST_PIECES, required=not n
            )

    def rows(self) -> list[Any]:
        """Its rows, pair by pair, for the page."""
        return [(self[f"product_{n}"], self[f"pieces_{n}"]) for n in range(ROWS)]

    def clean(self) -> dict[str, Any]:
        told = super().clean() or {}
        for n in range(1, ROWS):
            product, pieces = told.get(f"product_{n}"), told.get(f"pieces_{n}")
            if bool(product) != bool(pieces) and f"pieces_{n}" not in self.errors:
                self.add_error(f"pieces_{n}", _("A product needs its pieces, and pieces a product."))
        return told

    def wanted(self) -> list[tuple[int, int]]:
        """(product, pieces) of every filled row."""
        told = self.cleaned_data
        rows = ((told.get(f"product_{n}"), told.get(f"pieces_{n}")) for n in range(ROWS))
        return [(product, pieces) for product, pieces in rows if product and pieces]


def asked_by(story: LeadStory) -> Mapping[str, Any]:
    """The question as an enquiry puts it, its first products."""
    told: dict[str, Any] = {"lead": story.lead.pk}
    if isinstance(story.lead.wished_on, date):
        told["wished_on"] = story.lead.wished_on.isoformat()
    for n, line in enumerate(story.lines[:ROWS]):
        told |= {f"product_{n}": line.product.pk, f"pieces_{n}": line.pieces}
    return told
