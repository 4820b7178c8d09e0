"""A large cooperative's surplus: reckoned, frozen and booked through the doors, beside what the database
needs at least: one aggregate over the same postings, and a bare COPY of the same rows that are booked.

The copied table has the keys, the indexes and the statement trigger of `ledger_posting`. The cooperative is
made up in a database of its own; the same size makes the same rows.
"""

import io
import multiprocessing
import os
import resource
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg

from sentra.console.bench.payout import TENANT
from sentra.console.bench.scratch import scratch

MEMBERS, POSTINGS = 100_000, 2_000_000
MOST_TIMES = 2.0
AT, TODAY, YEAR_END = datetime(2026, 3, 2, tzinfo=UTC), date(2026, 3, 2), date(2025, 12, 31)
IN_ONE = 200  # hand-ins booked by one entry, as a weekly list is
SCOPE = """
SELECT set_config('sentra.reads', t.id::text, false), set_config('sentra.writes', t.id::text, false)
  FROM kernel_tenant t
"""
WORLD = Path(__file__).parent / "data" / "surplus.sql"
AGGREGATE = """
SELECT party_id, -sum(amount_idr) FROM ledger_posting
 WHERE tenant_id = %s AND account_id = '2-1110' AND amount_idr < 0
   AND booked_on BETWEEN '2025-01-01' AND '2025-12-31'
 GROUP BY party_id
"""
COPY_TABLE = """
CREATE TABLE bench_posting (LIKE ledger_posting INCLUDING ALL);
ALTER TABLE bench_posting ADD FOREIGN KEY (tenant_id, entry_id) REFERENCES ledger_entry (tenant_id, id),
  ADD FOREIGN KEY (tenant_id, party_id) REFERENCES people_party (tenant_id, id),
  ADD FOREIGN KEY (account_id) REFERENCES ledger_account (code),
  ADD FOREIGN KEY (tenant_id) REFERENCES kernel_tenant (id);
CREATE TRIGGER bench_balance AFTER INSERT ON bench_posting REFERENCING NEW TABLE AS fresh
  FOR EACH STATEMENT EXECUTE FUNCTION ledger_postings_balance()
"""
COLUMNS = "tenant_id, entry_id, booked_on, account_id, party_id, amount_idr"


@dataclass(frozen=True)
class Asked:
    members: int = MEMBERS
    postings: int = POSTINGS


def measure(asked: Asked) -> dict[str, Any]:
    """Seconds of each step of ours (`took`), of the two it is held against (`least`), and what was shared."""
    with scratch(TENANT) as there:
        os.environ.update(there)
        _fill(there["SENTRA_OWNER_URL"], asked)
        ours = _alone(_share)
        return ours | {"least": _least(there["SENTRA_OWNER_URL"])}


def _fill(url: str, asked: Asked) -> None:
    facts = {"members": asked.members, "postings": asked.postings, "in_one": IN_ONE}
    facts["entries"] = max(12, asked.postings // IN_ONE)
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(SCOPE)
        for statement in WORLD.read_text().format(**facts).split(";\n"):
            owner.execute(statement)
        owner.execute("VACUUM ANALYZE")


def _alone(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        return alone.submit(_client, work).result()


def _client(work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    import django

    django.setup()
    return work()


def _share() -> dict[str, Any]:
    """The year closed first; then the two verbs a treasurer waits for."""
    from sentra.console.bench.payout import _actor, _inside
    from sentra.cooperative.closing.operations import close_period
    from sentra.cooperative.models import Meeting, Resolution, SurplusRun
    from sentra.cooperative.surplus.operations import post_surplus, reckon_surplus
    from sentra.cooperative.surplus.usual import usual
    from sentra.cooperative.surplus.working import Measures

    by, took = _actor(1), {}
    for month in range(1, 13):
        close_period(date(2025, month, 1), by=by, at=AT)
    began = time.perf_counter()
    run = reckon_surplus(YEAR_END, scheme=usual(), measures=Measures(), by=by, at=AT)
    took["reckon"] = time.perf_counter() - began
    with _inside():
        held = Meeting.objects.create(kind="annual", title="RAT", held_at=AT, place="Balai")
        said = Resolution.objects.create(
            meeting=held, position=1, kind="surplus", stage="passed", title="SHU", majority_permille=500,
            effect={"run": run.pk, "seal": run.seal}, decided_at=AT,
        )  # fmt: skip
        SurplusRun.objects.filter(pk=run.pk).update(stage="approved", resolution=said)
    began = time.perf_counter()
    post_surplus(run.pk, by=by, at=AT, today=TODAY)
    took["post"] = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return {"took": took, "mb": peak, "shared_idr": run.members_idr + run.others_idr}


def _least(url: str) -> dict[str, float]:
    """Both statements three times, the median: the rows that `post` booked are copied as they are."""
    with psycopg.connect(url) as owner:
        owner.execute(SCOPE)
        (tenant,) = owner.execute("SELECT id FROM kernel_tenant").fetchone() or (0,)
        booked = f"SELECT {COLUMNS} FROM ledger_posting WHERE booked_on = '{TODAY}'"  # ours
        rows = io.StringIO()
        for row in owner.execute(booked):
            rows.write("\t".join("\\N" if value is None else str(value) for value in row) + "\n")
        aggregates = [_seconds(lambda: owner.execute(AGGREGATE, [tenant]).fetchall()) for _ in range(3)]
        copies = [_copied(owner, rows.getvalue()) for _ in range(3)]
    return {
        "aggregate": sorted(aggregates)[1],
        "copy": sorted(copies)[1],
        "rows": rows.getvalue().count("\n"),
    }


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _copied(owner: psycopg.Connection[Any], rows: str) -> float:
    """Seconds of the COPY alone, into an empty table of the same shape."""
    for statement in COPY_TABLE.split(";\n"):
        owner.execute(statement)
    began = time.perf_counter()
    with owner.cursor().copy(f"COPY bench_posting ({COLUMNS}) FROM STDIN") as copy:
        copy.write(rows)
    took = time.perf_counter() - began
    owner.execute("DROP TABLE bench_posting")
    return took
