"""Whose rows may be seen and written: the scope every query runs in.

Five belts: (1) `TenantManager` raises when no scope is open, (2) `@operation` opens exactly the
actor's tenant, (3) an architecture test knows every model, (4) jobs carry the tenant in their
arguments, (5) PostgreSQL row-level security, set per transaction, sees the same scope.

Known hole, by design of Django: `_base_manager` (following a foreign key, `refresh_from_db`) does
not ask `TenantManager`. Row-level security still does; composite keys refuse a cross-tenant
reference; `check-books` sweeps for one.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import ClassVar, Self, TypeVar

from django.apps import apps
from django.db import connection, models, transaction

from sentra.kernel.actor import Actor
from sentra.kernel.errors import ScopeMissing


@dataclass(frozen=True)
class Scope:
    """Read many, write one. `writes` is None for a page."""

    reads: tuple[int, ...]
    writes: int | None


_scope: ContextVar[Scope | None] = ContextVar("sentra_scope", default=None)


def scope() -> Scope:
    found = _scope.get()
    if found is None:
        raise ScopeMissing("No tenant is open: use @operation, @page, or within(...).")
    return found


def _tell_database(wanted: Scope | None) -> None:
    reads = ",".join(map(str, wanted.reads)) if wanted else ""
    writes = str(wanted.writes) if wanted and wanted.writes else ""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('sentra.reads', %s, true), set_config('sentra.writes', %s, true)",
            [reads, writes],
        )


@contextmanager
def within(*tenants: int, writes: int | None = None, to_the_end: bool = False) -> Iterator[Scope]:
    """Open a scope for the rest of this transaction: may read `tenants`, may write `writes`.

    The scope is a setting of the transaction, so a transaction must be open: `set_config(…, true)`
    outside one would vanish at once and row-level security would show nothing.
    `to_the_end`: the transaction ends with this scope (an operation), so nothing needs to be taken back.
    """
    if not connection.in_atomic_block:
        raise ScopeMissing("within() needs an open transaction.")
    reads = tuple(dict.fromkeys((*tenants, *((writes,) if writes else ()))))
    opened, before = Scope(reads, writes), _scope.get()
    _tell_database(opened)
    token = _scope.set(opened)
    try:
        yield opened
    finally:
        _scope.reset(token)
        ends_now = to_the_end and before is None and not connection.savepoint_ids
        usable = connection.connection and not connection.connection.closed and not connection.needs_rollback
        if usable and not ends_now:
            broken = connection.connection.info.transaction_status.name == "INERROR"
            if not broken:
                _tell_database(before)


@contextmanager
def reading(actor: Actor) -> Iterator[Scope]:
    """A read-only look at what the actor may see. PostgreSQL refuses any write inside."""
    with transaction.atomic():
        if not connection.savepoint_ids and not _inside_a_test():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION READ ONLY")
        with within(actor.tenant_id, *actor.also_reads) as opened:
            yield opened


def _inside_a_test() -> bool:
    """A test's own transaction wraps everything: making it read-only would last for the whole test."""
    return any(getattr(block, "_from_testcase", False) for block in connection.atomic_blocks)


M_co = TypeVar("M_co", bound=models.Model, covariant=True)


class TenantManager(models.Manager[M_co]):
    """Refuses to work without a scope, and never shows a row outside it."""

    def get_queryset(self) -> models.QuerySet[M_co]:
        return super().get_queryset().filter(tenant_id__in=scope().reads)


def writer() -> int:
    """The tenant a new row belongs to: the one the operation writes."""
    writes = scope().writes
    if writes is None:
        raise ScopeMissing("This scope may only read.")
    return writes


_writer = writer  # the name migrations in flight know


class TenantModel(models.Model):
    """A row that belongs to exactly one tenant. A new one takes the tenant of the open scope."""

    tenant = models.ForeignKey(
        "kernel.Tenant", models.PROTECT, default=writer, related_name="+", editable=False
    )

    objects: ClassVar["TenantManager[Self]"] = TenantManager()

    class Meta:
        abstract = True


class AddressedManager(models.Manager[M_co]):
    """Rows other organisations have published to one that reads here. Nobody writes them here."""

    def get_queryset(self) -> models.QuerySet[M_co]:
        readers = apps.get_model("kernel", "Tenant").objects.filter(pk__in=scope().reads)
        return super().get_queryset().filter(reader_uid__in=readers.values("uid"))


class Published(TenantModel):
    """A row its owner may show to one organisation: a cooperative to its district's office, or back.

    Null is a draft. The owner alone writes; the reader finds it through `addressed`, by uid and never by
    key. The database refuses a reader outside the district, and another one once it is set.
    """

    reader_uid = models.UUIDField(null=True, editable=False)

    objects: ClassVar["TenantManager[Self]"] = TenantManager()  # first: the default one is the owner's
    addressed: ClassVar["AddressedManager[Self]"] = AddressedManager()

    class Meta:
        abstract = True
