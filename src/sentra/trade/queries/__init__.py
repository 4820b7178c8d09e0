"""What screens ask about trade."""

from sentra.trade.queries.fund import (
    FundStory,
    PurchaseRow,
    fund_money,
    fund_story,
    lines_for,
    purchase_row,
    to_share,
)
from sentra.trade.queries.prices import collector_prices, floor_prices, noted_prices

__all__ = [
    "FundStory", "PurchaseRow", "collector_prices", "floor_prices", "fund_money", "fund_story", "lines_for",
    "noted_prices", "purchase_row", "to_share",
]  # fmt: skip
