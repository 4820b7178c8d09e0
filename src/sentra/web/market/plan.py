"""The schematic map: stalls as rectangles, crafts as colour, pattern and words, and the list beside it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from sentra.market.models import Stall
from sentra.market.queries import Place
from sentra.web.market.words import language

WIDE, HIGH, AISLE, EDGE, STREET = (
    54,
    44,
    22,
    12,
    48,
)  # of a stall, of the aisle behind every second row, of the border
CRAFTS = 7  # colours with patterns in _plan.html; 0 is an empty stall
OTHER = 8  # the look of what is no craft


@dataclass(frozen=True)
class Cell:
    """A stall where it is drawn. `look` picks colour and pattern; `url` where it leads."""

    place: Place
    x: int
    y: int
    look: int
    label: str
    url: str

    @property
    def middle(self) -> int:
        return self.x + WIDE // 2

    @property
    def mark(self) -> str:
        """The name of its entry in the list."""
        return in_the_list(self.place.stall)[1:]

    @property
    def who(self) -> str:
        return who(self.place)


@dataclass(frozen=True)
class Line:
    """Stalls of one group that belong to the same people."""

    cells: tuple[Cell, ...]

    @property
    def place(self) -> Place:
        return self.cells[0].place


@dataclass(frozen=True)
class Group:
    """What is sold, with its look, and the stalls that sell it, by whose they are."""

    label: str
    look: int
    cells: tuple[Cell, ...]

    @property
    def lines(self) -> list[Line]:
        return [Line(tuple(found)) for _whose, found in groupby(self.cells, key=_whose)]


@dataclass(frozen=True)
class Plan:
    width: int
    height: int
    cells: tuple[Cell, ...]
    groups: tuple[Group, ...]
    street_y: int

    @property
    def middle(self) -> int:
        return self.width // 2

    @property
    def drawn_width(self) -> int:
        """Pixels where there is room for it."""
        return self.width * 3 // 2

    @property
    def empty(self) -> tuple[Cell, ...]:
        return tuple(one for one in self.cells if not one.look)


def in_the_list(stall: Stall) -> str:
    """Its entry beside the map."""
    return f"#lapak-{stall.pk}"


def drawn(places: Iterable[Place], *, address: Callable[[Stall], str] = in_the_list) -> Plan | None:
    """The map of these stalls; None without any. `address`: where a stall leads."""
    listed = list(places)
    if not listed:
        return None
    crafts = sorted({_kind(one) for one in listed if one.stall.craft})
    looks = {kind: 1 + n % CRAFTS for n, kind in enumerate(crafts)}
    cells = tuple(_cell(one, looks, address) for one in listed)
    right, bottom = max(one.x for one in cells) + WIDE + EDGE, max(one.y for one in cells) + HIGH + EDGE
    return Plan(right, bottom + STREET, cells, _groups(cells), bottom + STREET // 3)


def _cell(place: Place, looks: dict[str, int], address: Callable[[Stall], str]) -> Cell:
    stall = place.stall
    look = looks.get(_kind(place), OTHER if _kind(place) or place.cooperative else 0)
    x = EDGE + (stall.col - 1) * (WIDE + 6)
    y = EDGE + (stall.row - 1) * (HIGH + 6) + (stall.row - 1) // 2 * AISLE
    parts = [
        _("Stall %(number)s") % {"number": stall.number}, _kind(place) or _("empty"), who(place),
    ]  # fmt: skip
    label = ", ".join(part for part in parts if part)
    return Cell(place, x, y, look, label, address(stall))


def who(place: Place) -> str:
    """Whose stall it is, in words."""
    return " · ".join(one.name for one in (place.maker, place.cooperative) if one is not None)


def _kind(place: Place) -> str:
    """What is sold there: its craft, else the words written of it."""
    craft = place.stall.craft
    if craft is None:
        return place.stall.sells
    return craft.name if language() == "id" else craft.name_en


def _groups(cells: tuple[Cell, ...]) -> tuple[Group, ...]:
    """Crafts first, then what else is sold."""
    taken = sorted((one for one in cells if one.look), key=_order)
    grouped = groupby(taken, key=lambda one: (one.look, _kind(one.place)))
    return tuple(Group(kind or _("Other goods"), look, tuple(found)) for (look, kind), found in grouped)


def _order(cell: Cell) -> tuple[object, ...]:
    number = cell.place.stall.number
    return cell.look, _kind(cell.place), *_whose(cell), int(number) if number.isdecimal() else 0, number


def _whose(cell: Cell) -> tuple[str, str, str]:
    """What a line of the list is sorted and gathered by: those who are named come first."""
    place = cell.place
    house, maker = place.cooperative, place.maker
    return (
        "" if maker else "~", f"{maker.name} {maker.uid}" if maker else house.name if house else "",
        place.stall.sells,
    )  # fmt: skip
