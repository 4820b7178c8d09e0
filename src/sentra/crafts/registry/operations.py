"""The office's import as verbs: check a file, correct its columns, take it over, undo, drop.

What a file holds is decided anew each time from its bytes and from what is known at that moment; the check's
report is only shown. Files stand in the private store until the batch is undone or dropped.
"""

from collections.abc import Mapping
from datetime import date, datetime
from itertools import islice
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _
from procrastinate.contrib.django import app

from sentra.crafts.models import ImportBatch, RegistryEntry
from sentra.crafts.pictures import discard
from sentra.crafts.registry import bulk
from sentra.crafts.registry.checking import Checked, checked, must_make_sense
from sentra.crafts.registry.entries import Report
from sentra.crafts.registry.keeping import keep, locked, note, noted, open_batch, remember
from sentra.crafts.registry.refused import source_of
from sentra.crafts.registry.stored import entries_of
from sentra.kernel import files
from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Tenant
from sentra.kernel.operation import operation
from sentra.people.nik import Sealer
from sentra.people.roles import Permission

MIME: Final = "application/octet-stream"  # never shown, only read again by us
ROWS_AT_ONCE: Final = 1_000
TAKE_OVER: Final = "sentra.crafts.jobs.take_over_list"
LARGE_ROWS: Final = 500
"""From here on taking over is a job: 45,000 makers take most of a minute."""

State = ImportBatch.State


@operation(needs=Permission.IMPORT_REGISTRY)
def check_file(
    *, content: bytes, name: str, seal: Sealer, mapping: Mapping[str, str] | None = None,
    by: Actor, at: datetime, today: date,
) -> ImportBatch:  # fmt: skip
    """Read an office's list and keep the report for its preview; nobody is taken over yet.

    `mapping` (header text → field, "" leaves the column aside) beats what this office confirmed for these
    headers before. Refuses (field "file") what is no table of makers, and a file that is a trap.
    """
    office = Tenant.objects.get(pk=by.tenant_id)
    return _batch(
        content, name, checked(content, office.district_code, seal=seal, today=today, mapping=mapping), at
    )


@operation(needs=Permission.IMPORT_REGISTRY)
def import_file(
    *, content: bytes, name: str, seal: Sealer, by: Actor, at: datetime, today: date
) -> ImportBatch:
    """Check and take over in one go: for the console, where nobody looks at a preview."""
    office = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    found = checked(content, office.district_code, seal=seal, today=today)
    return _take_over(_batch(content, name, found, at), found.report, seal, at)


@operation(needs=Permission.IMPORT_REGISTRY)
def confirm_columns(
    batch_id: int, *, mapping: Mapping[str, str], seal: Sealer, by: Actor, at: datetime, today: date
) -> ImportBatch:
    """What the officer says the columns are: the file is checked again, and her word is remembered.

    Refuses two columns for one field, a field nobody knows, and a mapping that leaves no names.
    """
    must_make_sense(mapping)
    office = Tenant.objects.get(pk=by.tenant_id)
    batch = open_batch(batch_id)
    found = _again(batch, mapping, office, seal, today)
    remember(found, mapping, at)
    keep(batch, found, at)
    return batch


@operation(needs=Permission.IMPORT_REGISTRY)
def check_again(batch_id: int, *, seal: Sealer, by: Actor, at: datetime, today: date) -> ImportBatch:
    """Compare a checked list with what is known now; its columns stay as they were read."""
    office = Tenant.objects.get(pk=by.tenant_id)
    batch = open_batch(batch_id)
    (mapping,) = noted(batch, "mapping")
    keep(batch, _again(batch, mapping, office, seal, today), at)
    return batch


@operation(needs=Permission.IMPORT_REGISTRY)
def commit_batch(batch_id: int, *, seal: Sealer, by: Actor, at: datetime, today: date) -> ImportBatch:
    """Take over everybody who is accepted and not known by now. Refuses a batch that was taken over before.

    The file is checked again: another import may have come in between. One import at a time per office.
    """
    office = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    return _commit(open_batch(batch_id), office, seal, at, today)


