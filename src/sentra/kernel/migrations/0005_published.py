"""What a row published to an office or a cooperative must keep: see kernel.fences."""

from django.db import migrations

from sentra.kernel.fences import PUBLISHED


class Migration(migrations.Migration):
    dependencies = [("kernel", "0004_words_of_a_notice")]

    operations = [migrations.RunSQL(PUBLISHED, "DROP FUNCTION sentra_published()")]
