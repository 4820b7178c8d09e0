"""The catalogue to print: cover, four goods a page, motif stories, makers who agreed; laid out part by part.

A part holds so few goods that their photographs fit in memory, whatever the whole comes to.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from typing import Any

from PIL import Image
from pypdf import PdfReader

from sentra.cooperative.annual.parts import joined
from sentra.kernel import pdf
from sentra.kernel.identity import phone_shown
from sentra.kernel.models import Tenant
from sentra.kernel.qr import svg
from sentra.people.models import Region
from sentra.showroom.queries import Filters, Listing, Picture, listing, makers, motifs
from sentra.showroom.queries.every import Offered, every

PAPER = "showroom/papers/catalogue.typ"
AT_ONCE = 24  # goods in a part: six pages
MOST_GOODS = 600
WIDEST = 700  # pixels of a photograph printed 84 mm wide: 210 dots an inch
QUALITY = 82
LONGEST = 170  # letters of a description
ABOUT_MAKERS = 3  # named beside a product


@dataclass(frozen=True)
class Press:
    """What the paper needs from outside: the house, whole addresses, a picture's bytes by its path."""

    house: Tenant
    home: str
    address: Callable[[Offered], str]
    photograph: Callable[[str], bytes]
    day: date
    at: datetime


def goods_of(slug: str) -> int:
    """How many goods the catalogue will hold."""
    return sum(1 for _one in islice(every(Filters(slug=slug)), MOST_GOODS))


def laid_out(press: Press) -> Iterator[tuple[str, bytes, int]]:
    """The parts with their titles, and how many goods are done after each."""
    slug, done, page = press.house.slug, 0, 2
    org = _org(press)
    shown = next((one for one in every(Filters(slug=slug)) if one.pictures), None)
    cover = _picture(shown.pictures, press, widest=1280) if shown else ""
    count = goods_of(slug)
    yield "Sampul", _made(press, org, part="cover", cover_svg=cover, count=count), 0
    goods = islice(every(Filters(slug=slug)), MOST_GOODS)
    while some := list(islice(goods, AT_ONCE)):
        told = [_good(one, found, press) for one in some if (found := listing(one.slug, one.code))]
        content = _made(press, org, part="goods", first_page=page, goods=told)
        page, done = page + len(PdfReader(io.BytesIO(content)).pages), done + len(some)
        yield some[0].name, content, done
    house = Filters(slug=slug)
    stories = [{"name": one.name, "story": one.story, "by": one.by} for one in motifs(house) if one.story]
    named = [{"name": one.name, "village": one.village} for one in makers(house)]
    people = _made(press, org, part="people", first_page=page, motifs=stories, makers=named)
    yield "Motif dan pengrajin", people, done


def bound(parts: list[tuple[str, bytes]]) -> bytes:
    """One file with a bookmark for each part."""
    return joined(parts)


def _made(press: Press, org: dict[str, str], **facts: Any) -> bytes:
    empty: dict[str, Any] = {
        "first_page": 1, "cover_svg": "", "count": 0, "goods": [], "motifs": [], "makers": [],
        "day": press.day, "org": org,
    }  # fmt: skip
    return pdf.render(PAPER, empty | facts, at=press.at)


def _org(press: Press) -> dict[str, str]:
    place = Region.objects.filter(pk=press.house.district_code).values_list("name", flat=True).first() or ""
    phone = phone_shown(press.house.phone) if press.house.phone else ""
    return {
        "name": press.house.name, "address": press.house.address, "contact": phone, "place": place,
        "url": press.home, "qr_svg": svg(press.home, inline=False),
    }  # fmt: skip


def _good(one: Offered, found: Listing, press: Press) -> dict[str, Any]:
    return {
        "name": one.name, "code": one.code, "craft": one.craft, "motif": one.motif, "unit": found.card.unit,
        "price_idr": one.price_idr, "sizes": ", ".join(found.sizes),
        "when": f"{one.ready} siap sekarang" if one.ready else "Dibuat sesuai pesanan",
        "description": _shortened(one.description), "makers": _named(found),
        "picture_svg": _picture(one.pictures, press), "qr_svg": svg(press.address(one), inline=False),
    }  # fmt: skip


def _named(found: Listing) -> str:
    names = [one.name for one in found.makers]
    more = len(names) - ABOUT_MAKERS
    return ", ".join(names[:ABOUT_MAKERS]) + (f" dan {more} lainnya" if more > 0 else "")


def _shortened(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= LONGEST else plain[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _picture(pictures: tuple[Picture, ...], press: Press, *, widest: int = WIDEST) -> str:
    pictures = tuple(one for one in pictures if one.photo == pictures[0].photo)
    kinds = {one.mime for one in pictures}
    kind = next((one for one in ("image/jpeg", "image/webp") if one in kinds), "")
    fitting = [one for one in pictures if one.mime == kind and one.width <= widest]
    if not fitting:
        return ""
    one = fitting[-1]
    content = _as_jpeg(press.photograph(one.path), one.mime)
    return pdf.picture_svg(content, mime="image/jpeg", width=one.width, height=one.height)


def _as_jpeg(content: bytes, mime: str) -> bytes:
    """PDF knows JPEG; a WebP would stand in it without loss, six times as heavy."""
    if mime == "image/jpeg":
        return content
    out = io.BytesIO()
    with Image.open(io.BytesIO(content), formats=["WEBP"]) as found:
        found.convert("RGB").save(out, "JPEG", quality=QUALITY, optimize=True)
    return out.getvalue()
