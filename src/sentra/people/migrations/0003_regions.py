"""All provinces, districts, sub-districts; the villages of the pilots. See people/data/SOURCE.md."""

from typing import Any

from django.db import migrations

from sentra.people.regions import read_regions

COLUMNS = "code, name, kind, parent_id, postal_code"


def fill(_apps: Any, schema_editor: Any) -> None:
    """One COPY: the parents come before their parts, but the key is only checked at the end anyway."""
    with (
        schema_editor.connection.cursor() as cursor,
        cursor.copy(f"COPY people_region ({COLUMNS}) FROM STDIN") as copy,
    ):
        for place in read_regions().places.values():
            copy.write_row((place.code, place.name, place.kind, place.parent or None, place.postal_code))


def empty(_apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_region")


class Migration(migrations.Migration):
    dependencies = [("people", "0002_fences")]

    operations = [migrations.RunPython(fill, empty)]
