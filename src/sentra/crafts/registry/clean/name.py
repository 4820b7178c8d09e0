"""A person's name: capitals become a name again, "alm." becomes a fact, oddities are shown."""

import re
from dataclasses import dataclass
from functools import lru_cache

from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.words import is_nothing, key, text_of
from sentra.kernel.tables import Cell

_NUMBERED = re.compile(r"\A\(?\d{1,5}\s*[.)]\s*(?=\D)")
_DECEASED = re.compile(r"[\s,]*\(?\b(?:alm|almh|almarhum|almarhumah)\b\.?\)?[\s,]*", re.I)
_WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")
_ALLOWED = re.compile(r"[^\W\d_][\w\s.,'’`()/&@-]*")
_GROUP = re.compile(
    r"(?:kelompok|kub|ud|cv|pt|koperasi|kop|toko|kelp|klp|ukm|umkm|ikm|poktan|paguyuban|sanggar"
    r"|rumah produksi)\b"
)
_TWO = re.compile(r"\s*[/&]\s*|\s+dan\s+", re.I)
_TITLES = re.compile(
    r"\b(?:h|hj|haji|hajah|hajjah|drs?|dra|ir|alm|almh|ibu|bapak|bpk|sdr|sdri|ny|tn|kh|ust|ustadz)\b"
)
_MUHAMMAD = re.compile(r"\b(?:muh|moh|mohd|mhd|md|muhamad|mohamad|mohammad|muhd|moch|mochamad)\b")
SMALL = {"bin", "binti", "dan", "van", "alias"}


@dataclass(frozen=True, slots=True)
class CleanName:
    """`text` is "" when nobody is named. `deceased` if the name itself says so (alm., almh.)."""

    text: str
    deceased: bool = False
    messages: tuple[Message, ...] = ()


def clean_name(cell: Cell) -> CleanName:
    """Trimmed; ALL CAPITALS and all small letters become Name Case, anything else keeps its letters."""
    written = text_of(cell)
    if is_nothing(written):
        return CleanName("")
    said: list[Message] = []
    text = _NUMBERED.sub("", written)
    if text != written:
        said.append(message("name_numbered", "name"))
    text, deceased = _DECEASED.subn(" ", text)
    text = text.strip(" ,.-;:") + ("." if re.search(r"\.[A-Za-z]{1,3}\.$", text.strip()) else "")
    if not _WORD.search(text):
        return CleanName("", deceased=bool(deceased), messages=(message("name_strange", "name"),))
    cased = _name_case(text)
    if cased != text:
        said.append(message("name_case", "name"))
    said.extend(_oddities(cased))
    return CleanName(cased, bool(deceased), tuple(said))


def _oddities(name: str) -> list[Message]:
    if _GROUP.match(key(name)):
        return [message("name_not_person", "name", text=name)]
    if _TWO.search(name):
        return [message("name_two", "name")]
    if not _ALLOWED.fullmatch(name) or any(letter.isdigit() for letter in name) or len(name) < 2:
        return [message("name_strange", "name")]
    return []


def _name_case(text: str) -> str:
    """Only when the letters say nothing: what stands behind a comma (a degree) is never touched."""
    name, comma, degrees = text.partition(",")
    if not (name.isupper() or name.islower()) or len(name) < 2:
        return text
    return _WORD.sub(_capital, name) + comma + degrees


def _capital(word: re.Match[str]) -> str:
    small = word.group().lower()
    return small if small in SMALL and word.start() else small[0].upper() + small[1:]


@lru_cache(maxsize=100_000)
def name_key(name: str) -> str:
    """What two spellings of one name share: no titles, spaces, points or case; Muh., Moh. and M. alike."""
    words = _TITLES.sub(" ", key(name.partition(",")[0]))
    words = _MUHAMMAD.sub("muhammad", re.sub(r"\A\s*m\s+(?=\w{2})", "muhammad ", words))
    return words.replace(" ", "") or key(name).replace(" ", "")
