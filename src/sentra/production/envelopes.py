"""What a phone sends later than it happened: progress reports through the offline envelope."""

from base64 import b64decode
from binascii import Error as NotBase64
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from sentra.kernel import offline
from sentra.kernel.actor import Actor
from sentra.kernel.errors import PermissionDenied, Refused
from sentra.kernel.models import StoredFile
from sentra.kernel.operation import operation
from sentra.kernel.uploads import keep_picture
from sentra.people.roles import Permission
from sentra.production import steps

PROGRESS = "progress"


@operation(needs=Permission.REPORT_PROGRESS)
def receive_progress(envelope: offline.Envelope, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Take one progress envelope; the same uid again gets the same answer. Refuses as `report_progress`.

    Body: `assignment`, `pieces` in all, and `picture` (base64) if she took one.
    """
    if envelope.kind != PROGRESS:
        raise Refused(_("This record is of a kind that is not known here."))
    return offline.accept(envelope, _progress, by=by, at=at)


def _progress(envelope: offline.Envelope, by: Actor, at: datetime) -> dict[str, Any]:
    try:
        assignment, pieces = (int(envelope.body[name]) for name in ("assignment", "pieces"))
    except (KeyError, TypeError, ValueError) as lacking:
        raise Refused(_("The device sent an incomplete record: %(part)s.") % {"part": lacking}) from lacking
    work = steps.locked(assignment)
    if work.workshop.owner_id != by.stands_for:
        raise PermissionDenied("progress is reported by the maker")
    said = steps.note_progress(work, pieces=pieces, picture=_picture(envelope, by, at), at=at)
    return {"progress": said.pk}


def _picture(envelope: offline.Envelope, by: Actor, at: datetime) -> StoredFile | None:
    """The photograph inside the envelope, cleaned as any other."""
    told = envelope.body.get("picture")
    if not told:
        return None
    try:
        content = b64decode(str(told), validate=True)
    except (NotBase64, ValueError) as broken:
        raise Refused(_("This picture cannot be used. Take another photo."), field="picture") from broken
    return keep_picture(content, name="kemajuan", at=at, by_party=by.party_id)
