"""A batch and its report in the database: locked, written, noted. A long report is never loaded whole."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext_lazy as _

from sentra.crafts.models import ColumnMemory, ImportBatch
from sentra.crafts.registry.checking import Checked
from sentra.crafts.registry.stored import kept
from sentra.crafts.registry.words import key
from sentra.kernel.errors import Refused


def locked(batch_id: int) -> ImportBatch:
    batch: ImportBatch = (
        ImportBatch.objects.select_for_update(of=("self",))
        .select_related("file")
        .defer("report")
        .get(pk=batch_id)
    )
    return batch


def open_batch(batch_id: int) -> ImportBatch:
    """Locked. Refuses one that was taken over."""
    batch = locked(batch_id)
    if batch.state != ImportBatch.State.CHECKED:
        raise Refused(_("This list was taken over already."))
    return batch


def keep(batch: ImportBatch, found: Checked, at: datetime) -> None:
    """The outcome of a check, in place of what stood there."""
    batch.counts, batch.checked_at = dict(found.report.counts()), at
    batch.save(update_fields=["counts", "checked_at"])
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE crafts_importbatch SET report = %s::jsonb WHERE id = %s",
            [kept(found.report, found.mapping, found.beside), batch.pk],
        )


def note(batch: ImportBatch, **facts: Any) -> None:
    """Add to the report, or write over, by name."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE crafts_importbatch SET report = report || %s::jsonb WHERE id = %s",
            [json.dumps(facts), batch.pk],
        )


def noted(batch: ImportBatch, *names: str) -> tuple[Any, ...]:
    """Parts of the report by name, None where it has none. One query."""
    found: tuple[Any, ...] = ImportBatch.objects.values_list(*(f"report__{name}" for name in names)).get(
        pk=batch.pk
    )
    return found


def remember(found: Checked, mapping: Mapping[str, str], at: datetime) -> None:
    """The officer's word for the columns holds for the next list with these headers."""
    for sheet in found.report.sheets:
        headers = [key(column.header) for column in sheet.columns]
        said = {header: field for header, field in mapping.items() if key(header) in headers}
        ColumnMemory.objects.update_or_create(headers=headers, defaults={"mapping": said, "confirmed_at": at})
