"""How many entries a second, one commit each: our `post` behind the door of `@operation`, beside a bare
PL/pgSQL function that does the same to the same tables (same triggers, same row security) in one round trip.

Ours does more on purpose: it checks the actor, proves the lines, writes the audit row and can be told to
remember a key. The bare function is the ceiling of this server.
"""

import multiprocessing
import os
import time
import uuid
from collections.abc import Callable
from typing import Any

BARE = """
CREATE FUNCTION bench_post(tenant bigint, day date, cause text, amount bigint) RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
  PERFORM set_config('sentra.reads', tenant::text, true), set_config('sentra.writes', tenant::text, true);
  INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, at)
       VALUES (tenant, day, 'Uji', cause, 'order:1', now()) RETURNING id INTO made;
  INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, amount_idr)
       VALUES (tenant, made, day, '1-1200', amount), (tenant, made, day, '4-1900', -amount);
  RETURN made;
END $$
"""
TENANT = """
INSERT INTO kernel_tenant (uid, kind, slug, name, district_code, zone, address, phone, settings)
VALUES (gen_random_uuid(), 'cooperative', 'bench', 'Bench', '63.08', 'Asia/Makassar', '', '', '{}')
"""
WAYS = ("bare", "ours")


SLICES = 6  # bare, ours, bare, ours …: what else the machine does falls on both


def measure(clients: int, seconds: float, surroundings: dict[str, str]) -> dict[str, float]:
    """Way → entries a second. Processes of their own commit as fast as they can, each way `seconds` long."""
    context = multiprocessing.get_context("spawn")
    together, counts = context.Barrier(clients), context.SimpleQueue()
    os.environ.update(surroundings)
    told = (2 * seconds / SLICES, together, counts)
    workers = [context.Process(target=_client, args=told) for _number in range(clients)]
    for worker in workers:
        worker.start()
    done = [counts.get() for _ in workers]
    for worker in workers:
        worker.join()
    return {way: sum(each[way] for each in done) for way in WAYS}


def _client(seconds: float, together: Any, counts: Any) -> None:
    import django

    django.setup()
    call = {"bare": _bare(), "ours": _ours()}
    for way in WAYS * 20:
        call[way](f"warm:{uuid.uuid4()}")
    done, took = dict.fromkeys(WAYS, 0), dict.fromkeys(WAYS, 0.0)
    for number in range(SLICES):
        way = WAYS[number % 2]
        once, mine = call[way], f"{way}:{os.getpid()}:{number}"
        together.wait()
        began, until = time.perf_counter(), time.perf_counter() + seconds
        while time.perf_counter() < until:
            done[way] += 1
            once(f"{mine}:{done[way]}")
        took[way] += time.perf_counter() - began
    counts.put({way: done[way] / took[way] for way in WAYS})


def _bare() -> Callable[[str], Any]:
    """One round trip and its commit, prepared by the driver."""
    import psycopg

    connection = psycopg.connect(os.environ["DATABASE_URL"], autocommit=True)
    (tenant,) = connection.execute("SELECT id FROM kernel_tenant").fetchone() or (0,)

    def once(cause: str) -> None:
        connection.execute("SELECT bench_post(%s, '2026-08-03', %s, 125000)", (tenant, cause))

    return once


def _ours() -> Callable[[str], Any]:
    """What a payment does: an operation that calls `post`."""
    from datetime import UTC, date, datetime

    from sentra.kernel.actor import Actor
    from sentra.kernel.models import Tenant
    from sentra.kernel.operation import operation
    from sentra.ledger.posting import Booking, credit, debit, post

    at, on = datetime(2026, 8, 3, tzinfo=UTC), date(2026, 8, 3)
    actor = Actor(
        tenant_id=Tenant.objects.get().pk, name="Bench", permissions=frozenset({"bench"}), user_id=1
    )

    @operation(needs="bench")
    def book(cause: str, *, by: Actor, at: datetime) -> int:
        lines = [debit("1-1200", 125_000), credit("4-1900", 125_000)]
        return post(cause, "order:1", "Uji", Booking(on, by, at), lines)

    return lambda cause: book(cause, by=actor, at=at)
