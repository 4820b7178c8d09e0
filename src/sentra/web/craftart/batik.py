"""Batik cloth: lines of wax on dyed ground. Every motif is drawn by us and claims no tradition."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from sentra.web.craftart.light import Colour, Field, Scene, cloud, shade, smooth, soften
from sentra.web.craftart.palettes import CLOTHS, MORI

SIDE = 1100  # a cloth of 1100 × 1100 points, drawn at twice that
Point = tuple[float, float]


@dataclass
class Wax:
    """Lines that stay the colour of the cloth, and places painted with the first and second dye."""

    rng: np.random.Generator
    hand: float  # how far a line strays: 0 for a stamp

    def __post_init__(self) -> None:
        self.lines = Image.new("L", (SIDE * 2, SIDE * 2))
        self.fills = [Image.new("L", (SIDE * 2, SIDE * 2)) for _ in range(2)]
        self.pen = ImageDraw.Draw(self.lines)
        self.brushes = [ImageDraw.Draw(sheet) for sheet in self.fills]

    def line(self, points: list[Point], width: float = 4) -> None:
        wide = max(1, round(width * 2 * float(self.rng.uniform(1 - self.hand, 1 + self.hand))))
        self.pen.line(
            [(x * 2, y * 2) for x, y in points],
            fill=255,
            width=wide,
            joint="curve" if len(points) < 8 else None,
        )

    def leaf(self, points: list[Point], dye: int, width: float = 4) -> None:
        """A painted place with a line round it."""
        closed = [(x * 2, y * 2) for x, y in points]
        self.brushes[dye].polygon(closed, fill=255)
        self.line([*points, points[0], points[1]], width)

    def dot(self, x: float, y: float, radius: float) -> None:
        radius *= float(self.rng.uniform(1 - self.hand, 1 + self.hand))
        self.pen.ellipse([(x - radius) * 2, (y - radius) * 2, (x + radius) * 2, (y + radius) * 2], fill=255)


def hook(start: Point, heading: float, size: float, turn: float, *, turns: float = 1.6) -> list[Point]:
    """A line that leaves straight and curls up more and more (a clothoid)."""
    t = np.arange(40) / 40
    headings = heading + turn * turns * 2 * np.pi * np.cumsum(2 * t) / 40
    step = size * 3.1 / 40 * (1 - 0.55 * t)
    xs, ys = start[0] + np.cumsum(step * np.cos(headings)), start[1] + np.cumsum(step * np.sin(headings))
    return [start, *zip(xs.tolist(), ys.tolist(), strict=True)]


def petal(middle: Point, angle: float, length: float, width: float) -> list[Point]:
    """A pointed leaf."""
    t = np.linspace(0, 1, 13)
    side = width * np.sin(np.pi * t**0.8)
    along = np.concatenate([t, t[::-1]]) * length
    aside = np.concatenate([side, -side[::-1]])
    cos, sin = np.cos(angle), np.sin(angle)
    return [
        (float(middle[0] + a * cos - b * sin), float(middle[1] + a * sin + b * cos))
        for a, b in zip(along, aside, strict=True)
    ]


def hooks(wax: Wax, x: float, y: float, size: float, _flip: int) -> None:
    """Four curls from a lozenge, with smaller ones between."""
    for k in range(4):
        angle = k * np.pi / 2 + np.pi / 4
        start = (x + 0.2 * size * np.cos(angle), y + 0.2 * size * np.sin(angle))
        for side in (-1, 1):
            wax.line(hook(start, angle + side * 0.10, size * 0.235, side, turns=1.5), size / 46)
            base = (
                x + 0.15 * size * np.cos(angle + side * 0.5),
                y + 0.15 * size * np.sin(angle + side * 0.5),
            )
            wax.line(hook(base, angle + side * 0.62, size * 0.105, side, turns=1.3), size / 70)
        wax.leaf(petal(start, angle, size * 0.27, size * 0.03), 0, size / 80)
        wax.dot(
            x + 0.43 * size * np.cos(angle + np.pi / 4),
            y + 0.43 * size * np.sin(angle + np.pi / 4),
            size / 50,
        )
    wax.leaf(
        [(x + 0.17 * size, y), (x, y + 0.17 * size), (x - 0.17 * size, y), (x, y - 0.17 * size)], 1, size / 48
    )
    wax.dot(x, y, size * 0.035)


def fern(wax: Wax, x: float, y: float, size: float, flip: int) -> None:
    """A young frond curling in, leaflets outside, dots inside."""
    stem = hook(
        (x - flip * size * 0.16, y + size * 0.5), -np.pi / 2 - flip * 0.25, size * 0.52, flip, turns=1.25
    )
    wax.line(stem, size / 34)
    for k in range(3, len(stem) - 10, 3):
        (x0, y0), (x1, y1) = stem[k], stem[k + 1]
        heading = float(np.arctan2(y1 - y0, x1 - x0))
        long = size * 0.17 * (1 - k / 60)
        wax.leaf(petal((x0, y0), heading - flip * 1.05, long, long * 0.24), k % 2, size / 75)
        if k % 6 == 3:
            wax.leaf(petal((x0, y0), heading + flip * 1.0, long * 0.62, long * 0.2), 1, size / 80)


def orchid(wax: Wax, x: float, y: float, size: float, flip: int) -> None:
    """Five petals, a lip and buds on a stem."""
    turn = flip * 0.2
    wax.line(hook((x, y + size * 0.12), np.pi / 2 + flip * 0.5, size * 0.34, flip, turns=0.5), size / 40)
    for k in range(5):
        angle = -np.pi / 2 + turn + k * 2 * np.pi / 5
        broad = 0.13 if k in (1, 4) else 0.085
        wax.leaf(petal((x, y), angle, size * 0.36, size * broad), 0 if k in (1, 4) else 1, size / 60)
        for step in (0.14, 0.20, 0.26):
            wax.dot(x + size * step * np.cos(angle), y + size * step * np.sin(angle), size * 0.010)
    wax.leaf(petal((x, y), np.pi / 2 + turn, size * 0.17, size * 0.075), 0, size / 70)
    wax.dot(x, y, size * 0.03)
    for k, far in ((1, 0.40), (-1, 0.46)):
        spot = (x + flip * k * far * size, y + size * 0.34)
        wax.leaf(petal(spot, -np.pi / 2 + k * 0.5, size * 0.15, size * 0.04), 1, size / 75)


def lattice(wax: Wax, x: float, y: float, size: float, flip: int) -> None:
    """Nested lozenges with hooked corners."""
    for k, far in enumerate((0.5, 0.40, 0.28, 0.16)):
        corners = [(x + far * size, y), (x, y + far * size), (x - far * size, y), (x, y - far * size)]
        if k in (1, 3):
            wax.leaf(corners, k // 2, size / 50)
        else:
            wax.line([*corners, corners[0], corners[1]], size / (28 if k == 0 else 55))
    for k in range(4):
        angle = k * np.pi / 2
        start = (x + 0.28 * size * np.cos(angle), y + 0.28 * size * np.sin(angle))
        for side in (-1, 1):
            wax.line(hook(start, angle + side * 1.2, size * 0.11, -side * flip, turns=1.1), size / 60)


MOTIFS: tuple[Callable[[Wax, float, float, float, int], None], ...] = (hooks, fern, orchid, lattice)


def cloths(scene: Scene, *, way: str, count: int = 1, dyed: float = 1) -> list[Field]:
    """Squares of cloth as light, of one motif in several colours.

    Ways: tulis (by hand), cap (stamped), ciprat (splashed); dyed 0 shows the wax on white cloth.
    """
    rng = scene.rng
    wax = Wax(rng, hand={"tulis": 0.16, "cap": 0.0, "ciprat": 0.3}[way])
    if way == "ciprat":
        _splashes(wax)
    else:
        sizes = (210, 240, 280) if way == "tulis" else (140, 165, 190)
        _strewn(wax, scene.seed % len(MOTIFS), float(rng.choice(sizes)))
        if way == "tulis":
            _border(wax, scene.seed % 2)
    palettes = [CLOTHS[(scene.seed * 3 + 2 * k) % len(CLOTHS)] for k in range(count)]
    return [_dyed(wax, palette, dyed=dyed, crackle=0.9 if way == "tulis" else 0.35) for palette in palettes]


def _border(wax: Wax, kind: int) -> None:
    """A band along the lower edge: pointed leaves or curls between lines."""
    top, high = SIDE - 250.0, 128.0
    for sheet in wax.brushes:
        sheet.rectangle([0, (top - 22) * 2, SIDE * 2, SIDE * 2], fill=0)
    wax.pen.rectangle([0, (top - 22) * 2, SIDE * 2, SIDE * 2], fill=0)
    for y in (top - 18, top - 10, top + high + 10, top + high + 18, SIDE - 24):
        wax.line([(-5, y), (SIDE + 5, y)], 4 if y != top - 10 else 2)
    step = SIDE / 10
    for k in range(11):
        x = (k + 0.5) * step
        wax.leaf([(x - step * 0.46, top + high), (x, top + 4), (x + step * 0.46, top + high)], k % 2, 4)
        wax.leaf(petal((x, top + high - 8), -np.pi / 2, high * 0.66, 11), 1 - k % 2, 3)
        for side in (-1, 1):
            if kind == 0:
                wax.line(hook((x + side * 8, top + high - 6), -np.pi / 2, 34, side, turns=1.3), 2.6)
            else:
                wax.dot(x + side * step * 0.46, top + 22, 6)
                wax.line(hook((x + side * step * 0.46, top + 40), np.pi / 2, 30, -side, turns=1.2), 2.4)
        for dot in range(6):
            wax.dot(x - step / 2 + dot * step / 6, SIDE - 58, 5 if dot % 2 else 3)


def _strewn(wax: Wax, chosen: int, size: float) -> None:
    """The motif over the whole cloth, every other row half a step aside, dots between."""
    rng, draw = wax.rng, MOTIFS[chosen]
    grown = (1.12, 1.12, 1.2, 1.0)[chosen]
    deep = size * (0.52, 0.80, 0.78, 0.5)[chosen]
    for row in range(-1, int(SIDE / deep) + 2):
        for column in range(-1, int(SIDE / size) + 2):
            x, y = (column + 0.5 * (row % 2)) * size, row * deep
            stray = wax.hand * size * 0.10
            flip = 1 if (column + row // 2) % 2 else -1
            draw(wax, x + float(rng.normal(0, stray)), y + float(rng.normal(0, stray)), size * grown, flip)
    taken = np.asarray(wax.lines.resize((SIDE // 4, SIDE // 4)), dtype=np.float32)
    for sheet in wax.fills:
        taken = taken + np.asarray(sheet.resize((SIDE // 4, SIDE // 4)), dtype=np.float32)
    free = soften(np.clip(taken / 255, 0, 1), 2.5) < 0.03
    step = size / 15
    for y in np.arange(step / 2, SIDE, step):
        for x in np.arange(step / 2, SIDE, step):
            px, py = x + float(rng.normal(0, wax.hand * 9)), y + float(rng.normal(0, wax.hand * 9))
            if 0 <= px < SIDE and 0 <= py < SIDE and free[int(py) // 4, int(px) // 4]:
                wax.dot(px, py, size / 95)


def _splashes(wax: Wax) -> None:
    """Drops thrown from a brush: arcs of them, large and small."""
    rng = wax.rng
    for dye in (0, 1, 2, 0, 1, 2):
        for _ in range(34):
            x, y, heading = *(float(v) for v in rng.uniform(-60, SIDE + 60, 2)), float(rng.normal(0.7, 0.5))
            for k in range(int(rng.integers(5, 16))):
                radius = float(rng.gamma(1.7, 4.2)) * (1 - k / 22)
                box = [(x - radius) * 2, (y - radius * 0.8) * 2, (x + radius) * 2, (y + radius * 0.8) * 2]
                (wax.pen if dye == 2 else wax.brushes[dye]).ellipse(box, fill=255)
                reach = radius * 1.7 + float(rng.uniform(5, 26))
                heading += float(rng.normal(0, 0.12))
                x, y = x + reach * np.cos(heading), y + reach * np.sin(heading)


def _dyed(wax: Wax, colours: tuple[Colour, Colour, Colour], *, dyed: float, crackle: float) -> Field:
    """The dye bath: ground, painted places, lines of bare cloth, fine cracks where dye crept under."""
    rng, shape = wax.rng, (SIDE, SIDE)
    bath = 1 + 0.07 * cloud(shape, 130, rng) + 0.04 * cloud(shape, 9, rng)
    found = np.broadcast_to(shade(colours[0]), (*shape, 3)) * bath[..., None]
    if wax.hand > 0.2:  # a splashed cloth is dyed unevenly
        found = (
            found * (1 + 0.35 * cloud(shape, 210, rng)[..., None])
            + 0.12 * shade(colours[2]) * smooth(0.0, 0.7, cloud(shape, 260, rng))[..., None]
        )
    for sheet, colour in zip(wax.fills, colours[1:], strict=True):
        mask = _reduced(sheet)
        found = found + (shade(colour) * bath[..., None] - found) * mask[..., None]
    lines = _reduced(wax.lines)
    veins = np.abs(cloud(shape, 34, rng) + 0.5 * cloud(shape, 12, rng))
    cracks = crackle * np.clip(1 - veins / 0.025, 0, 1) * 0.4
    bare = lines * (1 - cracks)
    cloth_light = shade(MORI) * (1 + 0.02 * cloud(shape, 3, rng))[..., None]
    full = found + (cloth_light - found) * bare[..., None]
    if dyed >= 1:
        return np.asarray(full, dtype=np.float32)
    wax_line = shade((176, 118, 52))
    waxed = cloth_light + (wax_line - cloth_light) * np.maximum(lines, 0)[..., None]
    return np.asarray(waxed * (1 - dyed) + full * dyed, dtype=np.float32)


def _reduced(sheet: Image.Image) -> Field:
    return np.asarray(sheet.resize((SIDE, SIDE), Image.Resampling.BOX), dtype=np.float32) / 255
