"""Postings lose the indexes that another one covers (each cost a write per line) and get one by day."""

import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_closing"),
    ]

    operations = [
        migrations.AlterField(
            model_name="posting",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="ledger.account",
            ),
        ),
        migrations.AlterField(
            model_name="posting",
            name="entry",
            field=sentra.kernel.fields.Within(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="postings",
                to="ledger.entry",
            ),
        ),
        migrations.AlterField(
            model_name="posting",
            name="party",
            field=sentra.kernel.fields.Within(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.party",
            ),
        ),
        migrations.AlterField(
            model_name="posting",
            name="tenant",
            field=models.ForeignKey(
                db_index=False,
                default=sentra.kernel.tenancy.writer,
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kernel.tenant",
            ),
        ),
        migrations.AddIndex(
            model_name="posting",
            index=models.Index(
                fields=["tenant", "booked_on"], include=("account", "amount_idr"), name="posting_by_day"
            ),
        ),
    ]
