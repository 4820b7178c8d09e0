"""A row of something published goes where that went: see kernel.fences.published_as."""

from django.db import migrations

from sentra.kernel.fences import PUBLISHED


class Migration(migrations.Migration):
    dependencies = [("kernel", "0006_published_once")]

    operations = [migrations.RunSQL(PUBLISHED, migrations.RunSQL.noop)]
