"""One line of a list → one entry: every field through its cleaner, all that was said collected in column
order.
"""

import re
from collections.abc import Callable
from datetime import date
from functools import lru_cache

from sentra.crafts.registry.clean import (
    CleanNik,
    clean_capacity,
    clean_name,
    clean_nik,
    clean_phones,
    clean_selling_form,
    clean_status,
    clean_workers,
)
from sentra.crafts.registry.columns import Columns
from sentra.crafts.registry.entries import Entry
from sentra.crafts.registry.places import Found, Places
from sentra.crafts.registry.reasons import Message, message
from sentra.crafts.registry.rows import Line
from sentra.crafts.registry.words import is_nothing, key, plain_case, text_of
from sentra.kernel.identity import Sex
from sentra.kernel.tables import Cell

_SEXES: dict[str, Sex] = {
    "l": "L", "lk": "L", "laki": "L", "laki laki": "L", "pria": "L", "lelaki": "L",
    "p": "P", "pr": "P", "perempuan": "P", "wanita": "P",
}  # fmt: skip
_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ]((?:19|20)\d{2})")
_CRAFT_CAPACITY = lru_cache(maxsize=20_000)(clean_capacity)


def read_person(
    line: Line, columns: Columns, places: Places, *, today: date
) -> tuple[Entry, tuple[Message, ...]]:
    """The entry of one line and everything there is to say about it."""
    cell = line.cells.get
    name = clean_name(cell("name"))
    nik = clean_nik(cell("nik"), today=today, born_on=_day(cell("born_on")), sex=sex_of(cell("sex")))
    place = _place(line, places)
    phones = clean_phones(cell("phone"))
    header = columns.by_field["capacity"].header if "capacity" in columns.by_field else ""
    capacity = _CRAFT_CAPACITY(cell("capacity"), unit=cell("unit"), header=header)
    workers, about_workers = clean_workers(cell("workers"), cell("workers_male"), cell("workers_female"))
    selling = clean_selling_form(cell("selling_form"))
    status = clean_status(cell("notes"), name_says_deceased=name.deceased)
    craft, product = _craft(cell("craft")), _given(cell("product"), plain_case_of)
    entry = Entry(
        name=name, nik=nik, phones=phones, place=place, capacity=capacity, status=status, selling=selling,
        business=_given(cell("business")), address=_given(cell("address")), craft=craft, product=product,
        sold_to=_given(cell("sold_to")), workers=workers,
    )  # fmt: skip
    said = (
        *line.messages, *name.messages, *nik.messages, *_region(nik, place, places), *place.messages,
        *(() if craft or product else (message("craft_missing", "craft"),)),
        *capacity.messages, *about_workers, *phones.messages, *selling.messages, *status.messages,
    )  # fmt: skip
    return entry, said


def sex_of(cell: Cell) -> Sex | None:
    """L or P from what lists write: l, Lk, laki-laki, pr, perempuan."""
    return _SEXES.get(key(text_of(cell)))


def _place(line: Line, places: Places) -> Found:
    village, subdistrict, district, address = (
        text_of(line.cells.get(name)) for name in ("village", "subdistrict", "district", "address")
    )
    return places.find(village, subdistrict, district=district, address=address, heading=line.heading)


def _region(nik: CleanNik, place: Found, places: Places) -> tuple[Message, ...]:
    """People move and keep their number (PP 40/2019 art. 30): another region is only worth a look."""
    if not nik.nik or not place.subdistrict or nik.nik[:6] == place.subdistrict.replace(".", ""):
        return ()
    return (message("nik_region_differs", "nik", place=places.name_of[place.subdistrict]),)


def _given(cell: Cell, polish: Callable[[str], str] = str) -> str:
    text = text_of(cell)
    return "" if is_nothing(text) else polish(text)


def plain_case_of(text: str) -> str:
    return plain_case(text)[0]


def _craft(cell: Cell) -> str:
    """Crafts are grouped by their words, so all get one case: "ANYAMAN Purun" → "Anyaman purun"."""
    return _given(cell, lambda text: text[0].upper() + text[1:].lower())


def _day(cell: Cell) -> date | None:
    if isinstance(cell, date):
        return cell
    found = _DAY.search(text_of(cell))
    try:
        return date(int(found[3]), int(found[2]), int(found[1])) if found else None
    except ValueError:
        return None
