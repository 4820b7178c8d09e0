"""A message keeps its sentences and what fills their gaps: each reader gets it in her language."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_file_sender'),
    ]

    operations = [
        migrations.AddField(
            model_name='notice',
            name='words',
            field=models.JSONField(default=dict),
        ),
    ]
