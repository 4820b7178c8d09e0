"""The words of a PDF made by Typst, page by page: enough to read our own papers back, no general reader."""

import re
import zlib

HEX = rb"<([0-9A-Fa-f]+)>"
FLAT = rb"(?:\\.|[^\\()])"
INNER = rb"\((?:" + FLAT + rb"|\(" + FLAT + rb"*\))*\)"
LITERAL = rb"\(((?:" + FLAT + rb"|" + INNER + rb")*)\)"  # brackets in pairs need no backslash in PDF
MANY = rb"\[((?:\((?:" + FLAT + rb"|" + INNER + rb")*\)|[-\d.\s])*)\]\s*TJ"
SHOWN = rb"/(f\d+) [\d.]+ Tf|" + MANY + rb"|" + LITERAL + rb"\s*Tj"
ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages(pdf: bytes) -> list[str]:
    """One string a page; runs of glyphs are joined by a space, non-breaking spaces become plain."""
    found = re.finditer(rb"/Type/Page/Resources (\d+) 0 R.*?/Contents (\d+) 0 R", pdf)
    return [_words(_stream(pdf, int(page[2])), _fonts(pdf, int(page[1]))) for page in found]


def lowest(pdf: bytes) -> float:
    """Where the lowest text of any page starts, in points above the lower edge; below zero it is lost."""
    contents = re.findall(rb"/Type/Page/Resources \d+ 0 R.*?/Contents (\d+) 0 R", pdf)
    starts = [re.findall(rb"1 0 0 -1 [-\d.]+ ([-\d.]+) cm", _stream(pdf, int(number))) for number in contents]
    return min(float(start) for page in starts for start in page)


def _thing(pdf: bytes, number: int) -> bytes:
    start = re.search(rb"(?:^|\n)%d 0 obj\s" % number, pdf)
    assert start
    return pdf[start.end() : pdf.index(b"endobj", start.end())]


def _stream(pdf: bytes, number: int) -> bytes:
    thing = _thing(pdf, number)
    length = int(re.search(rb"/Length (\d+)", thing)[1])
    start = pdf.index(b"stream\n", pdf.index(thing)) + len(b"stream\n")
    return zlib.decompress(pdf[start : start + length])


def _fonts(pdf: bytes, resources: int) -> dict[bytes, dict[int, str]]:
    fonts = {}
    for name, number in re.findall(rb"/(f\d+) (\d+) 0 R", _thing(pdf, resources)):
        unicode_of = int(re.search(rb"/ToUnicode (\d+)", _thing(pdf, int(number)))[1])
        fonts[name] = {
            int(glyph, 16): bytes.fromhex(text.decode()).decode("utf-16-be")
            for glyph, text in re.findall(HEX + rb"\s+" + HEX, _stream(pdf, unicode_of))
        }
    return fonts


def _literal(text: bytes) -> bytes:
    def plain(found: re.Match[bytes]) -> bytes:
        mark = found[1]
        return bytes([int(mark, 8)]) if mark.isdigit() else ESCAPES.get(mark, mark)

    return re.sub(rb"\\([0-7]{1,3}|.)", plain, text, flags=re.DOTALL)


def _words(content: bytes, fonts: dict[bytes, dict[int, str]]) -> str:
    words, glyphs = [], {}
    for font, many, one in re.findall(SHOWN, content, flags=re.DOTALL):
        if font:
            glyphs = fonts[font]
            continue
        parts = re.findall(LITERAL, many, flags=re.DOTALL) if many else [one]
        raw = b"".join(map(_literal, parts))
        words.append("".join(glyphs.get(raw[at] << 8 | raw[at + 1], "") for at in range(0, len(raw) - 1, 2)))
    return " ".join(words).replace("\u00a0", " ")
