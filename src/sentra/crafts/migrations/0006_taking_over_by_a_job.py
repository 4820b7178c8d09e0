"""Taking a long list over is a job: the batch says that it waits and since when."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('crafts', '0005_subdistrict_text'),
        ('kernel', '0003_file_sender'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='importbatch',
            name='batch_committed_has_day',
        ),
        migrations.AddField(
            model_name='importbatch',
            name='asked_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AlterField(
            model_name='importbatch',
            name='state',
            field=models.CharField(choices=[('checked', 'Checked, not yet taken over'), ('taking', 'Being taken over'), ('committed', 'Taken over'), ('undone', 'Undone')], default='checked', max_length=20),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['checked', 'taking']), ('committed_at__isnull', False), _connector='OR'), name='batch_committed_has_day'),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'taking'), _negated=True), ('asked_at__isnull', False), _connector='OR'), name='batch_taking_was_asked_for'),
        ),
    ]
