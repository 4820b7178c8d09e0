"""Sheets of labels to print: A4 to cut, and rolls of 80 and 58 mm."""

from collections.abc import Callable, Iterable
from datetime import datetime

from django.utils import translation

from sentra.kernel import pdf
from sentra.kernel.dates import written_short
from sentra.kernel.qr import svg
from sentra.origin.codes import LabelFacts, StageFacts
from sentra.origin.models import Label
from sentra.origin.queries import NamedMaker, code_of, facts_of
from sentra.origin.ways import Way

PAPER = "origin/papers/labels.typ"
SIZES = ("a4", "80", "58")


def label_sheet(
    labels: Iterable[Label],
    makers: Iterable[NamedMaker],
    *,
    house: str,
    size: str,
    address: Callable[[str], str],
    at: datetime,
) -> bytes:
    """The labels as PDF. `makers`: who agrees today to be named; `address`: the whole URL of a code."""
    with translation.override("id"):
        named = [_maker(one) for one in makers]
        told = [_label(one, named, address) for one in labels]
    return pdf.render(PAPER, {"org": {"name": house}, "size": size, "labels": told}, at=at)


def _label(label: Label, makers: list[str], address: Callable[[str], str]) -> dict[str, object]:
    facts, url = facts_of(label), address(code_of(label))
    return {
        "product": facts.product, "way": str(Way(facts.way).label), "motif": facts.motif,
        "materials": facts.materials, "stages": [_stage(one) for one in facts.stages], "makers": makers,
        "number": _number(facts), "url": url, "qr_svg": svg(url, inline=False),
    }  # fmt: skip


def _number(facts: LabelFacts) -> str:
    if facts.kind == "piece":
        return f"Lot {facts.lot} · no. {facts.serial}"
    return f"Lot {facts.lot} · {facts.pieces} buah"


def _stage(one: StageFacts) -> str:
    until = written_short(one.last_on)
    return f"{one.name}: {until}" if one.first_on == one.last_on else f"{one.name}: sampai {until}"


def _maker(one: NamedMaker) -> str:
    who = f"{one.name}, {one.village}" if one.village else one.name
    if one.paid_idr is None:
        return who
    low, high = (f"{idr:,}".replace(",", ".") for idr in one.paid_idr)
    return f"{who}: dibayar Rp{low}" + (f"–{high}" if low != high else "") + " per buah"
