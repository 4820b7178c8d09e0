"""Pictures people take: a big JPEG as a phone's camera makes it."""

from functools import cache
from io import BytesIO
from typing import TypedDict

from sentra.web.craftart import picture


class Upload(TypedDict):
    """A file as the browser's file chooser hands it over."""

    name: str
    mimeType: str
    buffer: bytes


@cache
def drawn(kind: str, seed: int, size: tuple[int, int] = (1200, 900), stage: str = "finished") -> bytes:
    out = BytesIO()
    picture(kind, seed, size, stage=stage).save(out, "JPEG", quality=88)
    return out.getvalue()


def photo(name: str, seed: int = 1, stage: str = "finished") -> Upload:
    """A photograph to be chosen in a form."""
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": drawn("tas-purun", seed, stage=stage)}
