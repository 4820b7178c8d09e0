"""An id before its row: where something must point at a row that is written last."""

from django.db import connection, models


def next_id(model: type[models.Model]) -> int:
    """The next id of this table, given to nobody else, used or not."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id'))", [model._meta.db_table])
        return int(cursor.fetchone()[0])
