"""Single fibres drawn one by one: bundles, coils, and the loose ends of unfinished work."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageDraw

from sentra.web.craftart.light import Colour, Scene, shade
from sentra.web.craftart.shapes import Point, Vessel


@dataclass(frozen=True)
class Fibre:
    """Colours of the fibres and how thick one is."""

    colours: Sequence[Colour]
    thick: float


class Sheet:
    """A transparent sheet for fibres; laid on the scene with one shadow."""

    def __init__(self, scene: Scene) -> None:
        rows, columns = scene.canvas.shape[:2]
        self.scene, self.unit = scene, scene.unit * 2
        self.image = Image.new("RGBA", (columns * 2, rows * 2))
        self.pen = ImageDraw.Draw(self.image)

    def fibre(self, points: Sequence[Point], colour: Colour, thick: float) -> None:
        """One fibre: dark below, itself, and a thin light."""
        tone = float(self.scene.rng.uniform(0.86, 1.1))
        path = [(x * self.unit, y * self.unit) for x, y in points]
        light = [(x - thick * 0.12 * self.unit, y - thick * 0.16 * self.unit) for x, y in path]
        wide = thick * self.unit
        for line, factor, width in ((path, 0.55, wide), (path, 1.0, wide * 0.74), (light, 1.18, wide * 0.26)):
            ink = tuple(min(255, int(c * factor * tone)) for c in colour)
            self.pen.line(line, fill=(*ink, 255), width=max(1, round(width)), joint="curve")

    def lay(self, *, dx: float = 12, dy: float = 14, soft: float = 10, depth: float = 0.4) -> None:
        rows, columns = self.scene.canvas.shape[:2]
        small = np.asarray(self.image.resize((columns, rows), Image.Resampling.BOX), dtype=np.float32) / 255
        mask = small[..., 3]
        self.scene.shadow(mask, dx=dx, dy=dy, soft=soft, depth=depth)
        self.scene.lay(small[..., :3] / np.maximum(mask, 1e-3)[..., None], mask)


def fringe(scene: Scene, vessel: Vessel, fibre: Fibre, length: float) -> None:
    """Loose ends standing out of the mouth of an unfinished body (a negative length hangs down)."""
    rng, sheet = scene.rng, Sheet(scene)
    half = vessel.widths[0]
    for at in np.arange(-half + fibre.thick, half - fibre.thick, fibre.thick * 1.25):
        across = at / half
        bend = vessel.sag * np.sqrt(1 - across**2)
        start = vessel.top + bend + (16 if length > 0 else 0)
        reach = length * float(rng.uniform(0.6, 1.15))
        lean = across * abs(length) * 0.35 + float(rng.normal(0, 9))
        x, steps = vessel.x + at, np.linspace(0, 1, 6)
        points = [(x + lean * t**1.6, start - reach * t + 10 * t * t * abs(across)) for t in steps]
        sheet.fibre(points, fibre.colours[int(rng.integers(len(fibre.colours)))], fibre.thick)
    sheet.lay(dx=14, dy=10, soft=9, depth=0.3)


def wisps(scene: Scene, start: Point, fibre: Fibre, count: int) -> None:
    """The working end: a few fibres running out to one side."""
    rng, sheet = scene.rng, Sheet(scene)
    for _ in range(count):
        rise, reach = float(rng.uniform(-70, 90)), float(rng.uniform(120, 250))
        points = [
            (start[0] - 30 + reach * t, start[1] + rise * t**2 + float(rng.normal(0, 2)))
            for t in np.linspace(0, 1, 7)
        ]
        sheet.fibre(
            points,
            fibre.colours[int(rng.integers(len(fibre.colours)))],
            fibre.thick * float(rng.uniform(0.5, 0.9)),
        )
    sheet.lay()


def bundle(
    scene: Scene,
    fibre: Fibre,
    *,
    count: int = 110,
    ties: Sequence[float] = (-0.42, 0.42),
    tie: Colour = (146, 102, 52),
) -> None:
    """Dried stalks tied together, lying across the table."""
    rng, sheet = scene.rng, Sheet(scene)
    angle = float(rng.uniform(-0.32, -0.14)) if rng.random() < 0.5 else float(rng.uniform(0.14, 0.32))
    cos, sin = np.cos(angle), np.sin(angle)
    middle = (600, 520)
    for k in range(count):
        layer = k / count
        offset = float(rng.normal(0, 54)) * (1 - 0.25 * layer)
        shift, half = float(rng.normal(0, 22)), 455 + float(rng.uniform(-60, 30))
        bow = float(rng.normal(0, 12))
        points = []
        for t in np.linspace(-1, 1, 13):
            near = min(abs(t - tie_at) for tie_at in ties)
            spread = 0.62 + 0.55 * min(1, near / 0.6) ** 1.5
            along, aside = t * half + shift, offset * spread + bow * (1 - t * t) - 34 * layer
            points.append((middle[0] + along * cos - aside * sin, middle[1] + along * sin + aside * cos))
        sheet.fibre(
            points,
            fibre.colours[int(rng.integers(len(fibre.colours)))],
            fibre.thick * float(rng.uniform(0.75, 1.15)),
        )
    for at in ties:
        for turn in range(5):
            along = at * 455 + (turn - 2) * 9
            points = [
                (middle[0] + along * cos - (a - 18) * sin, middle[1] + along * sin + (a - 18) * cos)
                for a in np.linspace(-78, 84, 9)
            ]
            sheet.fibre(points, tie, 10)
    sheet.lay(dx=16, dy=26, soft=18, depth=0.5)


def coil(scene: Scene, fibre: Fibre, *, rings: int = 46, tie: Colour = (120, 84, 46)) -> None:
    """Cane wound into a ring and bound in three places."""
    rng, sheet = scene.rng, Sheet(scene)
    for k in range(rings):
        wide, high = 330 + float(rng.normal(0, 42)), 205 + float(rng.normal(0, 30))
        x, y = 600 + float(rng.normal(0, 8)), 545 - 50 * k / rings + float(rng.normal(0, 8))
        turn = float(rng.uniform(0, 6.28))
        points = [
            (x + wide * np.cos(a + turn), y + high * np.sin(a + turn)) for a in np.linspace(0, 6.35, 70)
        ]
        sheet.fibre(points, fibre.colours[int(rng.integers(len(fibre.colours)))], fibre.thick)
    for angle in (0.6, 2.7, 4.75):
        for turn in range(6):
            a = angle + (turn - 2.5) * 0.032
            ring = [
                (600 + far * 330 * np.cos(a), 520 + far * 205 * np.sin(a))
                for far in np.linspace(0.62, 1.36, 9)
            ]
            sheet.fibre(ring, tie, 9)
    sheet.lay(dx=16, dy=24, soft=16, depth=0.5)


def bowls(scene: Scene, colours: Sequence[Colour]) -> None:
    """Beads in shallow bowls, one colour each."""
    rng = scene.rng
    for k, (x, y) in enumerate(((360, 480), (600, 610), (840, 480))):
        far = np.hypot((scene.x - x) / 150, (scene.y - y) / 92)
        mask = np.clip((1 - far) * 110, 0, 1).astype(np.float32)
        scene.shadow(mask, dx=18, dy=30, soft=16, depth=0.5)
        scene.lay(shade((150, 112, 70)) * (1.0 - 0.35 * far**3 + 0.1 * (far > 0.9))[..., None], mask)
        sheet = Sheet(scene)
        for _ in range(420):
            angle, reach = float(rng.uniform(0, 6.28)), float(np.sqrt(rng.random())) * 0.86
            bx, by = x + 150 * reach * np.cos(angle), y + 92 * reach * np.sin(angle) - 10 * (1 - reach)
            sheet.fibre([(bx - 1.5, by), (bx + 1.5, by)], colours[k % len(colours)], 11)
        sheet.lay(dx=3, dy=4, soft=4, depth=0.3)
