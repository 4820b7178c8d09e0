"""The account of revolving funds, for databases whose chart was loaded before it had one."""

from django.db import migrations

ADD = """
INSERT INTO ledger_account (code, name, name_en, "group", section, debit_normal, by_party)
VALUES ('2-2200', 'Utang dana bergulir', 'Revolving funds to be repaid', 'liability', 'kewajiban jangka panjang',
        false, false)
ON CONFLICT (code) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0007_founders_deposits")]

    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
