"""Tamper evidence: committed audit rows are chained in batches, and the chain is checked.

Operations insert their audit row unsealed; a chain written by every writer would make them wait
for each other. The sealer takes rows of transactions that are certainly over (below the oldest
running transaction), in the order of their ids, and keeps each digest outside the tenants.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from sentra.kernel.models import AuditRow, Seal, SealedRow, Tenant
from sentra.kernel.tenancy import within

GENESIS = "0" * 64
BATCH = 50_000
LOCK = 7_305_112  # only one sealer at a time


def digest(row: AuditRow, previous: str) -> str:
    """SHA-256 over the digest before and every column of the row."""
    told = [
        previous, row.pk, row.tenant_id, row.operation, row.at.isoformat(), row.user_id, row.party_id,
        row.on_behalf_of, row.subject, row.details, row.txid,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def seal(*, at: datetime) -> Seal | None:
    """Chain what was committed since the last seal. Returns the seal, or None when nothing is new."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(%s), txid_snapshot_xmin(txid_current_snapshot())", [LOCK]
        )
        alone, horizon = cursor.fetchone()
        if not alone:
            return None
        last = Seal.objects.order_by("-pk").first()
        with within(*Tenant.objects.values_list("pk", flat=True)):
            since = last.upto_txid if last else 0
            fresh = AuditRow.objects.filter(txid__gte=since, txid__lt=horizon).order_by("txid", "pk")[:BATCH]
            return _seal(list(fresh), last, horizon, at) if fresh else None


def _seal(rows: list[AuditRow], last: Seal | None, horizon: int, at: datetime) -> Seal:
    upto = horizon
    if len(rows) == BATCH:  # stop at a transaction's border: its rows are sealed together
        upto = rows[-1].txid
        below = [row for row in rows if row.txid < upto]
        assert below, f"transaction {upto} wrote more than {BATCH} audit rows"
        rows = below
    new = Seal.objects.create(sealed_at=at, upto_txid=upto, rows=len(rows), head="")
    head = last.head if last else GENESIS
    sealed = []
    for row in rows:
        head = digest(row, head)
        sealed.append(SealedRow(audit_id=row.pk, seal=new, digest=head))
    SealedRow.objects.bulk_create(sealed, batch_size=2_000)
    new.head = head
    new.save(update_fields=["head"])
    return new


@dataclass(frozen=True)
class Broken:
    """The first audit row that is not what was sealed."""

    audit_id: int
    what: str  # "changed" | "missing" | "added"


def first_broken() -> Broken | None:
    """Walk the whole chain. None when every sealed row is as it was and nothing was slipped in."""
    with transaction.atomic(), within(*Tenant.objects.values_list("pk", flat=True)):
        head, since = GENESIS, 0
        for batch in Seal.objects.order_by("pk"):
            rows = list(
                AuditRow.objects.filter(txid__gte=since, txid__lt=batch.upto_txid).order_by("txid", "pk")
            )
            if found := _compare(rows, batch, head):
                return found
            head, since = batch.head, batch.upto_txid
    return None


def _compare(rows: list[AuditRow], batch: Seal, head: str) -> Broken | None:
    """One sealed batch against what stands there now. Absences are told apart from changes first."""
    sealed = dict(batch.sealed.values_list("audit_id", "digest"))
    there = {row.pk for row in rows}
    if gone := sealed.keys() - there:
        return Broken(min(gone), "missing")
    if added := there - sealed.keys():
        return Broken(min(added), "added")
    for row in rows:
        head = digest(row, head)
        if sealed[row.pk] != head:
            return Broken(row.pk, "changed")
    return None if head == batch.head or not rows else Broken(rows[-1].pk, "changed")
