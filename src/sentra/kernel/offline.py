"""Rows that a device made on its own: one envelope, any order, any number of times.

`{uid (uuid7), device, seq, claimed_at, kind, version, body}`. The uid is accepted once; the
device's clock is a claim. A higher app says what a kind means by registering its handler.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from sentra.kernel.actor import Actor
from sentra.kernel.errors import Refused
from sentra.kernel.models import Received


@dataclass(frozen=True)
class Envelope:
    uid: uuid.UUID
    device: str
    seq: int
    claimed_at: datetime
    kind: str
    version: int
    body: dict[str, Any]

    @classmethod
    def parse(cls, raw: dict[str, Any]) -> "Envelope":
        """Read an envelope as it came. Refuses what lacks a part; says which."""
        try:
            claimed = parse_datetime(str(raw["claimed_at"]))
            if claimed is None or claimed.tzinfo is None:
                raise ValueError("claimed_at")
            return cls(
                uuid.UUID(str(raw["uid"])), str(raw["device"])[:60], int(raw["seq"]), claimed,
                str(raw["kind"]), int(raw.get("version", 1)), dict(raw["body"]),
            )  # fmt: skip
        except (KeyError, ValueError, TypeError) as problem:
            raise Refused(
                _("The device sent an incomplete record: %(part)s.") % {"part": problem}
            ) from problem


Handler = Callable[[Envelope, Actor, datetime], dict[str, Any]]


def accept(envelope: Envelope, handler: Handler, *, by: Actor, at: datetime) -> dict[str, Any]:
    """Act on the envelope once and say what came of it; a repeat gets the first answer.

    Call inside an operation: the receipt commits with the effect.
    """
    with connection.cursor() as cursor:  # two copies at once: the second waits, then finds the receipt
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [envelope.uid.int % 2**63])
    known = Received.objects.filter(uid=envelope.uid, tenant_id=by.tenant_id).first()
    if known:
        return dict(known.outcome)
    outcome = handler(envelope, by, at)
    Received.objects.create(
        uid=envelope.uid,
        device=envelope.device,
        seq=envelope.seq,
        kind=envelope.kind,
        version=envelope.version,
        claimed_at=envelope.claimed_at,
        received_at=at,
        outcome=outcome,
    )
    return outcome
