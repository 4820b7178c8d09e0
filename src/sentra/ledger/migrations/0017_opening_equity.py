"""The counter account of opening balances: zero when they are complete."""

from django.db import migrations

ADDED = """
INSERT INTO ledger_account (code, name, name_en, "group", section, debit_normal, by_party) VALUES
  ('3-1800', 'Ekuitas saldo awal', 'Opening balance equity', 'equity', 'ekuitas', false, false)
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0016_assets_owned_before")]

    operations = [migrations.RunSQL(ADDED, migrations.RunSQL.noop)]
