"""The queue: what a killed worker was doing is done again."""

import pytest
from asgiref.sync import async_to_sync
from django.db import connection
from procrastinate.contrib.django import app

from sentra.kernel import jobs


def _doing(heard_from_seconds_ago):
    """A job in the hands of a worker that was last heard of so long ago. Gives its number."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - %s * interval '1 second') "
            "RETURNING id",
            [heard_from_seconds_ago],
        )
        worker = cursor.fetchone()[0]
        cursor.execute(
            "INSERT INTO procrastinate_jobs (task_name, queue_name, args, status, worker_id) "
            "VALUES (%s, 'default', '{}', 'doing', %s) RETURNING id",
            [jobs.seal_audit.name, worker],
        )
        return cursor.fetchone()[0]


@pytest.mark.usefixtures("committed_db")
def test_what_a_killed_worker_was_doing_waits_again():
    lost, busy = _doing(600), _doing(1)
    async_to_sync(jobs.again.func)(timestamp=0)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, status::text FROM procrastinate_jobs ORDER BY id")
        assert cursor.fetchall() == [(lost, "todo"), (busy, "doing")]
    assert app.tasks[jobs.again.name].queueing_lock == "again"
