"""What waits for the commit never runs when PostgreSQL refuses it."""

import pytest
from django.db import IntegrityError, connection, transaction

from sentra.kernel.operation import OPERATIONS, operation
from sentra.people.roles import Permission
from tests.world import NOW, World


def test_a_refused_commit_runs_no_hook(committed_db):
    world, ran = World.made(), []

    @operation(needs=Permission.READ_ORDERS)
    def leave_an_entry_without_postings(*, by, at):
        transaction.on_commit(lambda: ran.append("hook"))
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, at)"
                " VALUES (%s, %s, '', 'x', 'x', %s)",
                [by.tenant_id, at.date(), at],
            )

    @operation(needs=Permission.READ_ORDERS)
    def do_nothing(*, by, at):
        transaction.on_commit(lambda: ran.append("well"))

    try:
        with pytest.raises(IntegrityError, match="no postings"):
            leave_an_entry_without_postings(by=world.mira, at=NOW)
        assert ran == []
        do_nothing(by=world.mira, at=NOW)  # the control: a commit that holds does run it
        assert ran == ["well"]
    finally:
        del OPERATIONS[-2:]
