"""Drawn pictures of crafts for demonstrations: never photographs, the same for the same words."""

import zlib

import numpy as np
from PIL import Image

from sentra.web.craftart.kinds import DRAWN
from sentra.web.craftart.light import studio

KINDS = tuple(DRAWN)
STAGES = ("raw", "half_finished", "finished")


def picture(
    kind: str, seed: int, size: tuple[int, int] = (1200, 900), *, stage: str = "finished"
) -> Image.Image:
    """A picture of one product, `kind` of KINDS and `stage` of STAGES; pixels, RGB. Refuses unknown words."""
    if kind not in DRAWN or stage not in STAGES:
        raise ValueError(f"No picture of {kind!r}, {stage!r}")
    name = zlib.crc32(kind.encode())
    scene = studio(size, np.random.default_rng([name, seed]), name % 97 + seed)
    DRAWN[kind][STAGES.index(stage)](scene)
    return scene.image()
