"""Counts tries, so that a machine cannot do by the thousand what a person does now and then."""

from collections.abc import Collection
from datetime import datetime, timedelta

from django.db import connection

from sentra.kernel.models import Tried

COUNT = """
INSERT INTO kernel_tried AS known (key, times, until)
SELECT one, 1, %(until)s FROM unnest(%(keys)s::text[]) one ORDER BY one
    ON CONFLICT (key) DO UPDATE SET
       times = CASE WHEN known.until <= %(now)s THEN 1 ELSE known.times + 1 END,
       until = CASE WHEN known.until <= %(now)s THEN excluded.until ELSE known.until END
RETURNING key, times
"""


def tried(keys: Collection[str], *, at: datetime, counts_for: timedelta) -> dict[str, int]:
    """How often each key was tried in the time that began with its first try, this one included.

    Later tries leave that time as long. Many at once are all counted; outside a transaction one that is
    refused counts too. One statement.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"keys": sorted(set(keys)), "now": at, "until": at + counts_for})
        return dict(cursor.fetchall())


def forget_tries(*, at: datetime) -> int:
    """Throw away what counts no more."""
    return Tried.objects.filter(until__lte=at).delete()[0]
