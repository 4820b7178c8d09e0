"""What was chosen, on its way to the count. It prints nothing, so no log, key or error page can keep it."""

from collections.abc import Mapping

FEWEST_PAPERS = 3
"""Fewer papers counted together would show who chose whom; those members vote on a screen instead."""


class Ballot:
    """One member's choice (a Choice id). Its text is the same whatever she chose."""

    __slots__ = ("_chosen",)

    def __init__(self, chosen: int) -> None:
        self._chosen = chosen

    def __repr__(self) -> str:
        return "Ballot"

    def open(self) -> int:
        return self._chosen


class Papers:
    """How many papers named which choice. Its text tells nothing either."""

    __slots__ = ("_tally",)

    def __init__(self, tally: Mapping[int, int]) -> None:
        self._tally = dict(tally)

    def __repr__(self) -> str:
        return "Papers"

    def open(self) -> dict[int, int]:
        return dict(self._tally)


class Hands:
    """Who showed what, openly: attendee id → choice id."""

    __slots__ = ("_shown",)

    def __init__(self, shown: Mapping[int, int]) -> None:
        self._shown = dict(sorted(shown.items()))

    def __repr__(self) -> str:
        return f"Hands({self._shown})"

    def open(self) -> dict[int, int]:
        return dict(self._shown)
