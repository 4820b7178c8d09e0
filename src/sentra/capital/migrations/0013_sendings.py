"""Which of the run's bank files a transfer went with, and on what day: the next file has another number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("capital", "0012_found_by_reader")]

    operations = [
        migrations.AddField("slip", "sending", models.PositiveSmallIntegerField(default=0)),
        migrations.AddField("slip", "sent_on", models.DateField(null=True)),
    ]
