"""Papers: a Typst template and plain data in, the same PDF bytes out every time.

A port over the `typst` wheel: no system library, no network (a test forbids `@preview`), our own font.
Templates live in each app's `papers/` and say at their top which data they expect; `_letter.typ` here holds
what all papers share. A template refuses figures that do not add up, so a wrong paper is never printed.
"""

import json
from base64 import b64encode
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

ROOT: Final = Path(__file__).resolve().parents[1]
"""Templates and what they import are read below the package `sentra`, never outside it."""

FONTS: Final = ROOT / "kernel" / "papers" / "fonts"
ARCHIVABLE: Final = "a-2b"
"""PDF/A-2b (ISO 19005-2): fonts inside, nothing fetched; offices must open it in ten years."""


class PaperRefused(ValueError):
    """The template found a figure that does not add up or a missing part; the text says which."""


def render(template: str, data: Mapping[str, Any], *, at: datetime, fonts: Path = FONTS) -> bytes:
    """One PDF from `template` ("orders/papers/invoice.typ") and its data, dated `at`.

    Amounts are whole rupiah as int, days `date` or ISO text. The same arguments give the same bytes.
    Refuses (PaperRefused) what the template refuses, (ValueError) a template outside the package, a float,
    an instant without a zone.
    """
    return _compiled(template, data, at=at, fonts=fonts, format="pdf", pdf_standards=[ARCHIVABLE])[0]


def pictures(template: str, data: Mapping[str, Any], *, at: datetime, ppi: int = 110) -> list[bytes]:
    """The same paper as one PNG a page, for chats and screens. Refuses like `render`."""
    return _compiled(template, data, at=at, fonts=FONTS, format="png", ppi=ppi)


def as_json(data: Mapping[str, Any]) -> str:
    """The data as the template reads it: days as ISO text, whole numbers only (ValueError for a float)."""
    return json.dumps(_plain(data), ensure_ascii=False, sort_keys=True)


def picture_svg(content: bytes, *, mime: str, width: int, height: int) -> str:
    """A JPEG, PNG or WebP wrapped as SVG text, the one form in which a template takes pictures (`…_svg`)."""
    inside = (
        f'<image width="{width}" height="{height}" href="data:{mime};base64,{b64encode(content).decode()}"/>'
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{inside}</svg>'


def _compiled(
    template: str, data: Mapping[str, Any], *, at: datetime, fonts: Path, **output: Any
) -> list[bytes]:
    path = (ROOT / template).resolve()
    if not path.is_relative_to(ROOT) or path.suffix != ".typ" or not path.is_file():
        msg = f"No such template inside the package: {template}"
        raise ValueError(msg)
    if at.tzinfo is None:
        msg = "An instant names its zone."
        raise ValueError(msg)
    try:
        made = typst.compile(
            str(path), root=str(ROOT), font_paths=_fonts(fonts), sys_inputs={"data": as_json(data)},
            timestamp=int(at.timestamp()), **output,
        )  # fmt: skip
    except typst.TypstError as refusal:
        raise PaperRefused(str(refusal)) from refusal
    return made if isinstance(made, list) else [made]


@cache
def _fonts(folder: Path) -> typst.Fonts:
    """Read once a process; the machine's own fonts would make papers differ from server to server."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(folder)])


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int):
        return value
    msg = f"A paper takes text, whole numbers and days, not {type(value).__name__}."
    raise ValueError(msg)
