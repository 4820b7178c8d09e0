"""The verbs of trade: prices noted and set, pieces bought at once, used, and their gain shared."""

from sentra.trade.operations.fund import buy_at_once, move_fund, set_gain_rule
from sentra.trade.operations.prices import note_collector_price, set_floor_price
from sentra.trade.operations.using import share_gains, use_purchase

__all__ = [
    "buy_at_once", "move_fund", "note_collector_price", "set_floor_price", "set_gain_rule", "share_gains",
    "use_purchase",
]  # fmt: skip
