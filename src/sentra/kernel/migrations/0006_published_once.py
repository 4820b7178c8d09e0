"""The district is asked when a row is published, not at each change after: see kernel.fences."""

from django.db import migrations

from sentra.kernel.fences import PUBLISHED


class Migration(migrations.Migration):
    dependencies = [("kernel", "0005_published")]

    operations = [migrations.RunSQL(PUBLISHED, migrations.RunSQL.noop)]
