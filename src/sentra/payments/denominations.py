"""Notes and coins of the rupiah that are in use, and what a count of them adds up to."""

from collections.abc import Mapping
from typing import Final

NOTES: Final = (100_000, 50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100)
MOST: Final = 100_000
"""More pieces of one kind than this are a slipped finger."""


def counted_idr(pieces: Mapping[int, int]) -> int:
    """Whole rupiah of so many pieces of each. Refuses (ValueError) other values and odd numbers."""
    if not set(pieces) <= set(NOTES) or not all(0 <= count <= MOST for count in pieces.values()):
        raise ValueError(pieces)
    return sum(value * count for value, count in pieces.items())
