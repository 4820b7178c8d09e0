"""Capital aid is read through indexes by owner and reader; a case is found by its proposal."""

from django.db import migrations, models

from sentra.kernel.fences import found_by_reader

TABLES = ["proposal", "aidmoney", "aiduse", "aidcase", "aidcheck"]


class Migration(migrations.Migration):
    dependencies = [("capital", "0011_gains_add_up")]

    operations = [
        migrations.AddIndex(
            model_name="aidcase",
            index=models.Index(fields=["proposal_uid"], name="aid_case_of_proposal"),
        ),
        *[
            migrations.RunSQL(statement, migrations.RunSQL.noop)
            for table in TABLES
            for statement in found_by_reader(f"capital_{table}")
        ],
    ]
