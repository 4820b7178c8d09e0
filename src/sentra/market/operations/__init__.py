"""The verbs of markets, their days and their stalls."""

from sentra.market.operations.markets import (
    MarketFacts,
    add_market,
    change_day,
    change_market,
    take_back_change,
)
from sentra.market.operations.stalls import StallFacts, lay_out_stalls, remove_stall, set_stall

__all__ = [
    "MarketFacts",
    "StallFacts",
    "add_market",
    "change_day",
    "change_market",
    "lay_out_stalls",
    "remove_stall",
    "set_stall",
    "take_back_change",
]
