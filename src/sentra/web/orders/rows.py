"""Lines of products in a form: which, how many, by size. Shared by enquiry and quotation."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from sentra.crafts.queries import ProductCard
from sentra.orders.faults import of_sizes
from sentra.orders.size_words import SIZES
from sentra.web.orders.fields import RupiahField, count

MOST_ROWS = 40
MORE = 3


@dataclass(frozen=True)
class Row:
    """One line as the template shows it. `open` unfolds the sizes: some are typed, or something is wrong."""

    number: int
    product: forms.BoundField
    pieces: forms.BoundField
    price: forms.BoundField | None
    note: forms.BoundField | None
    sizes: list[forms.BoundField]
    total_idr: int | None
    sized: bool  # the chosen product comes in sizes

    @property
    def open(self) -> bool:
        return self.sized or any(one.value() not in {None, ""} or one.errors for one in self.sizes)

    @property
    def used(self) -> bool:
        return bool(self.product.value() or self.pieces.value())


@dataclass(frozen=True)
class Typed:
    """What stands in a filled row. `price_idr` is the product's own when none was typed."""

    product_id: int
    pieces: int
    sizes: dict[str, int]
    price_idr: int
    note: str


def size_columns(products: Iterable[ProductCard]) -> list[str]:
    """Every size somebody may ask for, small to large, unknown ones behind."""
    offered = {size for one in products for size in one.sizes}
    return [size for size in SIZES if size in offered] + sorted(offered - set(SIZES))


