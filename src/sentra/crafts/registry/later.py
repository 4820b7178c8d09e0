"""A large list is received now and checked by a job: the officer may go on working meanwhile.

A received batch is a checked one without counts; the job fills them in, or says why the file cannot be used.
"""

from datetime import date, datetime
from typing import Final

from django.utils.translation import gettext
from procrastinate.contrib.django import app

from sentra.crafts.models import ImportBatch
from sentra.crafts.registry.checking import checked
from sentra.crafts.registry.refused import source_of
from sentra.crafts.registry.stored import kept
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
def check_received(batch_id: int, *, seal: Sealer, by: Actor, at: datetime, today: date) -> ImportBatch:
    """Check a received file; what cannot be read is said in the batch. Checked already: nothing changes."""
    batch: ImportBatch = (
        ImportBatch.objects.select_for_update(of=("self",)).select_related("file").get(pk=batch_id)
    )
    if batch.state != ImportBatch.State.CHECKED or batch.counts or batch.file is None:
        return batch
    office = Tenant.objects.get(pk=by.tenant_id)
    try:
        report, used = checked(files.read(batch.file), office.district_code, seal=seal, today=today)
    except Refused as refusal:
        batch.counts, batch.report = {"refused": 1}, batch.report | {"refused": source_of(refusal)}
    else:
        batch.counts, batch.report = dict(report.counts()), kept(report, used)
    batch.checked_at = at
    batch.save(update_fields=["counts", "report", "checked_at"])
    return batch


def is_waiting(counts: dict[str, int]) -> bool:
    """Received, and not checked yet."""
    return not counts


def refusal_of(batch_id: int) -> str:
    """Why the file of this batch could not be used, for the reader; empty when it could. One query."""
    found = ImportBatch.objects.values_list("report__refused", flat=True).get(pk=batch_id)
    return gettext(found) if found else ""
