"""A check's report as its batch keeps it, and entries as rows: texts cut to size, no NIK in sight."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sentra.crafts.models import ImportBatch, RegistryEntry
from sentra.crafts.registry.craft_names import craft_of
from sentra.crafts.registry.entries import Entry, Report, RowResult
from sentra.crafts.registry.reasons import Message
from sentra.people.nik import Sealer

LARGEST = 2_147_483_647  # of a PostgreSQL integer
MOST_WORKERS = 32_767
_NIK = re.compile(r"(?<!\d)\d{4}([\s.\-]?\d{4}){3}(?!\d)")

Json = dict[str, Any]


def text(value: str, most: int = 300) -> str:
    """As the list has it, cut to size; whoever typed a NIK into another column finds it veiled."""
    if "\x00" in value or not value.isascii():
        value = value.replace("\x00", "").encode("utf-8", "replace").decode()
    if len(value) >= 16:
        value = _NIK.sub(lambda found: "•" * 12 + found.group()[-4:], value)
    return value[:most]


def kept(report: Report, mapping: Mapping[str, str], beside: Sequence[int] = ()) -> str:
    """What the preview needs, as JSON: rows with their messages, what was left out, the columns as read.

    Row by row into one text: as objects, 45,000 rows would stand beside the report once more. `beside` are
    the lists that had been taken over when this one was checked.
    """
    about = {
        "left_out": [[line.sheet, line.row, line.kind, text(line.text, 160)] for line in report.left_out],
        "sheets": [
            {
                "name": text(sheet.name, 60), "people": sheet.people, "top": sheet.header_top,
                "columns": [[text(one.header, 80), one.field, one.how] for one in sheet.columns],
            }
            for sheet in report.sheets
        ],
        "about_file": [_message(one) for one in report.about_file],
        "mapping": dict(mapping), "beside": list(beside),
    }  # fmt: skip
    rows = ",".join(json.dumps(_row(row)) for row in report.rows)
    return f'{{"rows": [{rows}], {json.dumps(about)[1:]}'


def _row(row: RowResult) -> Json:
    entry = row.entry
    return {
        "sheet": text(row.sheet, 60), "row": row.row, "outcome": row.outcome, "known": bool(row.known_ref),
        "warned": bool(row.warnings), "says": [_message(one) for one in row.messages],
        "name": text(entry.name.text, 160), "village": entry.place.village or entry.place.subdistrict,
        "village_text": text(entry.place.village_text, 120), "craft": text(entry.craft, 120),
        "product": text(entry.product, 160), "capacity": text(entry.capacity.text, 120),
        "low": entry.capacity.low, "high": entry.capacity.high, "unit": entry.capacity.unit,
        "phone": entry.phones.primary, "nik": entry.nik.nik[-4:], "active": entry.status.active,
    }  # fmt: skip


def _message(one: Message) -> list[Any]:
    told = {name: text(value, 160) if isinstance(value, str) else value for name, value in one.params.items()}
    return [one.code, one.field, told]


def message_of(told: list[Any]) -> Message:
    """A message as it was kept."""
    code, field, params = told
    return Message(code, field, params)


def entries_of(report: Report, batch: ImportBatch, seal: Sealer) -> Iterator[RegistryEntry]:
    """The accepted makers who are not known yet, as rows of this batch."""
    return (
        entry_row(row, batch, seal) for row in report.rows if row.outcome == "accepted" and not row.known_ref
    )


def entry_row(row: RowResult, batch: ImportBatch, seal: Sealer) -> RegistryEntry:
    """One maker as a row. Where only the sub-district is certain, the place is the sub-district."""
    entry = row.entry
    made = RegistryEntry(
        batch=batch, sheet=text(row.sheet, 60), row=row.row, name=text(entry.name.text, 160),
        business=text(entry.business, 160), address=text(entry.address, 300),
        village_id=entry.place.village or entry.place.subdistrict or None,
        village_text=text(entry.place.village_text, 120),
        subdistrict_text=text(entry.place.subdistrict_text, 120),
        craft_id=craft_of(entry.craft, entry.product), craft_text=text(entry.craft, 120),
        product_text=text(entry.product, 160), phone=entry.phones.primary,
        phone_other=next(iter(entry.phones.others), ""), sells_as=list(entry.selling.stages),
        sells_to=text(entry.sold_to, 120), note=text(entry.status.text, 300),
        active=entry.status.active, inactive_reason=entry.status.reason,
        workers=_at_most(entry.workers, MOST_WORKERS),
    )  # fmt: skip
    _add_capacity(made, entry)
    if entry.nik.nik:
        nik = seal.seal(entry.nik.nik)
        made.nik_sealed, made.nik_hash, made.nik_last4 = nik.seal, nik.hash, nik.last4
    return made


def _add_capacity(made: RegistryEntry, entry: Entry) -> None:
    capacity = entry.capacity
    made.capacity_text, made.unit = text(capacity.text, 120), text(capacity.unit, 30)
    made.capacity_low = _at_most(capacity.low, LARGEST)
    made.capacity_high = _at_most(capacity.high, LARGEST)


def _at_most(number: int | None, most: int) -> int | None:
    return None if number is None or number > most else number
