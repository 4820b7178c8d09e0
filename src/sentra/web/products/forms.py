"""What is typed about a product: its facts, a photo, a motif."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.operations.products import MOST_SIZES
from sentra.web.books.forms import Amount

NOTHING: list[tuple[Any, Any]] = [("", "–")]


class Product(forms.Form):
    """Sizes are typed in one line, parted by commas, in their order."""

    name = forms.CharField(label=_("Name"), max_length=120)
    craft_code = forms.ChoiceField(label=_("Craft"))
    price_idr = Amount(label=_("Price of one piece"))
    minimum_lot = forms.IntegerField(
        label=_("Smallest lot per maker"), min_value=1, max_value=100_000, initial=1,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )  # fmt: skip
    unit = forms.CharField(label=_("Unit"), max_length=20, initial="buah")
    sizes = forms.CharField(label=_("Sizes"), max_length=600, required=False)
    motif_id = forms.TypedChoiceField(label=_("Motif"), coerce=int, empty_value=None, required=False)
    description = forms.CharField(
        label=_("Description"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 5})
    )
    care = forms.CharField(
        label=_("Care"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("How to wash, dry and keep it. Buyers read it on the product's page."),
    )  # fmt: skip

    def __init__(self, *args: Any, crafts: list[Any], motifs: list[Any], **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["craft_code"].choices = [*NOTHING, *crafts]  # type: ignore[attr-defined]
        self.fields["motif_id"].choices = [*NOTHING, *motifs]  # type: ignore[attr-defined]

    def clean_price_idr(self) -> int:
        price_idr: int = self.cleaned_data["price_idr"]
        if price_idr < 1:  # as the operation says it, but beside everything else that is wrong
            raise forms.ValidationError(_("A price is at least one rupiah."))
        return price_idr

    def clean_sizes(self) -> list[str]:
        sizes = [size.strip() for size in self.cleaned_data["sizes"].split(",") if size.strip()]
        if len({size.casefold() for size in sizes}) < len(sizes):
            raise forms.ValidationError(_("A size is written twice."))
        if len(sizes) > MOST_SIZES:
            raise forms.ValidationError(_("These are too many sizes."))
        return sizes


class Picture(forms.Form):
    picture = forms.FileField(
        label=_("Photo"), widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"})
    )


class Motif(forms.Form):
    name = forms.CharField(label=_("Name of the motif"), max_length=80)
    story = forms.CharField(
        label=_("Its story"), max_length=4000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
