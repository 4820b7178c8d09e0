"""Light, grain and shadow: what makes a drawn thing lie on a table."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter

Field: TypeAlias = NDArray[np.floating[Any]]  # one number a pixel
Colour: TypeAlias = tuple[int, int, int]


@dataclass
class Scene:
    """A canvas of light (rows × columns × 3, 0..1); things are laid on it one after another.

    Places are units of a sheet of 1200 × 900; `unit` is pixels a unit, `corner` the upper left.
    """

    canvas: Field
    rng: np.random.Generator
    unit: float
    seed: int  # neighbours in the row of seeds take different choices
    corner: tuple[int, int] = (0, 0)
    x: Field = field(init=False)
    y: Field = field(init=False)

    def __post_init__(self) -> None:
        rows, columns = self.canvas.shape[:2]
        across = (np.arange(columns, dtype=np.float32) + self.corner[0]) / np.float32(self.unit)
        down = (np.arange(rows, dtype=np.float32) + self.corner[1]) / np.float32(self.unit)
        self.x = np.broadcast_to(across, (rows, columns))
        self.y = np.broadcast_to(down[:, None], (rows, columns))

    def window(self, points: Sequence[tuple[float, float]], margin: float = 70) -> "Scene":
        """The part of the scene round these points, sharing its canvas: small things cost little."""
        xs, ys = zip(*points, strict=True)
        rows, columns = self.canvas.shape[:2]
        left = max(0, int((min(xs) - margin) * self.unit) - self.corner[0])
        top = max(0, int((min(ys) - margin) * self.unit) - self.corner[1])
        right = min(columns, int((max(xs) + margin) * self.unit) - self.corner[0])
        bottom = min(rows, int((max(ys) + margin) * self.unit) - self.corner[1])
        corner = (self.corner[0] + left, self.corner[1] + top)
        return Scene(self.canvas[top:bottom, left:right], self.rng, self.unit, self.seed, corner)

    def lay(self, colours: Field, mask: Field) -> None:
        """Put something down where the mask says."""
        self.canvas += (colours - self.canvas) * mask[..., None]

    def shadow(
        self, mask: Field, *, dx: float = 34, dy: float = 22, soft: float = 30, depth: float = 0.42
    ) -> None:
        """The shadow of a thing of this outline, light coming from the upper left."""
        moved = np.roll(mask, (int(dy * self.unit), int(dx * self.unit)), axis=(0, 1))
        self.canvas *= 1 - depth * soften(moved, soft * self.unit)[..., None] * (1, 0.97, 0.9)

    def image(self) -> Image.Image:
        """The finished picture, slightly darker to the corners."""
        far = np.hypot(self.x / 1200 - 0.47, self.y / 1200 - 0.34)
        self.canvas *= (1 - 0.28 * np.clip(far - 0.25, 0, 1) ** 1.3)[..., None]
        return Image.fromarray((np.clip(self.canvas, 0, 1) * 255).astype(np.uint8))


GROUNDS: tuple[tuple[Colour, Colour], ...] = (
    ((247, 239, 224), (226, 205, 172)),
    ((240, 232, 216), (203, 186, 156)),
    ((243, 229, 209), (214, 180, 142)),
    ((233, 231, 214), (186, 187, 156)),
    ((238, 230, 224), (196, 178, 170)),
    ((242, 226, 210), (190, 150, 122)),
)


def studio(size: tuple[int, int], rng: np.random.Generator, seed: int) -> Scene:
    """An empty table before a wall, in one of a few warm tones."""
    columns, rows = size
    wall, table = (shade(colour) for colour in GROUNDS[seed * 5 % len(GROUNDS)])
    y = np.linspace(0, 1, rows, dtype=np.float32)[:, None]
    turn = smooth(0.5, 0.78, y)
    light = 1.03 - 0.06 * np.linspace(0, 1, columns, dtype=np.float32)[None, :]
    ground = wall * (1 - turn[..., None]) + table * turn[..., None]
    grain = 1 + 0.016 * cloud((rows, columns), 3, rng) + 0.012 * cloud((rows, columns), 90, rng)
    return Scene((ground * (light * grain)[..., None]).astype(np.float32), rng, columns / 1200, seed)


def shade(colour: Colour) -> Field:
    """A colour of 0..255 as light of 0..1."""
    return np.array(colour, dtype=np.float32) / 255


def smooth(low: float, high: float, at: Field) -> Field:
    """0 below low, 1 above high, no corner between."""
    part = np.clip((at - low) / (high - low), 0, 1)
    return np.asarray(part * part * (3 - 2 * part), dtype=np.float32)


def soften(mask: Field, radius: float) -> Field:
    """A Gaussian blur, worked out small when the radius is large."""
    small = max(1, int(radius // 4))
    rows, columns = mask.shape
    image = Image.fromarray((np.clip(mask, 0, 1) * 255).astype(np.uint8))
    image = image.resize((max(1, columns // small), max(1, rows // small)), Image.Resampling.BOX)
    image = image.filter(ImageFilter.GaussianBlur(radius / small))
    return np.asarray(
        image.resize((columns, rows), Image.Resampling.BILINEAR), dtype=np.float32
    ) / np.float32(255)


def cloud(shape: tuple[int, int], grain: float, rng: np.random.Generator) -> Field:
    """Smooth noise of about −1..1; `grain` is the size of its lumps in pixels."""
    rows, columns = shape
    few = rng.random((int(rows / grain) + 3, int(columns / grain) + 3), dtype=np.float32)
    image = Image.fromarray((few * 255).astype(np.uint8)).resize((columns, rows), Image.Resampling.BICUBIC)
    return np.asarray(image, dtype=np.float32) / 127.5 - 1
