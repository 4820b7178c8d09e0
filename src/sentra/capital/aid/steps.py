"""What verbs of both sides share: plain functions inside the caller's transaction."""

import hashlib
from uuid import UUID

from django.db import connection

from sentra.capital.aid.models import Proposal


def held(proposal_id: int) -> Proposal:
    """Our own proposal, held until the transaction ends."""
    found: Proposal = Proposal.objects.select_for_update().get(pk=proposal_id)
    return found


def hold_the_link(uid: UUID) -> None:
    """Withdrawing and deciding wait for each other: no row can be held across organisations, a name can."""
    name = hashlib.sha256(f"aid/{uid}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(name[:8], "big", signed=True)])
