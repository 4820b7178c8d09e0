"""The sub-district as the office's list has it, for entries whose place could not be matched."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("crafts", "0004_product_pictures")]

    operations = [
        migrations.AddField(
            model_name="registryentry",
            name="subdistrict_text",
            field=models.CharField(blank=True, default="", max_length=120),
            preserve_default=False,
        ),
    ]
