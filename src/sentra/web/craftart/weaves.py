"""Over and under: what a surface of strands looks like at each point, light included.

Coordinates u (along the lying strands) and v (along the standing ones) count strands.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from sentra.web.craftart.light import Colour, Field, shade

Over: TypeAlias = NDArray[np.bool_]  # over[row, column]: the lying strand is on top there
Surface: TypeAlias = Callable[[Field, Field], Field]  # u, v → light, rows × columns × 3


@dataclass(frozen=True)
class Strands:
    """Colours of the strands, repeated for ever, and how round and how rough they are."""

    lying: list[Colour]
    standing: list[Colour]
    round: float = 0.5
    rough: float = 0.10
    twist: float = 0


def woven(over: Over, strands: Strands, rng: np.random.Generator) -> Surface:
    """Strands crossing at right angles by the given drawing."""
    lying = np.array([shade(colour) for colour in strands.lying], dtype=np.float32)
    standing = np.array([shade(colour) for colour in strands.standing], dtype=np.float32)
    grain = rng.random((256, 64), dtype=np.float32) - 0.5
    tone = 1 + strands.rough * (rng.random(512, dtype=np.float32) - 0.5) * 1.6
    rows, columns = over.shape

    def surface(u: Field, v: Field) -> Field:
        i, j = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
        fu, fv = u - i - 0.5, v - j - 0.5
        top = over[j % rows, i % columns]
        before, after = over[j % rows, (i - 1) % columns], over[j % rows, (i + 1) % columns]
        above, below = over[(j - 1) % rows, i % columns], over[(j + 1) % rows, i % columns]
        across = np.where(top, fv, fu)
        along = np.where(top, fu, fv)
        goes_under = np.where(top, np.where(fu < 0, ~before, ~after), np.where(fv < 0, above, below))
        strand = np.where(top, j * 7 + 3, i * 5 + 101)
        dip = goes_under * (2 * np.abs(along)) ** 3
        light = _rounded(across, strands.round) * (1 - 0.42 * dip)
        travel = np.where(top, u, v)
        streak = grain[strand % 256, ((across + 0.5) * 23 + travel * 0.7).astype(np.int32) % 64]
        light *= tone[strand % 512] * (1 + strands.rough * 1.5 * streak)
        if strands.twist:
            light *= 1 + 0.16 * np.sin((travel * 2.2 + across * strands.twist) * np.pi * 2)
        colour = np.where(top[..., None], lying[j % len(lying)], standing[i % len(standing)])
        return np.asarray(colour * light[..., None], dtype=np.float32)

    return surface


def _rounded(across: Field, roundness: float) -> Field:
    """The light on a half-round strand, from edge (−0.5) to edge: brighter to the light, dark in the gap."""
    side = 2 * across
    gap = np.clip((np.abs(side) - 0.78) / 0.22, 0, 1)
    return np.asarray(
        1.03 - 0.20 * roundness * side - 0.34 * roundness * side**2 - 0.55 * gap**1.5, dtype=np.float32
    )


def slats(colours: list[Colour], rng: np.random.Generator, *, every: float = 9) -> Surface:
    """Split rattan side by side (along v), sewn together by thin cords."""
    palette = np.array([shade(colour) for colour in colours], dtype=np.float32)
    tone = 1 + 0.16 * (rng.random(512, dtype=np.float32) - 0.5)
    grain = rng.random((512, 97), dtype=np.float32) - 0.5

    def surface(u: Field, v: Field) -> Field:
        i = np.floor(u).astype(np.int32)
        across = u - i - 0.5
        shine = np.exp(-(((across + 0.16) / 0.11) ** 2)) * 0.16
        light = (_rounded(across, 0.75) + shine) * tone[i % 512]
        light *= 1 + 0.10 * grain[i % 512, (v * 1.6).astype(np.int32) % 97]
        near = np.abs((v / every) % 1 - 0.5) * every
        stitch = np.clip(1 - near / 0.35, 0, 1) * (0.5 + 0.5 * (i % 2))
        light *= 1 - 0.55 * stitch
        return np.asarray(palette[i % len(palette)] * light[..., None], dtype=np.float32)

    return surface


def braids(colours: list[Colour], rng: np.random.Generator) -> Surface:
    """Plaited ropes side by side, each a row of chevrons: u along the rope, v counts ropes."""
    palette = np.array([shade(colour) for colour in colours], dtype=np.float32)
    tone = 1 + 0.22 * (rng.random(512, dtype=np.float32) - 0.5)
    grain = rng.random((128, 64), dtype=np.float32) - 0.5

    def surface(u: Field, v: Field) -> Field:
        j = np.floor(v).astype(np.int32)
        across = v - j - 0.5
        step = u + 0.55 * np.abs(across) * 2 + 0.5 * (across > 0)
        k = np.floor(step).astype(np.int32)
        inside = step - k - 0.5
        light = _rounded(across, 0.8) * (1.05 - 0.75 * np.abs(inside * 2) ** 2.4 * 0.6)
        light *= tone[(j * 31 + k * 2 + (across > 0)) % 512]
        light *= (
            1 + 0.16 * grain[(j * 3 + k) % 128, ((inside + 0.5) * 14 + across * 30).astype(np.int32) % 64]
        )
        return np.asarray(palette[j % len(palette)] * light[..., None], dtype=np.float32)

    return surface


def beads(drawing: NDArray[np.int64], colours: list[Colour], rng: np.random.Generator) -> Surface:
    """Small glass beads on threads, coloured by a drawing of colour numbers."""
    palette = np.array([shade(colour) for colour in colours], dtype=np.float32)
    tone = 1 + 0.14 * (rng.random(1024, dtype=np.float32) - 0.5)
    rows, columns = drawing.shape

    def surface(u: Field, v: Field) -> Field:
        i, j = np.floor(u).astype(np.int32), np.floor(v).astype(np.int32)
        fu, fv = 2 * (u - i - 0.5), 2 * (v - j - 0.5)
        far = np.hypot(fu, fv)
        shine = np.exp(-((fu + 0.35) ** 2 + (fv + 0.38) ** 2) / 0.05) * 0.6
        light = (
            (1.08 - 0.35 * far**2) * np.clip((1.12 - far) / 0.25, 0.25, 1) * tone[(i * 13 + j * 29) % 1024]
        )
        colour = palette[drawing[j % rows, i % columns]]
        return np.asarray(colour * light[..., None] + (shine * (far < 1))[..., None], dtype=np.float32)

    return surface


def plain() -> Over:
    """One over, one under."""
    return np.array([[True, False], [False, True]])


def twill(step: int = 2) -> Over:
    """Two over, two under, moving one each row: a diagonal."""
    row, column = np.indices((2 * step, 2 * step))
    return np.asarray((row + column) % (2 * step) < step)


def diamonds(period: int, ring: int) -> Over:
    """Nested diamonds."""
    row, column = np.indices((period, period))
    return np.asarray((_folded(row, period) + _folded(column, period)) % (2 * ring) < ring)


def zigzag(period: int, ring: int) -> Over:
    """Standing waves of a twill that turns back."""
    row, column = np.indices((period * 2 * ring, period))
    return np.asarray((row + _folded(column, period)) % (2 * ring) < ring)


def steps(period: int) -> Over:
    """A stepped star in a field of plain weave."""
    row, column = np.indices((period, period))
    far = _folded(row, period) // 2 + _folded(column, period) // 2
    star = (far % 4 < 2) & (far < period // 2)
    return np.asarray(np.where(star, (row + column) % 3 > 0, (row + column) % 3 == 0))


def _folded(at: NDArray[np.int64], period: int) -> NDArray[np.int64]:
    """Distance to the middle of the period."""
    return np.abs(at % period - period // 2)
