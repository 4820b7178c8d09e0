"""Numbers on papers: one counter per tenant, kind and year. Gapless, because it commits with the paper."""

from django.db import connection

from sentra.kernel.models import Counter
from sentra.kernel.tenancy import scope


def next_number(kind: str, year: int) -> int:
    """The next number, from 1. Call it last in the operation: it holds others of this kind up."""
    return next_numbers(kind, year, 1)[0]


def next_numbers(kind: str, year: int, count: int) -> range:
    """The next `count` numbers in one go, as `next_number`."""
    with connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{Counter._meta.db_table}" (tenant_id, kind, year, last) VALUES (%s, %s, %s, %s) '
            "ON CONFLICT (tenant_id, kind, year) DO UPDATE SET last = kernel_counter.last + excluded.last "
            "RETURNING last",
            [scope().writes, kind, year, count],
        )
        last = int(cursor.fetchone()[0])
    return range(last - count + 1, last + 1)
