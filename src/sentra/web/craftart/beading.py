"""Drawings for beads: steps and lozenges, the same to the left and to the right."""

import numpy as np
from numpy.typing import NDArray

from sentra.web.craftart.light import Colour

GLASS: tuple[Colour, ...] = (
    (24, 26, 34),
    (206, 52, 44),
    (240, 186, 48),
    (246, 240, 224),
    (36, 120, 84),
    (40, 92, 168),
    (232, 120, 40),
)


def drawing_of_beads(rng: np.random.Generator) -> tuple[NDArray[np.int64], list[Colour]]:
    """Rows and columns of colour numbers, and the colours."""
    period = int(rng.choice((14, 18, 22)))
    row, column = np.indices((period * 2, period))
    across = np.abs(column - period // 2)
    down = np.abs(row % period - period // 2)
    far = across + down
    drawing = (far // int(rng.choice((2, 3)))) % 4
    hooks = (np.minimum(across, down) % 4 == 1) & (far > period // 3)
    drawing = np.where(hooks, 3, drawing)
    band = row % (period * 2) < 2
    drawing = np.where(band, 1 + (column + row) % 2, drawing)
    others = rng.permutation(np.arange(1, len(GLASS)))[:3]
    return np.asarray(drawing, dtype=np.int64), [GLASS[0], *(GLASS[k] for k in others)]
