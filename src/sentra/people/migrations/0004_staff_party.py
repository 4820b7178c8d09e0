"""Members of staff who are makers too."""

import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
from django.conf import settings
from django.db import migrations, models

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0004_words_of_a_notice'),
        ('people', '0003_regions'),
    ]

    operations = [
        migrations.CreateModel(
            name='StaffParty',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateTimeField()),
                ('party', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.party')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'user'), name='staff_party_one_per_user'), models.UniqueConstraint(fields=('tenant', 'party'), name='staff_party_one_per_party')],
            },
        ),
        Fence("people", ["StaffParty"]),
    ]
