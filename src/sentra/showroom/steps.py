"""A part below the verbs: a visit by a short link is counted."""

from datetime import date

from django.db import connection, transaction

from sentra.kernel.tenancy import within
from sentra.showroom.models import LinkVisit


def count_visit(tenant_id: int, link_id: int, *, on: date) -> None:
    """The link was followed once more on this day.

    It is no operation: whoever follows it is nobody we know, and the audit shall not grow with every visit.
    """
    table = LinkVisit._meta.db_table
    with transaction.atomic(), within(writes=tenant_id), connection.cursor() as cursor:
        cursor.execute(
            f'INSERT INTO "{table}" (tenant_id, link_id, "on", times) VALUES (%s, %s, %s, 1) '
            f'ON CONFLICT (tenant_id, link_id, "on") DO UPDATE SET times = {table}.times + 1',
            [tenant_id, link_id, on],
        )
