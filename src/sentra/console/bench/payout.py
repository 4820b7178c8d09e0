"""One payout run of a large cooperative: prepared, approved, paid, each an operation behind its own door.

The cooperative is made up in a database of its own (the same seed makes the same rows); a second process does
nothing but the run, so that its seconds and memory are the run's. A third proves every slip and the books.
"""

import multiprocessing
import os
import random
import resource
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sentra.console.bench.scratch import scratch

MAKERS, HAND_INS = 1_250, 77_500
MOST_SECONDS = 30
AT, TODAY = datetime(2026, 11, 22, 2, tzinfo=UTC), date(2026, 11, 22)
PREPARER, APPROVER = 1, 2  # user ids
TENANT = """
INSERT INTO kernel_tenant (uid, kind, slug, name, district_code, zone, address, phone, settings)
VALUES (gen_random_uuid(), 'cooperative', 'bench', 'Bench', '63.08', 'Asia/Makassar', '', '', '{}')
"""


@dataclass(frozen=True)
class Asked:
    makers: int = MAKERS
    hand_ins: int = HAND_INS
    seed: int = 1


def measure(asked: Asked) -> dict[str, Any]:
    """What `settle` tells with the peak of its process (`mb`), and what `proved` found wrong (`wrong`)."""
    with scratch(TENANT) as there:
        os.environ.update(there)
        _alone(_make, asked)
        return _alone(_settle, asked) | _alone(_prove, asked)


def _alone(work: Callable[[Asked], dict[str, Any]], asked: Asked) -> dict[str, Any]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        return alone.submit(_client, work, asked).result()


def _client(work: Callable[[Asked], dict[str, Any]], asked: Asked) -> dict[str, Any]:
    import django

    django.setup()
    return work(asked)


def _actor(user_id: int) -> Any:
    from sentra.kernel.actor import Actor
    from sentra.kernel.models import Tenant
    from sentra.people.roles import Permission

    return Actor(Tenant.objects.get().pk, "Bench", frozenset(Permission), user_id=user_id)


@contextmanager
def _inside() -> Iterator[None]:
    from django.db import transaction

    from sentra.kernel.models import Tenant
    from sentra.kernel.tenancy import within

    with transaction.atomic(), within(writes=Tenant.objects.get().pk):
        yield


def _make(asked: Asked) -> dict[str, Any]:
    from sentra.console.bench.payout_world import make

    with _inside():
        make(asked.makers, asked.hand_ins, random.Random(asked.seed), _actor(PREPARER), AT, TODAY)  # noqa: S311
    return {}


def _settle(_asked: Asked) -> dict[str, Any]:
    """Seconds of each step, the way a treasurer and a chair take them."""
    from sentra.capital.operations import approve_payout, pay_slips, prepare_payout

    treasurer, chair, took = _actor(PREPARER), _actor(APPROVER), {}
    began = time.perf_counter()
    run = prepare_payout(today=TODAY, by=treasurer, at=AT)
    took["prepare"] = time.perf_counter() - began
    began = time.perf_counter()
    approve_payout(run.pk, by=chair, at=AT)
    took["approve"] = time.perf_counter() - began
    began = time.perf_counter()
    for method in ("bank", "cash"):
        pay_slips(run.pk, method=method, paid_on=TODAY, by=treasurer, at=AT)
    took["pay"] = time.perf_counter() - began
    return {"took": took, "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}


def _prove(asked: Asked) -> dict[str, Any]:
    from sentra.console.bench.payout_world import counts, wrong

    with _inside():
        found = counts()
        return {"counts": found, "wrong": wrong(asked.makers, asked.hand_ins)}
