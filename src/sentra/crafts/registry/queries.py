"""What screens and the check ask of an office's registry: who is known, a preview, the list."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.translation import gettext

from sentra.crafts.models import ImportBatch, RegistryEntry
from sentra.crafts.registry.check import FIELDS
from sentra.crafts.registry.entries import KnownMaker
from sentra.crafts.registry.stored import message_of
from sentra.people.nik import masked
from sentra.people.queries import places
from sentra.people.regions import all_regions

PAGE = 50
KNOWN_COLUMNS = (
    "pk", "name", "nik_hash", "village_id", "village_text", "phone", "phone_other", "business", "address",
    "craft_text", "product_text",
)  # fmt: skip


def known_makers() -> Iterator[KnownMaker]:
    """Everybody in the registry, as the check compares them. One query."""
    rows = RegistryEntry.objects.order_by("pk").values_list(*KNOWN_COLUMNS)
    for pk, name, nik, place, village, *phones, business, address, craft, product in rows.iterator():
        exact = (place or "").count(".") == 3
        yield KnownMaker(
            ref=str(pk), name=name, nik_key=nik, village=place if exact else "",
            subdistrict="" if exact else place or "", village_text=village,
            phones=tuple(filter(None, phones)), business=business, address=address,
            craft=craft, product=product,
        )  # fmt: skip


@dataclass(frozen=True)
class Said:
    """A message about a row. `level`: rejected, duplicate, warning, note. `column`: the field it is about."""

    level: str
    code: str
    column: str
    sentence: str


@dataclass(frozen=True)
class PreviewRow:
    """One person's row of the file. `number` orders the pages; `row` is what Excel shows."""

    number: int
    sheet: str
    row: int
    outcome: str  # accepted, rejected, duplicate
    known: bool
    name: str
    nik_masked: str
    village: str  # matched; "" when only the text is known
    subdistrict: str
    village_text: str
    craft: str
    product: str
    capacity: str
    low: int | None
    high: int | None
    unit: str
    phone: str
    active: bool
    says: tuple[Said, ...]


@dataclass(frozen=True)
class ColumnRead:
    header: str
    field: str  # "" when it was left aside
    how: str  # word, part, alike, officer, or ""


@dataclass(frozen=True)
class SheetShown:
    name: str
    people: int
    header_row: int
    columns: tuple[ColumnRead, ...]


@dataclass(frozen=True)
class LeftOutRow:
    sheet: str
    row: int
    kind: str
    text: str


