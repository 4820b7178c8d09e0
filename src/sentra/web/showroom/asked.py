"""What a visitor asked of the catalogue, read from the address. What cannot be read is left out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode
from uuid import UUID

from sentra.crafts.models import Stage
from sentra.showroom.queries import Filters, Order

TEXT, CRAFT, MOTIF, MAKER, VILLAGE = "cari", "kerajinan", "motif", "pengrajin", "desa"
LEAST, MOST, READY, FINISH, ORDER = "dari", "sampai", "ada", "tahap", "urut"
EXACTLY, AFTER = "persis", "setelah"
NAMES = (TEXT, CRAFT, MOTIF, MAKER, VILLAGE, LEAST, MOST, READY, FINISH, ORDER, EXACTLY)
NARROWING = (CRAFT, MOTIF, MAKER, VILLAGE, LEAST, MOST, READY, FINISH)
LONGEST = 100  # letters of a search
MOST_DIGITS = 12
PRICE = re.compile(r"(?:rp\.?)?\s*([0-9]{1,3}(?:[., ][0-9]{3})+|[0-9]+)(?:,[0-9]{1,2}|,-)?", re.ASCII)
"""Whole rupiah as people write them: 150000, Rp 150.000, 150.000,00."""
ODD = re.compile(r"[\x00-\x1f\x7f]+")
SHAPES = {
    CRAFT: r"[a-z0-9-]{1,40}",
    MOTIF: r"[0-9]{1,18}",
    VILLAGE: r"[0-9]{2}(\.[0-9]{2}){2}\.[0-9]{4}",
    READY: r"siap|pesan",
    FINISH: "|".join(Stage.Finish.values),
    ORDER: "|".join(Order),
    EXACTLY: "1",
}


@dataclass(frozen=True)
class Asked:
    """`said`: the readable part of the address, name → value. `after`: the row the page before ended with."""

    said: Mapping[str, str]
    filters: Filters
    after: str
    unread: tuple[str, ...] = ()  # prices that were typed and cannot be read, as typed

    @property
    def exactly(self) -> bool:
        """She wants her words as she typed them, not as we understood them."""
        return EXACTLY in self.said

    @property
    def narrowed(self) -> list[str]:
        return [name for name in NARROWING if name in self.said]

    def query(self, *without: str, **more: str) -> str:
        """The same question with something left out or added, from its first page."""
        kept = {name: value for name, value in self.said.items() if name not in without}
        return "?" + urlencode(kept | more)


def asked(address: Mapping[str, str], house: Filters) -> Asked:
    """Read the address. Strange values are left out, prices among them named; a range may be turned round."""
    said = {name: value for name in NAMES if (value := _read(name, address.get(name, "")))}
    if LEAST in said and MOST in said and int(said[LEAST]) > int(said[MOST]):
        said[LEAST], said[MOST] = said[MOST], said[LEAST]
    typed = {name: ODD.sub(" ", address.get(name, "")).strip()[:20] for name in (LEAST, MOST)}
    unread = tuple(value for name, value in typed.items() if value and name not in said)
    return Asked(said, _filters(said, house), address.get(AFTER, "")[:60], unread)


def _read(name: str, value: str) -> str:
    value = ODD.sub(" ", value).strip()
    if name == TEXT:
        return value[:LONGEST].strip()
    if name == MAKER:
        return _uuid(value)
    if name in {LEAST, MOST}:
        said = PRICE.fullmatch(value.lower())
        digits = re.sub(r"\D", "", said[1]) if said else ""
        return digits if len(digits) <= MOST_DIGITS else ""
    return value if re.fullmatch(SHAPES[name], value) else ""


def _uuid(value: str) -> str:
    try:
        return str(UUID(value))
    except ValueError:
        return ""


def _filters(said: Mapping[str, str], house: Filters) -> Filters:
    return replace(
        house,
        text=said.get(TEXT, ""),
        craft=said.get(CRAFT, ""),
        motif=int(said[MOTIF]) if MOTIF in said else None,
        maker=UUID(said[MAKER]) if MAKER in said else None,
        village=said.get(VILLAGE, ""),
        least_idr=int(said[LEAST]) if LEAST in said else None,
        most_idr=int(said[MOST]) if MOST in said else None,
        ready={"siap": True, "pesan": False}.get(said.get(READY, "")),
        finish=said.get(FINISH, ""),
        order=Order(said.get(ORDER, Order.NEWEST)),
    )
