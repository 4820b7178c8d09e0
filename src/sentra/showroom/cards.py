"""The card of a product for chats: photograph, name, price, cooperative, as one JPEG of 1200 × 630.

Pure: words and a photograph in, the same bytes out. Size: what Open Graph readers ask for a wide card.
"""

import hashlib
import io
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw, ImageFont, ImageOps

SIZE: Final = (1200, 630)
PHOTO: Final = 600  # pixels wide, at the left
EDGE: Final = 56
QUALITY: Final = 82
VERSION: Final = "1"  # of the drawing: counts up when the same words are drawn otherwise
FONT: Final = Path(__file__).resolve().parents[1] / "kernel" / "papers" / "fonts" / "PlusJakartaSans-wght.ttf"
INK, SOFT, INDIGO, SOGA, SHEET, SAND, TURMERIC = (
    "#221f1a", "#5d5243", "#1f2a5a", "#7a4a21", "#fffdf8", "#efe5d2", "#d9a441",
)  # fmt: skip
LINES: Final = 4  # of the name


@dataclass(frozen=True)
class Face:
    """The words on a card. `price` as people write it; `photo`: which photograph it shows, "" for none."""

    name: str
    price: str
    cooperative: str
    craft: str
    photo: str

    @property
    def print_(self) -> str:
        """Names the drawing by all that stands on it."""
        told = "\0".join((VERSION, self.name, self.price, self.cooperative, self.craft, self.photo))
        return hashlib.sha256(told.encode()).hexdigest()[:24]


def drawn(face: Face, photograph: bytes | None) -> bytes:
    """The card as JPEG. `photograph`: a picture the house has shown before, so small and clean already."""
    card = Image.new("RGB", SIZE, SHEET)
    card.paste(_photo(photograph), (0, 0))
    pen = ImageDraw.Draw(card)
    pen.rectangle((PHOTO, 0, PHOTO + 8, SIZE[1]), fill=TURMERIC)
    left, width = PHOTO + 8 + EDGE, SIZE[0] - PHOTO - 8 - 2 * EDGE
    y = _words(pen, face.craft, (left, 64), width, _font(28, 600), SOGA, most=1)
    y = _words(pen, face.name, (left, y + 16), width, _font(56, 800), INK, most=LINES)
    pen.text((left, y + 28), face.price, font=_font(52, 800), fill=INDIGO)
    _words(pen, face.cooperative, (left, SIZE[1] - 116), width, _font(28, 600), SOFT, most=2)
    out = io.BytesIO()
    card.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    return out.getvalue()


def _photo(content: bytes | None) -> Image.Image:
    """The photograph, cut to its field from the middle; without one a plain woven field."""
    if content is None:
        return _woven()
    with Image.open(io.BytesIO(content), formats=["JPEG", "WEBP", "PNG"]) as found:
        found.draft("RGB", (PHOTO, SIZE[1]))
        return ImageOps.fit(found.convert("RGB"), (PHOTO, SIZE[1]), Image.Resampling.LANCZOS)


def _woven() -> Image.Image:
    field = Image.new("RGB", (PHOTO, SIZE[1]), SAND)
    pen = ImageDraw.Draw(field)
    for x in range(0, PHOTO, 60):
        for y in range(0, SIZE[1], 60):
            pen.polygon(
                [(x + 30, y + 8), (x + 52, y + 30), (x + 30, y + 52), (x + 8, y + 30)], outline=SOGA, width=3
            )
    return field


def _words(
    pen: ImageDraw.ImageDraw, text: str, at: tuple[int, int], width: int, font: ImageFont.FreeTypeFont,
    colour: str, *, most: int,
) -> int:  # fmt: skip
    """The text in at most so many lines, cut off with an ellipsis. Returns where the next may begin."""
    x, y = at
    step = round(font.size * 1.22)
    for line in _lines(text, width, font, most):
        pen.text((x, y), line, font=font, fill=colour)
        y += step
    return y


def _lines(text: str, width: int, font: ImageFont.FreeTypeFont, most: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    cut = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [_fitted(one, width, font) for one in cut if one]


def _fitted(line: str, width: int, font: ImageFont.FreeTypeFont) -> str:
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(line + "…") > width:
        line = line[:-1]
    return line.rstrip() + "…"


@cache
def _font(size: int, weight: int) -> ImageFont.FreeTypeFont:
    found = ImageFont.truetype(str(FONT), size)
    found.set_variation_by_axes([weight])
    return found
