"""A cell of a stranger's table as people mean it."""

from sentra.kernel.tables import Cell


def plain(cell: Cell) -> Cell:
    """Excel keeps every number as a double: a whole one comes out as int, all else as it is."""
    return int(cell) if isinstance(cell, float) and cell.is_integer() else cell
