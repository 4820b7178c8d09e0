"""Two accounts more: interest on members' savings, and cash counted more or less than written down."""

from django.db import migrations

ADDED = """
INSERT INTO ledger_account (code, name, name_en, "group", section, debit_normal, by_party) VALUES
  ('6-1700', 'Beban jasa simpanan anggota', 'Interest on members'' savings', 'cost', 'beban operasi', true, false),
  ('8-1200', 'Selisih kas', 'Cash over and short', 'income', 'lain-lain', false, false)
ON CONFLICT DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0009_quick_cash_fund")]

    operations = [migrations.RunSQL(ADDED, migrations.RunSQL.noop)]
