"""Lines of products, checked the same way whether somebody wishes them or we offer them."""

from collections.abc import Mapping, Sequence, Set
from typing import Protocol

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product
from sentra.kernel.errors import Refused
from sentra.orders.faults import of_line
from sentra.orders.models import OrderLine

MOST_PIECES = 1_000_000
"""Of one line: beyond it a slipped finger is likelier than the truth."""

MOST_IDR = 10**15
"""Of one order: what fits the books and any purse."""

MOST_LINES = 100


class Line(Protocol):
    """What wished and quoted lines share."""

    @property
    def product_id(self) -> int: ...
    @property
    def pieces(self) -> int: ...
    @property
    def sizes(self) -> Mapping[str, int]: ...


def checked(
    lines: Sequence[Line], *, published_only: bool = False, open_sizes: Set[int] = frozenset()
) -> dict[int, Product]:
    """The products of the lines by id. Refuses pieces, sizes or products that cannot be meant.

    Of the products in `open_sizes` some sizes are still being asked for: theirs may add up to fewer.
    """
    if len(lines) > MOST_LINES:
        raise Refused(_("An order has at most %(most)s lines.") % {"most": MOST_LINES}, field="lines")
    wanted = Product.objects.filter(pk__in={line.product_id for line in lines})
    known: dict[int, Product] = (wanted.filter(published=True) if published_only else wanted).in_bulk()
    for line in lines:
        if line.product_id not in known:
            raise Refused(_("This product cannot be ordered here."), field="lines")
        _pieces_and_sizes(line, known[line.product_id], partly=line.product_id in open_sizes)
    return known


def _pieces_and_sizes(line: Line, product: Product, *, partly: bool) -> None:
    if not 0 < line.pieces <= MOST_PIECES:
        raise Refused(_("Order at least one piece of each product, a million at most."), field="lines")
    if not line.sizes:
        return
    if min(line.sizes.values()) <= 0:
        raise Refused(_("Each size needs at least one piece."), field="lines")
    for fault in of_line(product, line.pieces, line.sizes, partly=partly):
        raise fault


def without_size(line: OrderLine) -> int:
    """Pieces that still need a size: all of them for a product that is made in sizes, when none is known."""
    return line.pieces - sum(line.sizes.values()) if line.sizes or line.product.sizes else 0


def sizes_in_order(line: OrderLine) -> list[tuple[str, int]]:
    """The sizes as the product lists them, others behind: the database keeps them in no order of ours."""
    known = {size: at for at, size in enumerate(line.product.sizes)}
    return sorted(line.sizes.items(), key=lambda pair: (known.get(pair[0], len(known)), pair[0]))
