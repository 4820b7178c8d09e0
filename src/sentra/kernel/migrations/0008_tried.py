"""How often somebody without an account tried something."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0007_published_with_its_parent'),
    ]

    operations = [
        migrations.CreateModel(
            name='Tried',
            fields=[
                ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('times', models.PositiveIntegerField()),
                ('until', models.DateTimeField(db_index=True)),
            ],
        ),
    ]
