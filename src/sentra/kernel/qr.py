"""QR codes as SVG that a strict content security policy lets through: no style, no script."""

import io

import segno

MOST_BYTES = 512
"""Longest content: QRIS payloads, links and card codes stay below, and denser codes fail cheap cameras."""

QUIET = 4
"""Light modules around the code, as ISO/IEC 18004 asks."""


def svg(text: str, *, title: str = "", inline: bool = True) -> str:
    """The code of `text` as one <svg class="qr"> without a size: the page's stylesheet gives it one.

    Error correction M (15 %), raised while the code stays as small. `title` is what a screen reader says.
    `inline=False` adds the XML namespace, for files and papers. Refuses (ValueError) nothing or > 512 bytes.
    """
    size = len(text.encode())
    if not 0 < size <= MOST_BYTES:
        msg = f"A QR code holds 1 to {MOST_BYTES} bytes, not {size}."
        raise ValueError(msg)
    code = segno.make_qr(text, error="m", boost_error=True)
    out = io.BytesIO()
    code.save(
        out, kind="svg", xmldecl=False, svgns=not inline, nl=False, border=QUIET, svgclass="qr",
        lineclass=None, omitsize=True, light="#fff", title=title or None,
    )  # fmt: skip
    return out.getvalue().decode()
