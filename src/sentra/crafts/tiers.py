"""What one piece costs a buyer who takes several: the best tier she may have. Pure, whole rupiah.

A tier speaks of one product or of all; it takes off thousandths of the list price, or names a price.
Fractions of a rupiah are the buyer's. No tier goes below what makers and materials of a piece cost.
"""

from collections.abc import Sequence
from dataclasses import dataclass

SHOP = "company"
"""The kind of buyer (Party.BuyerKind) that is a company or a shop: it sells on."""


@dataclass(frozen=True)
class Tier:
    """From `from_pieces` on: `off_permille` less, or `price_idr` where that is not None."""

    from_pieces: int
    off_permille: int = 0
    price_idr: int | None = None
    shops_only: bool = False

    def of(self, list_idr: int) -> int:
        """One piece's price in this tier."""
        return list_idr * (1000 - self.off_permille) // 1000 if self.price_idr is None else self.price_idr


@dataclass(frozen=True)
class Priced:
    """A product's list price, what its makers and materials cost (0: not known), and its tiers."""

    price_idr: int
    floor_idr: int = 0
    tiers: tuple[Tier, ...] = ()

    def at(self, tier: Tier) -> int:
        """What the tier asks for, never below the floor and never above the list price."""
        return min(self.price_idr, max(tier.of(self.price_idr), self.floor_idr))


def price_for(product: Priced, pieces: int, buyer_kind: str) -> int:
    """One piece of so many, for a buyer of this kind ("" is everybody): the lowest price of all tiers."""
    allowed = (
        tier for tier in product.tiers
        if tier.from_pieces <= pieces and (not tier.shops_only or buyer_kind == SHOP)
    )  # fmt: skip
    return min((product.at(tier) for tier in allowed), default=product.price_idr)


def steps_for(product: Priced, buyer_kind: str) -> Sequence[tuple[int, int]]:
    """(from so many pieces, price of one) for each number at which this buyer's price falls."""
    numbers = sorted({tier.from_pieces for tier in product.tiers})
    found: list[tuple[int, int]] = []
    for pieces in numbers:
        idr = price_for(product, pieces, buyer_kind)
        if idr < (found[-1][1] if found else product.price_idr):
            found.append((pieces, idr))
    return found
