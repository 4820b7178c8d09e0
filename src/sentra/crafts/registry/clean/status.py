"""What the remarks say about the person: died, moved, stopped, trained. Proposals for the officer, no
more.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import key, text_of
from sentra.kernel.tables import Cell

Reason = Literal["", "deceased", "moved", "stopped"]

_NOT = r"(?:tdk|tidak|tak|gak|non|sdh tdk|sudah tidak|sdh tidak)"
_DIED = re.compile(r"\b(?:meninggal|almarhum|almarhumah|alm|almh|wafat|mninggal|meningal|md)\b")
_OTHER = re.compile(
    r"\b(?:suami|istri|isteri|ayah|ibu|bapak|anak|orang tua|ortu|mertua|nenek|kakek)(?:nya)? (?:\w+ )?$"
)
_MOVED = re.compile(r"\b(?:pindah|pindahan keluar|domisili luar|keluar daerah|merantau)\b")
_STOPPED = re.compile(
    rf"\b(?:{_NOT} ?aktif|nonaktif|berhenti|vakum|tutup"
    rf"|{_NOT} (?:produksi|berproduksi|bekerja|menganyam|membatik)|pensiun)\b"
)
_TRAINED = re.compile(r"\b(?:pelatihan|dilatih|diklat|bimtek)\b")
_UNTRAINED = re.compile(r"\b(?:belum|blm|tidak|tdk|tak)(?: \w+){0,2} (?:pelatihan|dilatih|diklat|bimtek)\b")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class Status:
    """`active` is a proposal. `trained`: True, False, or None when the list does not say; `year` of the
    training.
    """

    active: bool = True
    reason: Reason = ""
    trained: bool | None = None
    trained_year: int | None = None
    text: str = ""
    messages: tuple[Message, ...] = ()


def clean_status(cell: Cell, *, name_says_deceased: bool = False) -> Status:
    """Reads the remarks column, together with an "alm." in front of the name."""
    return _read(text_of(cell), name_says_deceased=name_says_deceased)


@lru_cache(maxsize=10_000)
def _read(text: str, *, name_says_deceased: bool) -> Status:
    words = key(text)
    reason, said = _reason(words, text)
    if name_says_deceased and not reason:
        reason, said = "deceased", [message("proposed_deceased", "name", text="alm.")]
    trained, year = None, None
    if _UNTRAINED.search(words):
        trained = False
        said.append(message("training_no", "notes"))
    elif _TRAINED.search(words):
        found = _YEAR.search(words)
        trained, year = True, int(found.group()) if found else None
        said.append(message("training_yes", "notes", text=str(year or "")))
    return Status(not reason, reason, trained, year, text, tuple(said))


def _reason(words: str, text: str) -> tuple[Reason, list[Message]]:
    found: tuple[tuple[re.Pattern[str], Reason], ...] = (
        (_DIED, "deceased"), (_MOVED, "moved"), (_STOPPED, "stopped"),
    )  # fmt: skip
    said: list[Message] = []
    for pattern, reason in found:
        if not (match := pattern.search(words)):
            continue
        if _OTHER.search(words[: match.start()]):
            said.append(message("status_about_other", "notes", text=text[:80]))
            continue
        return reason, [message(f"proposed_{reason}", "notes", text=text[:80])]
    return "", said
