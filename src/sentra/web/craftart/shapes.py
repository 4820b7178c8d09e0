"""Outlines, and where on a surface each pixel of a thing lies."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from sentra.web.craftart.light import Field, Scene, cloud, smooth, soften

Point = tuple[float, float]


@dataclass(frozen=True)
class Place:
    """A thing's outline (0..1), the coordinates on its surface, and how light falls on its form."""

    mask: Field
    u: Field
    v: Field
    form: Field


def outline(scene: Scene, points: Sequence[Point]) -> Field:
    """A filled polygon with smooth edges, in sheet units."""
    rows, columns = scene.canvas.shape[:2]
    image = Image.new("L", (columns * 2, rows * 2))
    left, top = scene.corner
    inked = [((x * scene.unit - left) * 2, (y * scene.unit - top) * 2) for x, y in points]
    ImageDraw.Draw(image).polygon(inked, fill=255)
    return np.asarray(image.resize((columns, rows), Image.Resampling.BOX), dtype=np.float32) / 255


def curve(points: Sequence[Point], steps: int = 14) -> list[Point]:
    """A closed smooth line through the points (Catmull–Rom)."""
    given = np.array(points, dtype=np.float64)
    found: list[Point] = []
    for at in range(len(given)):
        p0, p1, p2, p3 = (given[(at + k) % len(given)] for k in (-1, 0, 1, 2))
        for t in np.linspace(0, 1, steps, endpoint=False):
            p = 0.5 * (
                2 * p1
                + (p2 - p0) * t
                + (2 * p0 - 5 * p1 + 4 * p2 - p3) * t**2
                + (3 * p1 - p0 - 3 * p2 + p3) * t**3
            )
            found.append((float(p[0]), float(p[1])))
    return found


@dataclass(frozen=True)
class Vessel:
    """Something standing: middle, top, bottom, half widths at the top, in the middle and at the bottom."""

    x: float
    top: float
    bottom: float
    widths: tuple[float, float, float]
    sag: float = 26  # how far the rows bend down in front
    corner: float = 40
    flat: float = 0  # 0 a round basket, 1 a flat bag

    def half_width(self, y: Field) -> Field:
        t = np.clip((y - self.top) / (self.bottom - self.top), 0, 1)
        a, b, c = self.widths
        return np.asarray(
            a * (1 - t) * (1 - 2 * t) + 4 * b * t * (1 - t) + c * t * (2 * t - 1), dtype=np.float32
        )

    def outline(self, scene: Scene) -> Field:
        """The standing outline with a bent foot and mouth."""
        ys = np.linspace(self.top, self.bottom, 60, dtype=np.float32)
        half = self.half_width(ys)
        left = np.clip((self.bottom - ys) / max(self.corner, 1), 0, 1)
        half = half - self.corner * (1 - np.sqrt(1 - (1 - left) ** 2)) * (ys > self.bottom - self.corner)
        bow = np.linspace(np.pi, 0, 40)
        foot = [(self.x + half[-1] * np.cos(a), self.bottom + self.sag * 0.8 * np.sin(a)) for a in bow[::-1]]
        mouth = [(self.x + half[0] * np.cos(a), self.top + self.sag * np.sin(a)) for a in bow]
        right_side = [(self.x + w, y) for w, y in zip(half, ys, strict=True)]
        left_side = [(self.x - w, y) for w, y in zip(half, ys, strict=True)][::-1]
        return outline(scene, [*mouth, *right_side[1:], *foot, *left_side[:-1]])

    def place(self, scene: Scene, strand: float) -> Place:
        """Coordinates in strands of the given width, and the light of a round or flat body."""
        half = np.maximum(self.half_width(scene.y), 1)
        across = np.clip((scene.x - self.x) / half, -1, 1)
        turned = np.arcsin(across) * (1 - self.flat) + across * self.flat
        middle = (self.widths[0] + self.widths[1] + self.widths[2]) / 3
        wobble = warp(scene, 0.10)
        u = turned * middle * (1.28 * (1 - self.flat) + self.flat) / strand + 416 + wobble[0]
        bend = self.sag * np.sqrt(np.clip(1 - across**2, 0, 1))
        v = (scene.y - bend) / strand + 400 + wobble[1]
        t = (scene.y - self.top) / (self.bottom - self.top)
        round_light = 0.62 + 0.46 * np.cos(np.arcsin(across) + 0.55)
        flat_light = 1.03 - 0.10 * across - 0.22 * np.abs(across) ** 5
        form = (round_light * (1 - self.flat) + flat_light * self.flat) * (
            1.03 - 0.16 * np.clip(t, 0, 1) ** 2
        )
        return Place(self.outline(scene), u, v, form.astype(np.float32))


def warp(scene: Scene, amount: float) -> tuple[Field, Field]:
    """The small unevenness of hands, in strands."""
    shape = scene.canvas.shape[:2]
    grain = 46 * scene.unit
    return amount * cloud(shape, grain, scene.rng), amount * cloud(shape, grain, scene.rng)


def laid(scene: Scene, corners: Sequence[Point], across: float, deep: float) -> Place:
    """A flat thing in perspective: corners far left, far right, near right, near left; size in strands."""
    target = [(0.0, 0.0), (across, 0.0), (across, deep), (0.0, deep)]
    rows = []
    for (x, y), (u, v) in zip(corners, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y, u], [0, 0, 0, x, y, 1, -v * x, -v * y, v]]
    system = np.array(rows, dtype=np.float64)
    a, b, c, d, e, f, g, h = np.linalg.solve(system[:, :8], system[:, 8])
    depth = np.maximum(g * scene.x + h * scene.y + 1, 1e-3)
    wobble = warp(scene, 0.08)
    u = ((a * scene.x + b * scene.y + c) / depth).astype(np.float32)
    v = ((d * scene.x + e * scene.y + f) / depth).astype(np.float32)
    form = 1.02 - 0.10 * smooth(0, across, u) + 0.04 * smooth(0, deep, v)
    return Place(outline(scene, corners), u + wobble[0], v + wobble[1], form)


def arch(
    scene: Scene, middle: Point, radii: Point, width: float, strand: float, *, whole: bool = False
) -> Place:
    """The upper half of an elliptical band: a handle (or the whole ring)."""
    x, y = scene.x - middle[0], scene.y - middle[1]
    far = np.hypot(x / radii[0], y / radii[1])
    reach = np.hypot(x, y) / np.maximum(far, 1e-3)
    across = (far - 1) * reach / width
    mask = np.clip((0.5 - np.abs(across)) * width, 0, 1)
    if not whole:
        mask = mask * np.clip((middle[1] - scene.y) / 2 + 1, 0, 1)
    along = np.arctan2(y / radii[1], x / radii[0]) * (radii[0] + radii[1]) / 2 / strand
    form = 1.05 - 0.35 * across - 0.55 * across**2
    return Place(mask.astype(np.float32), along + 200, across + 0.5, form.astype(np.float32))


def edge_shade(scene: Scene, mask: Field, *, wide: float = 26, depth: float = 0.32) -> Field:
    """Darkens a thing towards its outline, so that it has thickness."""
    inner = soften(mask, wide * scene.unit)
    return np.asarray(1 - depth * np.clip(1 - inner, 0, 1) ** 1.4, dtype=np.float32)
