"""The trial balance of a large book with closed months, beside one GROUP BY over all its postings.

Both give every account's debits and credits, and must agree. Ours reads the last month's snapshot and what
was booked after it; nothing is kept between two askings. All months but the last are closed.
"""

import multiprocessing
import os
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import psycopg

from sentra.console.bench.payout import TENANT
from sentra.console.bench.scratch import scratch
from sentra.console.bench.surplus import SCOPE
from sentra.kernel.dates import months_later

POSTINGS, MONTHS = 1_000_000, 36
MOST_TIMES = 0.05
TURNS = 9
AT, END = datetime(2026, 3, 2, tzinfo=UTC), date(2026, 2, 28)
RAW = """
SELECT account_id, coalesce(sum(amount_idr) FILTER (WHERE amount_idr > 0), 0)::bigint,
       coalesce(-sum(amount_idr) FILTER (WHERE amount_idr < 0), 0)::bigint
  FROM ledger_posting WHERE tenant_id = %s GROUP BY account_id
"""
WORLD = Path(__file__).parent / "data" / "trial.sql"


@dataclass(frozen=True)
class Asked:
    postings: int = POSTINGS
    months: int = MONTHS


def measure(asked: Asked) -> dict[str, Any]:
    """Median seconds of both, in turns on one connection each, of the slowest closing and of a statement."""
    with scratch(TENANT) as there:
        os.environ.update(there)
        _fill(there["SENTRA_OWNER_URL"], asked)
        return _alone(_closed, asked) | _alone(_turns, asked)


def _first(asked: Asked) -> date:
    return months_later(END.replace(day=1), 1 - asked.months)


def _fill(url: str, asked: Asked) -> None:
    facts = {"entries": asked.postings // 2, "months": asked.months, "first": _first(asked)}
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(SCOPE)
        for statement in WORLD.read_text().format(last=END + timedelta(days=1), **facts).split(";\n"):
            owner.execute(statement)
        owner.execute("VACUUM ANALYZE")


def _alone(work: Callable[[Asked], dict[str, Any]], asked: Asked) -> dict[str, Any]:
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
        return alone.submit(_client, work, asked).result()


def _client(work: Callable[[Asked], dict[str, Any]], asked: Asked) -> dict[str, Any]:
    import django

    django.setup()
    return work(asked)


def _closed(asked: Asked) -> dict[str, Any]:
    """Every month but the last, two of them the ends of book years."""
    from sentra.console.bench.payout import _actor
    from sentra.cooperative.closing.operations import close_period

    took = []
    for month in range(asked.months - 1):
        began = time.perf_counter()
        close_period(months_later(_first(asked), month), by=_actor(1), at=AT)
        took.append(time.perf_counter() - began)
    with psycopg.connect(os.environ["SENTRA_OWNER_URL"], autocommit=True) as owner:
        owner.execute("VACUUM ANALYZE")
    return {"close": max(took)}


def _turns(_asked: Asked) -> dict[str, Any]:
    """One of ours, one raw, one of ours …: what else the machine does falls on both."""
    from sentra.console.bench.payout import _inside
    from sentra.cooperative.closing.reports import report
    from sentra.ledger.queries import trial_balance

    took: dict[str, list[float]] = {"ours": [], "raw": [], "statement": []}
    with _inside(), psycopg.connect(os.environ["SENTRA_OWNER_URL"], autocommit=True) as owner:
        owner.execute(SCOPE)
        (tenant,) = owner.execute("SELECT id FROM kernel_tenant").fetchone() or (0,)
        for _turn in range(TURNS):
            said = _timed(took["ours"], lambda: trial_balance(END))
            raw = _timed(took["raw"], lambda: owner.execute(RAW, [tenant]).fetchall())
            _timed(took["statement"], lambda: report("year", END).position)
            told = {row.code: (row.turnover.debit_idr, row.turnover.credit_idr) for row in said.rows}
            agree = told == {code: (debit, credit) for code, debit, credit in raw}
        opened = owner.execute(
            "SELECT count(*) FROM ledger_posting WHERE booked_on >= %s", [END.replace(day=1)]
        )
        (open_rows,) = opened.fetchone() or (0,)
    medians = {name: sorted(seconds)[TURNS // 2] for name, seconds in took.items()}
    return medians | {"agree": agree, "open": open_rows, "accounts": len(told)}


def _timed(kept: list[float], work: Callable[[], Any]) -> Any:
    began = time.perf_counter()
    found = work()
    kept.append(time.perf_counter() - began)
    return found
