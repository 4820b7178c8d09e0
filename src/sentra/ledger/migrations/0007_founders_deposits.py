"""What founders pay in before the cooperative exists: theirs until the ministry has approved."""

from django.db import migrations

ADD = """
INSERT INTO ledger_account (code, name, name_en, "group", section, debit_normal, by_party)
VALUES ('2-1560', 'Titipan simpanan pendiri', 'Founders'' deposits', 'liability', 'kewajiban', false, true)
ON CONFLICT (code) DO NOTHING
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0006_post_in_one_call")]

    operations = [migrations.RunSQL(ADD, migrations.RunSQL.noop)]