@dataclass(frozen=True)
class BatchShown:
    """A batch without its rows. `counts` as `Report.counts()`; empty sheets after undoing."""

    batch_id: int
    file_name: str
    state: str
    state_label: str
    counts: dict[str, int]
    checked_at: datetime
    committed_at: datetime | None
    undone_at: datetime | None
    asked_at: datetime | None = None
    trouble: str = ""  # why a job could not take it over
    sheets: tuple[SheetShown, ...] = ()
    about_file: tuple[str, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    fields: tuple[str, ...] = FIELDS


def batches() -> list[BatchShown]:
    """The last fifty imports of the office, the newest first. One query; reports stay where they are."""
    found = ImportBatch.objects.defer("report").order_by("-checked_at", "-pk")[:PAGE]
    return [_shown(batch, {}) for batch in found]


def batch(batch_id: int) -> BatchShown:
    """One import with its columns and what was left out. Two queries. Raises ImportBatch.DoesNotExist."""
    found = ImportBatch.objects.defer("report").get(pk=batch_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT (report - 'rows')::text FROM crafts_importbatch WHERE id = %s", [batch_id])
        return _shown(found, json.loads(cursor.fetchone()[0]))


def _shown(found: ImportBatch, report: dict[str, Any]) -> BatchShown:
    trouble = report.get("trouble")
    return BatchShown(
        batch_id=found.pk,
        file_name=found.file_name,
        state=found.state,
        state_label=str(ImportBatch.State(found.state).label),
        counts=found.counts,
        checked_at=found.checked_at,
        committed_at=found.committed_at,
        undone_at=found.undone_at,
        asked_at=found.asked_at,
        trouble=gettext(trouble) if trouble else "",
        sheets=tuple(
            SheetShown(
                one["name"], one["people"], one["top"], tuple(ColumnRead(*it) for it in one["columns"])
            )
            for one in report.get("sheets", ())
        ),
        about_file=tuple(message_of(one).sentence(gettext) for one in report.get("about_file", ())),
        left_out=tuple(LeftOutRow(*one) for one in report.get("left_out", ())),
    )


ROWS = """
SELECT number, said::text
FROM crafts_importbatch, jsonb_array_elements(report -> 'rows') WITH ORDINALITY AS each (said, number)
WHERE id = %(batch)s AND number > %(after)s AND (%(outcome)s = '' OR said ->> 'outcome' = %(outcome)s)
  AND (NOT %(warned)s OR (said ->> 'warned')::boolean)
ORDER BY number LIMIT %(size)s
"""


@dataclass(frozen=True)
class PreviewPage:
    rows: tuple[PreviewRow, ...]
    next_after: int | None


def batch_rows(
    batch_id: int, *, outcome: str = "", warned: bool = False, after: int = 0, size: int = PAGE
) -> PreviewPage:
    """A page of the preview: all rows, one outcome, or only those with warnings. One query.

    Only the rows of the page leave the database, however long the list. Row security holds here too.
    """
    asked: dict[str, str | int | bool] = {
        "batch": batch_id,
        "outcome": outcome,
        "warned": warned,
        "after": after,
        "size": size + 1,
    }
    with connection.cursor() as cursor:
        cursor.execute(ROWS, asked)
        rows = [_preview(number, json.loads(said)) for number, said in cursor.fetchall()]
    return PreviewPage(tuple(rows[:size]), rows[size - 1].number if len(rows) > size else None)


def _preview(number: int, row: dict[str, Any]) -> PreviewRow:
    village, subdistrict = _names(row["village"])
    return PreviewRow(
        number=number, sheet=row["sheet"], row=row["row"], outcome=row["outcome"], known=row["known"],
        name=row["name"], nik_masked=masked(row["nik"]), village=village, subdistrict=subdistrict,
        village_text=row["village_text"], craft=row["craft"], product=row["product"],
        capacity=row["capacity"], low=row["low"], high=row["high"], unit=row["unit"], phone=row["phone"],
        active=row["active"],
        says=tuple(said(one) for one in row["says"]),
    )  # fmt: skip


def _names(code: str) -> tuple[str, str]:
    """(village, sub-district) from the files, without asking the database."""
    known = all_regions().places
    if code.count(".") < 3:
        return "", known[code].name if code in known else ""
    return known[code].name, known[known[code].parent].name


def said(told: list[Any]) -> Said:
    """A kept message in the language that is active."""
    one = message_of(told)
    return Said(one.severity, one.code, one.field, one.sentence(gettext))


@dataclass(frozen=True)
class RegistryRow:
    """A maker as the office knows her. Capacity in whole `unit`s a month."""

    entry_id: int
    uid: str
    name: str
    business: str
    nik_masked: str
    village: str
    subdistrict: str
    craft: str
    product: str
    capacity: str
    low: int | None
    high: int | None
    unit: str
    workers: int | None
    phone: str
    sells_as: tuple[str, ...]
    sells_to: str
    note: str
    active: bool
    inactive_reason: str  # deceased, moved, stopped
    batch_id: int | None


@dataclass(frozen=True)
class RegistryPage:
    rows: tuple[RegistryRow, ...]
    next_after: int | None


def registry(
    *, search: str = "", village_code: str = "", craft_code: str = "", active: bool | None = None,
    batch_id: int | None = None, after: int | None = None, size: int = PAGE,
) -> RegistryPage:  # fmt: skip
    """The office's makers by name, a page at a time. One query, two with `after` (the last entry before)."""
    found = _entries(search, village_code, craft_code, active)
    if batch_id is not None:
        found = found.filter(batch_id=batch_id)
    if after is not None:
        last = RegistryEntry.objects.filter(pk=after).values_list("name", "pk").first()
        if last is not None:
            found = found.filter(Q(name__gt=last[0]) | Q(name=last[0], pk__gt=last[1]))
    rows = [_entry(entry) for entry in found.order_by("name", "pk")[: size + 1]]
    return RegistryPage(tuple(rows[:size]), rows[size - 1].entry_id if len(rows) > size else None)


def registry_count(
    *, search: str = "", village_code: str = "", craft_code: str = "", active: bool | None = None
) -> int:
    """How many makers the list has in all."""
    return _entries(search, village_code, craft_code, active).count()


def _entries(
    search: str,
    village_code: str,
    craft_code: str,
    active: bool | None,  # noqa: FBT001
) -> QuerySet[RegistryEntry]:
    found: QuerySet[RegistryEntry] = RegistryEntry.objects.select_related("village__parent", "craft")
    if village_code:
        found = found.filter(Q(village_id=village_code) | Q(village__code__startswith=f"{village_code}."))
    if craft_code:
        found = found.filter(craft_id=craft_code)
    if active is not None:
        found = found.filter(active=active)
    for word in search.split():
        found = found.filter(
            Q(name__icontains=word) | Q(business__icontains=word) | Q(village__name__icontains=word)
            | Q(village_text__icontains=word) | Q(product_text__icontains=word)
        )  # fmt: skip
    return found


def _entry(entry: RegistryEntry) -> RegistryRow:
    village, subdistrict = places(entry.village)
    return RegistryRow(
        entry_id=entry.pk, uid=str(entry.uid), name=entry.name, business=entry.business,
        nik_masked=masked(entry.nik_last4), village=village or entry.village_text,
        subdistrict=subdistrict or entry.subdistrict_text,
        craft=entry.craft.name if entry.craft else entry.craft_text, product=entry.product_text,
        capacity=entry.capacity_text, low=entry.capacity_low, high=entry.capacity_high, unit=entry.unit,
        workers=entry.workers, phone=entry.phone, sells_as=tuple(entry.sells_as), sells_to=entry.sells_to,
        note=entry.note, active=entry.active, inactive_reason=entry.inactive_reason, batch_id=entry.batch_id,
    )  # fmt: skip
