"""In which stages the maker sells: raw, half finished, finished ("jadi & setengah jadi" is two of them)."""

import re
from dataclasses import dataclass
from typing import Literal

from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import is_nothing, key, text_of
from sentra.kernel.tables import Cell

Stage = Literal["raw", "half_finished", "finished"]
ORDER: tuple[Stage, ...] = ("raw", "half_finished", "finished")

_HALF = re.compile(r"(?:1\s*/\s*2|setengah|stengah|stgh|stghh|1/2|semi)\s*-?\s*(?:jadi|finish\w*)?", re.I)
_WORDS: dict[str, Stage] = {
    "half": "half_finished", "mentah": "raw", "bahan mentah": "raw", "barang mentah": "raw",
    "bahan baku": "raw",
    "raw": "raw", "jadi": "finished", "barang jadi": "finished", "produk jadi": "finished",
    "siap pakai": "finished",
    "finish": "finished", "finished": "finished", "siap jual": "finished", "barang half": "half_finished",
    "produk half": "half_finished",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class SellingForm:
    stages: tuple[Stage, ...]
    text: str = ""
    messages: tuple[Message, ...] = ()


def clean_selling_form(cell: Cell) -> SellingForm:
    """The stages in the order of making; nothing when the list does not say; unknown words leave it open."""
    text = text_of(cell)
    if is_nothing(text):
        return SellingForm(())
    parts = re.split(r"[&+,;/]|\bdan\b|\bmaupun\b", _HALF.sub(" half ", text), flags=re.I)
    stages = {_WORDS.get(key(part)) for part in parts if key(part)}
    if None in stages or not stages:
        return SellingForm((), text, (message("selling_form_unknown", "selling_form", text=text[:60]),))
    return SellingForm(tuple(stage for stage in ORDER if stage in stages), text)
