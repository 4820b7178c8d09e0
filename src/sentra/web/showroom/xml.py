"""XML that leaves while it is written: pieces of text in, chunks of bytes out."""

import re
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

CHUNK = 16_000  # letters
ODD = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, even escaped (section 2.2)."""
FIRST = '<?xml version="1.0" encoding="UTF-8"?>\n'


def tag(name: str, value: str) -> str:
    return f"<{name}>{escape(ODD.sub(' ', value))}</{name}>"


def chunks(pieces: Iterable[str]) -> Iterator[bytes]:
    """The pieces in larger chunks: a socket is slow for many small ones."""
    held: list[str] = [FIRST]
    size = 0
    for piece in pieces:
        held.append(piece)
        size += len(piece)
        if size >= CHUNK:
            yield "".join(held).encode()
            held, size = [], 0
    if held:
        yield "".join(held).encode()
