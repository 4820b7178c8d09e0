"""What a visitor wants to buy, kept in her own browser: no account, no row, nothing to clean up.

One basket for the whole site. The cookie holds product numbers and pieces ("12-3.15-1"), which say nothing of
her; prices and what is left are looked up anew each time.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest, HttpResponse

COOKIE = "keranjang"
KEPT = 30 * 24 * 3600  # seconds
MOST_KINDS = 20  # products at once: the cookie goes with every request
MOST_PIECES = 999  # of one product; more is asked for, not bought
SHAPE = re.compile(r"[1-9][0-9]{0,17}-[1-9][0-9]{0,2}(?:\.[1-9][0-9]{0,17}-[1-9][0-9]{0,2})*", re.ASCII)


@dataclass(frozen=True)
class Basket:
    """Product → pieces, in the order in which they were put in."""

    pieces: Mapping[int, int] = field(default_factory=dict)

    def with_(self, changes: Mapping[int, int]) -> "Basket":
        """So many pieces of these products; none takes a product out."""
        found = {**self.pieces, **{product: min(n, MOST_PIECES) for product, n in changes.items()}}
        return Basket({product: n for product, n in found.items() if n > 0})

    def and_(self, product: int, pieces: int) -> "Basket":
        """More pieces of this product."""
        return self.with_({product: self.pieces.get(product, 0) + pieces})


def basket_of(request: HttpRequest) -> Basket:
    """Hers, or an empty one where the cookie is none of ours."""
    kept = request.COOKIES.get(COOKIE, "")
    if len(kept) > 22 * MOST_KINDS or not SHAPE.fullmatch(kept):
        return Basket()
    pairs = (one.split("-") for one in kept.split(".")[:MOST_KINDS])
    return Basket({int(product): int(pieces) for product, pieces in pairs})


def kept(answer: HttpResponse, basket: Basket) -> HttpResponse:
    """The answer, with the basket for the browser to keep."""
    if not basket.pieces:
        answer.delete_cookie(COOKIE, samesite="Lax")
        return answer
    told = ".".join(f"{product}-{pieces}" for product, pieces in basket.pieces.items())
    answer.set_cookie(
        COOKIE, told, max_age=KEPT, secure=settings.SESSION_COOKIE_SECURE, httponly=True, samesite="Lax"
    )
    return answer