class Lines(forms.Form):
    """Rows of products beside the form's own fields: product_0, pieces_0, size_0_3 (its column), price_0."""

    rows_shown = forms.IntegerField(required=False, widget=forms.HiddenInput)
    priced = False
    open_sizes: Set[int] = frozenset()  # products some of whose sizes are still asked for

    def __init__(self, *args: Any, products: Sequence[ProductCard], rows: int = MORE, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.products = {one.product_id: one for one in products}
        self.columns = size_columns(products)
        self.count = _rows_asked(self.data, rows) if self.is_bound else rows
        self.initial["rows_shown"] = self.count
        choices = [("", "–"), *((pk, one.name) for pk, one in self.products.items())]
        for n in range(self.count):
            self._add(n, choices)

    def _add(self, n: int, choices: list[tuple[Any, str]]) -> None:
        self.fields[f"product_{n}"] = forms.TypedChoiceField(
            label=_("Product"), choices=choices, coerce=int, empty_value=None, required=False
        )
        self.fields[f"pieces_{n}"] = count(_("Pieces"), least=1, required=False)
        for at, size in enumerate(self.columns):
            self.fields[f"size_{n}_{at}"] = count(size, required=False)
        if self.priced:
            self.fields[f"price_{n}"] = RupiahField(label=_("Price of one"), required=False)
            self.fields[f"note_{n}"] = forms.CharField(label=_("Note"), max_length=300, required=False)

    def rows(self) -> list[Row]:
        return [
            Row(
                number=n + 1,
                product=self[f"product_{n}"],
                pieces=self[f"pieces_{n}"],
                price=self[f"price_{n}"] if self.priced else None,
                note=self[f"note_{n}"] if self.priced else None,
                sizes=[self[f"size_{n}_{at}"] for at in range(len(self.columns))],
                total_idr=self._total_of(n),
                sized=self._sized(n),
            )
            for n in range(self.count)
        ]

    def _sized(self, n: int) -> bool:
        chosen = str(self[f"product_{n}"].value() or "")
        known = self.products.get(int(chosen)) if chosen.isdecimal() else None
        return bool(known and known.sizes)

    def clean(self) -> dict[str, Any]:
        """A row is whole or empty: pieces follow from the sizes when only those are typed."""
        said: dict[str, Any] = super().clean() or self.cleaned_data
        for n in range(self.count):
            self._check(n, said)
        return said

    def _check(self, n: int, said: dict[str, Any]) -> None:
        sizes, pieces = self._sizes(n, said), said.get(f"pieces_{n}")
        product = said.get(f"product_{n}")
        if product is None and (sizes or pieces) and f"product_{n}" not in self.errors:
            self.add_error(f"product_{n}", _("Choose the product of this line."))
        if sizes and not pieces and f"pieces_{n}" not in self.errors:
            said[f"pieces_{n}"] = sum(sizes.values())
        elif product is not None and not pieces and f"pieces_{n}" not in self.errors:
            self.no_pieces(n, said)
        if product is not None and said.get(f"pieces_{n}"):
            self._check_sizes(n, self.products[product], said[f"pieces_{n}"], sizes)

    def _check_sizes(self, n: int, product: ProductCard, pieces: int, sizes: Mapping[str, int]) -> None:
        """Said at the line, with everything else that is wrong; the operation would refuse it later."""
        partly = product.product_id in self.open_sizes
        for fault in of_sizes(product.name, list(product.sizes), pieces, sizes, partly=partly):
            self.add_error(f"pieces_{n}", str(fault))

    def no_pieces(self, n: int, _said: dict[str, Any]) -> None:
        self.add_error(f"pieces_{n}", _("How many pieces?"))

    def _sizes(self, n: int, said: Mapping[str, Any]) -> dict[str, int]:
        return {
            size: pieces for at, size in enumerate(self.columns) if (pieces := said.get(f"size_{n}_{at}"))
        }

    def typed_lines(self) -> list[Typed]:
        """The filled rows, once the form is valid."""
        said = self.cleaned_data
        return [self._typed(n, said) for n in range(self.count) if said.get(f"product_{n}") is not None]

    def _typed(self, n: int, said: Mapping[str, Any]) -> Typed:
        price = said.get(f"price_{n}")
        known = self.products[said[f"product_{n}"]]
        return Typed(
            known.product_id, said.get(f"pieces_{n}") or 0, self._sizes(n, said),
            known.price_idr if price is None else price, said.get(f"note_{n}") or "",
        )  # fmt: skip

    def _said(self) -> Mapping[str, Any]:
        """What is certain so far: what was typed and can be read, or what the form began with."""
        if not self.is_bound:
            return self.initial
        self.errors  # noqa: B018  # reads the form
        return getattr(self, "cleaned_data", {})

    def _total_of(self, n: int) -> int | None:
        said = self._said()
        if said.get(f"product_{n}") not in self.products or not said.get(f"pieces_{n}"):
            return None
        line = self._typed(n, said)
        return line.pieces * line.price_idr

    def total_idr(self) -> int:
        """The sum of every line that can be read."""
        return sum(self._total_of(n) or 0 for n in range(self.count))


def _rows_asked(data: Mapping[str, Any], least: int) -> int:
    """As many as were shown, and three more when more were asked for."""
    shown = str(data.get("rows_shown", ""))
    rows = int(shown) if shown.isdecimal() and len(shown) < 4 else least  # no giant numbers
    return min(MOST_ROWS, max(least, rows) + (MORE if "more" in data else 0))


def in_order(sizes: Mapping[str, int]) -> list[tuple[str, int]]:
    """Small to large, whatever order they were kept in; sizes we do not know behind."""
    rank = {size: at for at, size in enumerate(SIZES)}
    return sorted(sizes.items(), key=lambda pair: (rank.get(pair[0], len(rank)), pair[0]))


def initial_row(n: int, columns: Sequence[str], **said: Any) -> dict[str, Any]:
    """The initial values of one row: product, pieces, sizes, price, note."""
    sizes = said.pop("sizes", {})
    row = {f"{name}_{n}": value for name, value in said.items()}
    return row | {f"size_{n}_{at}": sizes[size] for at, size in enumerate(columns) if sizes.get(size)}


def quiet(form: Lines) -> Lines:
    """The same form as typed, without complaints: somebody only asked for more lines."""
    form.is_valid()
    form.errors.clear()
    return form
