"""The shared chart of accounts, from ledger/data/chart.json (56 accounts)."""

import json
from pathlib import Path
from typing import Any

from django.db import migrations

CHART = Path(__file__).resolve().parents[1] / "data" / "chart.json"
COLUMNS = ("code", "name", "name_en", "group", "section", "debit_normal", "by_party")


def load(_apps: Any, schema_editor: Any) -> None:
    """Plain SQL: a migration never imports models."""
    rows = [[account[column] for column in COLUMNS] for account in json.loads(CHART.read_text())["accounts"]]
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    with schema_editor.connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO ledger_account ({names}) VALUES (%s, %s, %s, %s, %s, %s, %s)", rows)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_fences")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
