"""Photographs from strangers' phones: checked, stripped of where and when, made into small sizes.

Nothing of the upload survives but its pixels: no EXIF, no GPS, no comment, no bytes behind the picture. The
upload itself is never stored or served. Limits: quality.md REL-17, REL-18, recipe 12.
"""

import io
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final, Literal

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

Kind = Literal["avif", "webp", "jpeg"]

MOST_PIXELS: Final = 24_000_000
MOST_UPLOAD_BYTES: Final = 12_000_000
LONGEST_TO_SHORTEST: Final = 12
MOST_BYTES: Final = {320: 8_000, 640: 30_000, 1280: 200_000}
"""Widths in pixels and the most bytes one picture of that width may weigh: 3G phones are the measure.

A phone fetches one of 640 and nine of 320, or a dozen of 320, for its first view, which may weigh 150 KB in
all with 50 KB of words, script and letters (`./sentra check-pages`).
"""

QUALITIES: Final[dict[Kind, tuple[int, ...]]] = {
    "avif": (60, 45, 30), "webp": (56, 45, 36, 28, 20), "jpeg": (80, 65, 45),
}  # fmt: skip
KEPT_QUALITY: Final = 92  # of what the small sizes are made of later
KINDS: Final[tuple[Kind, ...]] = ("avif", "webp", "jpeg")
SMALLEST_SIDE: Final = 16
MIME: Final[dict[Kind, str]] = {"avif": "image/avif", "webp": "image/webp", "jpeg": "image/jpeg"}

# Pillow only warns between one and two times this; a picture opened elsewhere in the process must fail too.
Image.MAX_IMAGE_PIXELS = MOST_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)


class PictureRefused(ValueError):
    """`code` is one of empty, too_heavy (bytes), format, pixels, shape, animated, broken."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Picture:
    kind: Kind
    width: int
    height: int
    content: bytes

    @property
    def mime(self) -> str:
        return MIME[self.kind]


def resized(
    content: bytes, *, widths: Sequence[int] = tuple(MOST_BYTES), kinds: Sequence[Kind] = KINDS
) -> list[Picture]:
    """The upload in every width and kind asked for, narrow first, upright, sRGB, on white where it was clear.

    Never wider than the upload: a narrow one is kept once at its own width. Each weighs at most MOST_BYTES of
    the next width up, if need be by quality, then by size. The same bytes in give the same bytes out.
    Refuses (PictureRefused) all but JPEG, PNG and WebP, > 24 million pixels, > 12 MB, animations.
    """
    upright = _clean(content, widest=max(widths))
    made = []
    for width in sorted({min(width, upright.width) for width in widths}):
        height = max(1, round(upright.height * width / upright.width))
        small = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        made += [_within(small, kind, _most_bytes(width)) for kind in kinds]
    return made


def cleaned(content: bytes, *, widest: int = max(MOST_BYTES)) -> Picture:
    """One upright JPEG without anything but pixels, never wider than `widest`: what other sizes are made of.

    Refuses like `resized`.
    """
    upright = _clean(content, widest=widest)
    width = min(widest, upright.width)
    height = max(1, round(upright.height * width / upright.width))
    kept = upright.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return Picture("jpeg", width, height, _encoded(kept, "jpeg", KEPT_QUALITY))


def pixels(content: bytes, *, widest: int) -> Image.Image:
    """Only the upright pixels, at most `widest` in either direction: to look at, not to keep.

    Refuses like `resized`.
    """
    upright = _clean(content, widest=widest)
    upright.thumbnail((widest, widest), Image.Resampling.LANCZOS, reducing_gap=3.0)
    return upright


def size_of(content: bytes) -> tuple[int, int]:
    """Width and height in pixels as stored, from the header alone. Refuses like `resized`."""
    with _refusing(), _opened(content) as image:
        return image.size


def _clean(content: bytes, *, widest: int) -> Image.Image:
    """Only the pixels, in a fresh image: whatever rode along in the file stays behind."""
    with _refusing(), _opened(content) as image:
        image.draft("RGB", (widest, widest))  # JPEG: decoded at a fraction, a tenth of the time
        upright = ImageOps.exif_transpose(image)
        if upright.mode.startswith("I;16"):
            upright = (
                upright.convert("I").point(lambda level: level / 256).convert("L")
            )  # not clipped to white
        fresh = Image.new("RGB", upright.size, "white")
        coloured = _in_srgb(upright)
        fresh.paste(coloured, mask=coloured.getchannel("A") if coloured.mode == "RGBA" else None)
        return fresh


def _in_srgb(image: Image.Image) -> Image.Image:
    """RGB or RGBA as a browser shows it without a profile: dyes photographed in Display P3 keep their hue."""
    profile = image.info.get("icc_profile")
    clear = image.mode in {"LA", "PA", "RGBA", "La", "RGBa"} or "transparency" in image.info
    if not profile or clear or image.mode not in {"RGB", "CMYK"}:
        return image.convert("RGBA" if clear else "RGB")
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        changed = ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        changed = None
    return changed or image.convert("RGB")


def _opened(content: bytes) -> Image.Image:
    """Header read, nothing decoded yet: all limits are checked before a pixel is."""
    if not content:
        raise PictureRefused("empty")
    if len(content) > MOST_UPLOAD_BYTES:
        raise PictureRefused("too_heavy")
    try:
        image = Image.open(io.BytesIO(content), formats=["JPEG", "PNG", "WEBP"])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise PictureRefused("pixels") from bomb
    except UnidentifiedImageError as unknown:
        raise PictureRefused("format") from unknown
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise PictureRefused("pixels")
    if max(width, height) > LONGEST_TO_SHORTEST * min(width, height):
        raise PictureRefused("shape")
    if image.format != "MPO" and getattr(image, "n_frames", 1) > 1:  # MPO: phones hide a second JPEG in one
        raise PictureRefused("animated")
    return image


@contextmanager
def _refusing() -> Iterator[None]:
    """A decoder fed by a stranger may raise anything; whatever it raises means the same to the person."""
    try:
        yield
    except PictureRefused:
        raise
    except Exception as broken:
        raise PictureRefused("broken") from broken


def _most_bytes(width: int) -> int:
    return next(
        (most for limit, most in sorted(MOST_BYTES.items()) if width <= limit), max(MOST_BYTES.values())
    )


def _within(image: Image.Image, kind: Kind, most: int) -> Picture:
    """The best quality that fits; a picture of pure noise is made narrower until it does."""
    while True:
        for quality in QUALITIES[kind]:
            content = _encoded(image, kind, quality)
            if len(content) <= most or max(image.size) <= SMALLEST_SIDE:
                return Picture(kind, image.width, image.height, content)
        image = image.resize((max(1, image.width * 3 // 4), max(1, image.height * 3 // 4)))


def _encoded(image: Image.Image, kind: Kind, quality: int) -> bytes:
    out = io.BytesIO()
    if kind == "avif":
        image.save(out, "AVIF", quality=quality, speed=8, max_threads=1)
    elif kind == "webp":
        image.save(out, "WEBP", quality=quality, method=4)
    else:
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
    return out.getvalue()
