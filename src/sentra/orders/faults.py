"""What cannot be meant in an offer or a wish: forms show every fault, operations refuse the first."""

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import Product
from sentra.kernel.errors import Refused

MOST_TOLERANCE = 200  # permille
MOST_PAYMENT_DAYS = 365


def of_terms(
    *,
    today: date,
    promised_on: date | None = None,
    expires_on: date | None = None,
    down_payment_permille: int | None = None,
    tolerance_permille: int | None = None,
    payment_days: int | None = None,
) -> Iterator[Refused]:
    """Days and shares of a quotation; what is None is not looked at. Shares in permille."""
    if expires_on is not None and expires_on < today:
        yield Refused(_("The quotation must hold until today or later."), field="expires_on")
    if promised_on is not None and promised_on <= today:
        yield Refused(_("The promised date must be in the future."), field="promised_on")
    if down_payment_permille is not None and not 0 <= down_payment_permille <= 1000:
        yield Refused(_("The down payment is between nothing and everything."), field="down_payment_permille")
    if tolerance_permille is not None and not 0 <= tolerance_permille <= MOST_TOLERANCE:
        yield Refused(_("The tolerance is at most 20 percent."), field="tolerance_permille")
    if payment_days is not None and not 0 <= payment_days <= MOST_PAYMENT_DAYS:
        yield Refused(_("The invoice is due within a year."), field="payment_days")


def of_sizes(
    name: str, offered: list[str] | tuple[str, ...], pieces: int, sizes: Mapping[str, int], *, partly: bool
) -> Iterator[Refused]:
    """Sizes of one line against its pieces. `partly`: some are still asked for, fewer are fine."""
    strange = [size for size in sizes if offered and size not in offered]
    if strange:
        yield Refused(
            _("%(product)s does not come in size %(size)s.") % {"product": name, "size": strange[0]},
            field="lines",
        )
    added = sum(sizes.values())
    if sizes and (added > pieces or (added < pieces and not partly)):
        yield Refused(
            _("The sizes of %(product)s add up to %(added)s, not to %(pieces)s.")
            % {"product": name, "added": added, "pieces": pieces},
            field="lines",
        )


def of_line(product: Product, pieces: int, sizes: Mapping[str, int], *, partly: bool) -> Iterator[Refused]:
    """As `of_sizes`, for a product that is read."""
    yield from of_sizes(product.name, product.sizes, pieces, sizes, partly=partly)
