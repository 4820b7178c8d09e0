"""What both sides of a claim share: plain functions inside the caller's transaction."""

import hashlib
from typing import Any
from uuid import UUID

from django.db import connection

from sentra.cooperative.models import Claim, ClaimAnswer
from sentra.crafts.models import RegistryEntry
from sentra.kernel.models import Tenant
from sentra.people.models import Party

RETURN = "sentra.cooperative.jobs.give_entry_back"
OVER = (Claim.State.WITHDRAWN, Claim.State.RETURNED)
SHARED = ("name", "phone", "village_code", "about")  # what the office reads of her while she agrees


def office_of(tenant_id: int) -> Tenant | None:
    """The office of this organisation's district; None where it has none here. Two queries."""
    district = Tenant.objects.get(pk=tenant_id).district_code
    return Tenant.objects.filter(kind=Tenant.Kind.OFFICE, district_code=district).order_by("pk").first()


def hold_the_link(uid: UUID) -> None:
    """Withdrawing, taking and answering wait for each other: no row is held across organisations."""
    name = hashlib.sha256(f"claim/{uid}".encode()).digest()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int.from_bytes(name[:8], "big", signed=True)])


def answer_to(claim: Claim) -> ClaimAnswer | None:
    """What the office it was sent to has said and not taken back. Only that office's."""
    if claim.reader_uid is None:
        return None
    theirs = ClaimAnswer.addressed.filter(claim_uid=claim.uid, tenant__uid=claim.reader_uid, ended_at=None)
    found: ClaimAnswer | None = theirs.first()
    return found


def forgotten(claim: Claim) -> None:
    """The office reads nothing of her any more; the caller saves `SHARED` with what else it changes."""
    for name in SHARED:
        setattr(claim, name, "")


def forget_claims(party_id: int) -> None:
    """She shares nothing with the office any more: it reads no name, phone or village of her claims."""
    for claim in Claim.objects.select_for_update().filter(party_id=party_id).order_by("pk"):
        hold_the_link(claim.uid)
        if claim.state == Claim.State.WAITING:
            claim.state = Claim.State.WITHDRAWN
        forgotten(claim)
        claim.save(update_fields=["state", *SHARED])


def facts_of(entry: RegistryEntry) -> dict[str, Any]:
    """What may leave the office about its entry, with her yes. Never a NIK, its print or its digits."""
    return {
        "uid": str(entry.uid), "name": entry.name, "business": entry.business, "phone": entry.phone,
        "address": entry.address, "village_code": entry.village_id or "",
        "craft": entry.craft.name if entry.craft else entry.craft_text, "product": entry.product_text,
        "capacity": entry.capacity_text, "workers": entry.workers,
    }  # fmt: skip


def held(party: Party) -> dict[str, str]:
    """What we know of her that a registry entry could have told us, by field; gaps are left out."""
    known = {"phone": party.phone, "address": party.address, "village": party.village_id or ""}
    return {name: value for name, value in known.items() if value}
