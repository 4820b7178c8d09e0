"""The crafts and techniques everybody shares. See crafts/data/SOURCE.md."""

import json
from pathlib import Path
from typing import Any

from django.db import migrations

DATA = Path(__file__).parents[1] / "data" / "crafts.json"


def fill(_apps: Any, schema_editor: Any) -> None:
    kept = json.loads(DATA.read_text(encoding="utf-8"))
    with schema_editor.connection.cursor() as cursor:
        for table, entries in (("crafts_craft", kept["crafts"]), ("crafts_technique", kept["techniques"])):
            cursor.executemany(
                f"INSERT INTO {table} (code, name, name_en, family) VALUES (%(code)s, %(name)s, %(name_en)s, %(family)s)",
                entries,
            )


def empty(_apps: Any, schema_editor: Any) -> None:
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("DELETE FROM crafts_technique; DELETE FROM crafts_craft")


class Migration(migrations.Migration):
    dependencies = [("crafts", "0002_fences")]

    operations = [migrations.RunPython(fill, empty)]
