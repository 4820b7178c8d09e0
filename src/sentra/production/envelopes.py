"""What a phone sends later than it happened: progress reports through the offline envelope."""

from datetime import datetime
from typing import Any

from sentra.kernel import offline
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied
from sentra.kernel.operation import operation
from sentra.people.roles import Permission
from sentra.production import steps

PROGRESS = "progress"


@operation(needs=Permission.REPORT_PROGRESS)
def receive_progress(envelope: offline.Envelope, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Take one progress envelope; the same uid again gets the same answer. Refuses as `report_progress`."""
    return offline.accept(envelope, _progress, by=by, at=at)


def _progress(envelope: offline.Envelope, by: Actor, at: datetime) -> dict[str, Any]:
    work = steps.locked(int(envelope.body["assignment"]))
    if work.workshop.owner_id not in {by.party_id, by.on_behalf_of}:
        raise PermissionDenied("progress is reported by the maker")
    said = steps.note_progress(work, pieces=int(envelope.body["pieces"]), picture=None, at=at)
    return {"progress": said.pk}
