"""The verbs of trade: prices noted and set."""

from sentra.trade.operations.prices import note_collector_price, set_floor_price

__all__ = ["note_collector_price", "set_floor_price"]
