"""A large list is received now and checked by a job: the officer may go on working meanwhile.

A received batch is a checked one without counts; the job fills them in, or says why the file cannot be used.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext
from procrastinate.contrib.django import app

from sentra.crafts.models import ImportBatch
from sentra.crafts.registry.checking import checked, must_make_sense
from sentra.crafts.registry.keeping import keep, locked, note, noted, open_batch, remember
from sentra.crafts.registry.refused import source_of
from sentra.kernel import files
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.nik import Sealer
from sentra.people.roles import Permission

LARGE_BYTES: Final = 250_000
"""About 3,000 makers as xlsx: from here on the check takes longer than a person waits for a page."""

JOB: Final = "sentra.crafts.jobs.check_received_file"
MIME: Final = "application/octet-stream"


@operation(needs=Permission.IMPORT_REGISTRY)
def receive_file(*, content: bytes, name: str, by: Actor, at: datetime) -> ImportBatch:
    """Keep a large file and ask for its check; the job is there if and only if the file is."""
    file = files.store(content, name=name, mime=MIME, at=at)
    batch: ImportBatch = ImportBatch.objects.create(
        file_name=name[:160], sha256=file.sha256, counts={}, report={"rows": [], "mapping": {}}, file=file,
        checked_at=at,
    )  # fmt: skip
    app.configure_task(JOB).defer(tenant_id=by.tenant_id, batch_id=batch.pk, user_id=by.user_id)
    return batch


@operation(needs=Permission.IMPORT_REGISTRY)
def ask_to_check(
    batch_id: int, *, mapping: Mapping[str, str] | None = None, by: Actor, at: datetime
) -> ImportBatch:
    """Let a job check a large list again, with the officer's `mapping` or as its columns were read before.

    Asking again while it waits is another try. Refuses what `confirm_columns` refuses.
    """
    must_make_sense(mapping or {})
    batch = open_batch(batch_id)
    if batch.counts:
        (before,) = noted(batch, "mapping")
        again = before if mapping is None else mapping
        note(batch, again=again, said=mapping is not None, before=batch.counts, trouble=None)
    batch.counts, batch.checked_at = {}, at
    batch.save(update_fields=["counts", "checked_at"])
    app.configure_task(JOB).defer(tenant_id=by.tenant_id, batch_id=batch.pk, user_id=by.user_id)
    return batch


@operation(needs=Permission.IMPORT_REGISTRY)
def check_received(batch_id: int, *, seal: Sealer, by: Actor, at: datetime, today: date) -> ImportBatch:
    """Check a file that waits for it. Checked already: nothing changes.

    What cannot be read is said in the batch; one that had been checked before keeps that outcome.
    """
    batch = locked(batch_id)
    if batch.state != ImportBatch.State.CHECKED or batch.counts or batch.file is None:
        return batch
    office = Tenant.objects.get(pk=by.tenant_id)
    again, said, before = noted(batch, "again", "said", "before")
    try:
        found = checked(files.read(batch.file), office.district_code, seal=seal, today=today, mapping=again)
    except Refused as refusal:
        why = source_of(refusal)
        note(batch, **({"trouble": why, "again": None} if before else {"refused": why}))
        batch.counts, batch.checked_at = before or {"refused": 1}, at
        batch.save(update_fields=["counts", "checked_at"])
        return batch
    if said:
        remember(found, again, at)
    keep(batch, found, at)
    return batch


def is_waiting(counts: dict[str, int]) -> bool:
    """Received, and not checked yet."""
    return not counts


def refusal_of(batch_id: int) -> str:
    """Why the file of this batch could not be used, for the reader; empty when it could. One query."""
    found = ImportBatch.objects.values_list("report__refused", flat=True).get(pk=batch_id)
    return gettext(found) if found else ""
