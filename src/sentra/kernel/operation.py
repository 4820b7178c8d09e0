"""The one door for writes.

`@operation(needs=…)` runs a verb for an actor who may, inside her tenant, in one durable
transaction: idempotency key, work, audit row, commit. Deadlocks and serialisation failures are
tried again. A verb that another verb needs is a plain function; operations never nest.
"""

import inspect
import json
import random
import time
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.db import OperationalError, connection, models, transaction

from sentra.kernel import idempotency
from sentra.kernel.actor import Actor
from sentra.kernel.models import AuditRow
from sentra.kernel.tenancy import within

P = ParamSpec("P")
R = TypeVar("R")

TRY_AGAIN = {"40001", "40P01"}  # serialization_failure, deadlock_detected
ATTEMPTS = 5

OPERATIONS: list[Callable[..., Any]] = []  # read by tests/architecture and the reference


@dataclass(frozen=True)
class _Call:
    """One request to run one verb."""

    function: Callable[..., Any]
    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]
    asked: dict[str, Any]
    says: tuple[str, ...]
    key: str | None

    @property
    def by(self) -> Actor:
        return cast("Actor", self.kwargs["by"])

    @property
    def at(self) -> datetime:
        return cast("datetime", self.kwargs["at"])


_NOTED: ContextVar[dict[str, Any]] = ContextVar("noted")


def note(**facts: Any) -> None:
    """More for the audit row of the verb that runs: what it found and changed. JSON, no personal field."""
    _NOTED.get().update(facts)


def operation(needs: str, *, says: tuple[str, ...] = ()) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Run the function for an actor who may, inside her tenant, in one transaction.

    `says` names text arguments that may stand in the audit (a reason, never a name or a number
    of a person). Numbers, dates and choices are always kept. Raises PermissionDenied or `Refused`.
    """

    def decorate(function: Callable[P, R]) -> Callable[P, R]:
        signature = inspect.signature(function)
        name = f"{function.__module__.removeprefix('sentra.').split('.')[0]}.{function.__name__}"

        @wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            cast("Actor", kwargs["by"]).must(needs)
            bound = signature.bind(*args, **kwargs).arguments
            asked = {k: v for k, v in bound.items() if k not in {"by", "at", "today"}}
            call = _Call(function, name, args, dict(kwargs), asked, says, idempotency.take_key())
            return cast("R", _until_done(call))

        run.needs = needs  # type: ignore[attr-defined]  # read by tests/architecture
        run.inside = function  # type: ignore[attr-defined]
        OPERATIONS.append(run)
        return run

    return decorate


def _until_done(call: _Call) -> Any:
    for attempt in range(1, ATTEMPTS + 1):
        try:
            return _perform(call)
        except OperationalError as trouble:
            state = getattr(trouble.__cause__, "sqlstate", None)
            if state not in TRY_AGAIN or attempt == ATTEMPTS or connection.in_atomic_block:
                raise
            time.sleep(random.uniform(0, 0.02 * 2**attempt))  # noqa: S311  # spreads the losers, guards nothing
    raise AssertionError("unreachable")


def _perform(call: _Call) -> Any:
    with transaction.atomic(durable=True), within(writes=call.by.tenant_id, to_the_end=True):
        if call.key is None:
            return _work(call)
        print_ = idempotency.fingerprint(call.name, call.asked)
        before = idempotency.find(call.key, call.by, call.name, print_)
        if before is not None:
            return before.result
        result = _work(call)
        idempotency.keep(call.key, call.by, call.name, print_, result, call.at)
        return result


def _work(call: _Call) -> Any:
    outside = _NOTED.set({})
    try:
        result = call.function(*call.args, **call.kwargs)
        _write_down(call, result)
    finally:
        _NOTED.reset(outside)
    return result


def _write_down(call: _Call, result: Any) -> None:
    """Plain SQL, as every operation pays for it."""
    subject = f"{result._meta.label_lower}:{result.pk}" if isinstance(result, models.Model) else ""
    by = call.by
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{AuditRow._meta.db_table}" '
            "(tenant_id, operation, at, user_id, party_id, on_behalf_of, subject, details) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s::jsonb)",
            [by.tenant_id, call.name, call.at, by.user_id, by.party_id, by.on_behalf_of, subject,
             json.dumps(_details(call) | _NOTED.get())],
        )  # fmt: skip


def _details(call: _Call) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, value in call.asked.items():
        if isinstance(value, Enum):
            kept[name] = str(value.value)
        elif isinstance(value, bool | int | None.__class__):
            kept[name] = value
        elif isinstance(value, date):
            kept[name] = value.isoformat()
        elif name in call.says:
            kept[name] = str(value)[:300]
    return kept
