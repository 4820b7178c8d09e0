"""Laying woven surfaces on the table: what bags, mats and baskets have in common."""

from dataclasses import dataclass

import numpy as np

from sentra.web.craftart.light import Colour, Field, Scene
from sentra.web.craftart.shapes import Place, Vessel, edge_shade
from sentra.web.craftart.weaves import Over, Surface, braids, diamonds, steps, twill, zigzag


@dataclass(frozen=True)
class Making:
    """How far a piece is: a half-finished one is undyed, open at the edge, without handle or rim."""

    finished: bool


def put(scene: Scene, place: Place, surface: Surface, *, wide: float = 26, depth: float = 0.32) -> None:
    """Lay a surface where the place says, darker to its edges."""
    light = place.form * edge_shade(scene, place.mask, wide=wide, depth=depth)
    scene.lay(surface(place.u, place.v) * light[..., None], place.mask)


def stands(scene: Scene, mask: Field) -> None:
    scene.shadow(mask, dx=46, dy=14, soft=34, depth=0.40)
    scene.shadow(mask, dx=10, dy=16, soft=9, depth=0.30)


def drawing_of_strands(scene: Scene) -> Over:
    options = (
        diamonds(16, 2),
        diamonds(20, 3),
        zigzag(16, 2),
        steps(18),
        diamonds(12, 2),
        zigzag(12, 3),
        twill(3),
    )
    return options[scene.seed * 2 % len(options)]


def banded(
    base: list[Colour], dyes: tuple[Colour, Colour], rng: np.random.Generator, length: int
) -> list[Colour]:
    """Standing strands: undyed, with a few bands of dye, the same to the left and the right."""
    colours = [base[k % len(base)] for k in range(length)]
    middle, width = length // 2, int(rng.integers(2, 5))
    places = [(middle, width + 2, dyes[0])]
    if rng.random() < 0.8:
        far = int(rng.integers(length // 5, length // 3))
        places += [(middle - far, width, dyes[1]), (middle + far, width, dyes[1])]
    for at, wide, colour in places:
        for k in range(at - wide, at + wide):
            colours[k % length] = colour
    return colours


def rim(
    scene: Scene, vessel: Vessel, colours: list[Colour], rng: np.random.Generator, high: float = 26
) -> None:
    """A plaited border along the mouth."""
    band = Vessel(
        vessel.x, vessel.top - 4, vessel.top + high, (vessel.widths[0] + 4,) * 3, vessel.sag, 2, vessel.flat
    )
    place = band.place(scene, high)
    local = Place(place.mask, place.u * 1.4, _across(scene, vessel, high), place.form)
    scene.shadow(place.mask, dx=4, dy=9, soft=6, depth=0.35)
    put(scene, local, braids(colours, rng), wide=8, depth=0.2)


def _across(scene: Scene, vessel: Vessel, high: float) -> Field:
    """0..1 from the upper to the lower edge of a band that follows the mouth."""
    across = np.clip((scene.x - vessel.x) / vessel.widths[0], -1, 1)
    bend = vessel.sag * np.sqrt(1 - across**2)
    return np.asarray(np.clip((scene.y - bend - vessel.top + 4) / (high + 4), 0, 0.999), dtype=np.float32)
