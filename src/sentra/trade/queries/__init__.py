"""What screens ask about trade."""

from sentra.trade.queries.prices import collector_prices, floor_prices, noted_prices

__all__ = ["collector_prices", "floor_prices", "noted_prices"]