@operation(needs=Permission.IMPORT_REGISTRY)
def ask_to_commit(batch_id: int, *, by: Actor, at: datetime) -> ImportBatch:
    """Let a job take a large list over; the job is there if and only if the batch waits for it.

    Asking again while it waits is another try: the list is still taken over once.
    """
    batch = locked(batch_id)
    if batch.state not in {State.CHECKED, State.TAKING} or "accepted" not in batch.counts:
        raise Refused(_("This list was taken over already."))
    batch.state, batch.asked_at = State.TAKING, at
    batch.save(update_fields=["state", "asked_at"])
    app.configure_task(TAKE_OVER).defer(tenant_id=by.tenant_id, batch_id=batch.pk, user_id=by.user_id)
    return batch


@operation(needs=Permission.IMPORT_REGISTRY)
def commit_asked(batch_id: int, *, seal: Sealer, by: Actor, at: datetime, today: date) -> ImportBatch:
    """Take over a list that waits for it: all of it or nothing. Not waiting any more: nothing changes.

    A file that cannot be used after all goes back to where the officer can look at it, with the reason.
    """
    office = Tenant.objects.select_for_update().get(pk=by.tenant_id)
    batch = locked(batch_id)
    if batch.state != State.TAKING:
        return batch
    try:
        return _commit(batch, office, seal, at, today)
    except Refused as refusal:  # by the file, before anybody was written
        batch.state = State.CHECKED
        batch.save(update_fields=["state"])
        note(batch, trouble=source_of(refusal))
        return batch


@operation(needs=Permission.IMPORT_REGISTRY, says=("reason",))
def undo_batch(batch_id: int, *, reason: str = "", by: Actor, at: datetime) -> ImportBatch:
    """As if it had never been taken over: its makers, the report and the file are gone.

    What stays is the batch's name and counts, and the audit with the reason. Refuses a batch not taken over,
    and one with an entry that somebody has claimed.
    """
    batch = locked(batch_id)
    if batch.state != State.COMMITTED:
        raise Refused(_("Only a list that was taken over can be undone."))
    try:
        with transaction.atomic():
            RegistryEntry.objects.filter(batch=batch).delete()
    except IntegrityError as kept:  # a claim was answered with one of its entries (cooperative.ClaimAnswer)
        raise Refused(_("Somebody of this list is linked to a cooperative. The list stays.")) from kept
    batch.state, batch.undone_at, batch.report = State.UNDONE, at, {}
    batch.save(update_fields=["state", "undone_at", "report"])
    return batch


@operation(needs=Permission.IMPORT_REGISTRY)
def drop_batch(batch_id: int, *, by: Actor, at: datetime) -> None:
    """Throw away a checked file without taking anybody over: report, file and batch are gone."""
    batch = open_batch(batch_id)
    file = batch.file
    batch.delete()
    assert file is not None
    discard(file)


def _commit(batch: ImportBatch, office: Tenant, seal: Sealer, at: datetime, today: date) -> ImportBatch:
    (mapping,) = noted(batch, "mapping")
    found = _again(batch, mapping, office, seal, today)
    keep(batch, found, batch.checked_at)
    return _take_over(batch, found.report, seal, at)


def _again(
    batch: ImportBatch, mapping: Mapping[str, str], office: Tenant, seal: Sealer, today: date
) -> Checked:
    assert batch.file is not None  # a checked batch has its file
    return checked(files.read(batch.file), office.district_code, seal=seal, today=today, mapping=mapping)


def _batch(content: bytes, name: str, found: Checked, at: datetime) -> ImportBatch:
    file = files.store(content, name=name, mime=MIME, at=at)
    batch: ImportBatch = ImportBatch.objects.create(
        file_name=name[:160], sha256=file.sha256, counts={}, file=file, checked_at=at
    )
    keep(batch, found, at)
    return batch


def _take_over(batch: ImportBatch, report: Report, seal: Sealer, at: datetime) -> ImportBatch:
    rows = entries_of(report, batch, seal)
    while some := list(islice(rows, ROWS_AT_ONCE)):
        bulk.insert(some)
    file, batch.file = batch.file, None  # its identity numbers are sealed in the entries now
    batch.state, batch.committed_at = State.COMMITTED, at
    batch.save(update_fields=["state", "committed_at", "file"])
    if file is not None:
        discard(file)
    return batch
