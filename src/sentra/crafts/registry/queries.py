"""What screens and the check ask of an office's imports: who is known, a preview."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext

from sentra.crafts.models import ImportBatch, RegistryEntry
from sentra.crafts.registry.check import FIELDS
from sentra.crafts.registry.entries import KnownMaker
from sentra.crafts.registry.stored import message_of
from sentra.people.nik import masked
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
    trouble: str = ""  # why a job could not take it over or check it again
    stale: bool = False  # other lists came or went since it was checked
    sheets: tuple[SheetShown, ...] = ()
    about_file: tuple[str, ...] = ()
    left_out: tuple[LeftOutRow, ...] = ()
    fields: tuple[str, ...] = FIELDS


ABOUT = """
SELECT (report - 'rows')::text, coalesce(report -> 'beside', '[]') <> (
  SELECT coalesce(jsonb_agg(other.id ORDER BY other.id), '[]') FROM crafts_importbatch AS other
  WHERE other.tenant_id = batch.tenant_id AND other.state = 'committed')
FROM crafts_importbatch AS batch WHERE id = %s
"""


def batches() -> list[BatchShown]:
    """The last fifty imports of the office, the newest first. One query; reports stay where they are."""
    found = ImportBatch.objects.defer("report").order_by("-checked_at", "-pk")[:PAGE]
    return [_shown(batch, {}) for batch in found]


def batch(batch_id: int) -> BatchShown:
    """One import with its columns and what was left out. Two queries. Raises ImportBatch.DoesNotExist."""
    found = ImportBatch.objects.defer("report").get(pk=batch_id)
    with connection.cursor() as cursor:
        cursor.execute(ABOUT, [batch_id])
        report, stale = cursor.fetchone()
    return replace(
        _shown(found, json.loads(report)), stale=stale and found.state == ImportBatch.State.CHECKED
    )


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
