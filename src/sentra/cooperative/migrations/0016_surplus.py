"""A year's surplus (SHU): runs, shares, payments, questions; a resolution may decide on it."""

import django.contrib.postgres.fields
import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('cooperative', '0015_one_loan_and_who_named_the_heir'),
        ('kernel', '0007_published_with_its_parent'),
    ]

    operations = [
        migrations.AlterField(
            model_name='resolution',
            name='kind',
            field=models.CharField(choices=[('general', 'Resolution'), ('adoption', 'Adoption of the rules (AD/ART)'), ('clause', 'Change of a rule'), ('officers', 'Election of officers'), ('expulsion', 'Expulsion of a member'), ('surplus', 'Sharing of the surplus (SHU)')], max_length=20),
        ),
        migrations.CreateModel(
            name='SurplusRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year_end', models.DateField()),
                ('stage', models.CharField(choices=[('draft', 'Draft'), ('approved', 'Approved by the annual meeting'), ('posted', 'In the books'), ('dropped', 'Dropped'), ('replaced', 'Replaced by a new run')], default='draft', max_length=20)),
                ('members_idr', sentra.kernel.fields.Rupiah()),
                ('others_idr', sentra.kernel.fields.Rupiah()),
                ('scheme', models.JSONField()),
                ('who', models.CharField(choices=[('at_end', 'Members on the last day'), ('in_year', 'Everybody who was a member in the year')], default='at_end', max_length=20)),
                ('measure', models.CharField(choices=[('at_end', 'What lies there on the last day'), ('average', 'The average of the twelve month ends')], default='at_end', max_length=20)),
                ('counted', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('outside', models.JSONField()),
                ('pools', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('rests', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('seal', models.CharField(max_length=64)),
                ('reason', models.CharField(blank=True, max_length=200)),
                ('made_at', models.DateTimeField()),
                ('made_by', models.BigIntegerField(null=True)),
                ('posted_on', models.DateField(null=True)),
                ('posted_by', models.BigIntegerField(null=True)),
                ('replaces', sentra.kernel.fields.Within(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaced_by', to='cooperative.surplusrun')),
                ('resolution', sentra.kernel.fields.Within(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='surplus_runs', to='cooperative.resolution')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='SurplusShare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('bases', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('shares', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None)),
                ('total_idr', sentra.kernel.fields.Rupiah()),
                ('member', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='surplus_shares', to='cooperative.member')),
                ('run', sentra.kernel.fields.Within(db_constraint=False, db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='shares', to='cooperative.surplusrun')),
                ('tenant', models.ForeignKey(db_index=False, default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
        ),
        migrations.CreateModel(
            name='ShareQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.CharField(max_length=500)),
                ('asked_at', models.DateTimeField()),
                ('answer', models.CharField(blank=True, max_length=500)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.BigIntegerField(null=True)),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
                ('share', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='questions', to='cooperative.surplusshare')),
            ],
        ),
        migrations.CreateModel(
            name='SurplusPayment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.UUIDField(default=uuid.uuid4, editable=False)),
                ('number', models.PositiveIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
                ('amount_idr', sentra.kernel.fields.Rupiah()),
                ('method', models.CharField(choices=[('cash', 'Cash'), ('bank', 'Bank')], max_length=20)),
                ('paid_on', models.DateField()),
                ('written_by', models.BigIntegerField(null=True)),
                ('taken_back_at', models.DateTimeField(null=True)),
                ('taken_back_reason', models.CharField(blank=True, max_length=160)),
                ('member', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='surplus_payments', to='cooperative.member')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'year', 'number'), name='surplus_receipt_number'), models.CheckConstraint(condition=models.Q(('amount_idr__gt', 0)), name='surplus_payment_positive'), models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_reason', '')), models.Q(('taken_back_at__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='surplus_payment_taken_back_says_why')],
            },
        ),
        migrations.AddConstraint(
            model_name='surplusrun',
            constraint=models.UniqueConstraint(condition=models.Q(('stage', 'posted')), fields=('tenant', 'year_end'), name='surplus_posted_once_a_year'),
        ),
        migrations.AddConstraint(
            model_name='surplusrun',
            constraint=models.UniqueConstraint(condition=models.Q(('stage__in', ['draft', 'approved'])), fields=('tenant', 'year_end'), name='surplus_one_open_run_a_year'),
        ),
        migrations.AddConstraint(
            model_name='surplusrun',
            constraint=models.CheckConstraint(condition=models.Q(('stage__in', ['draft', 'dropped']), ('resolution__isnull', False), _connector='OR'), name='surplus_approved_by_a_resolution'),
        ),
        migrations.AddConstraint(
            model_name='surplusrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('stage__in', ['posted', 'replaced']), _negated=True), ('posted_on__isnull', False), _connector='OR'), name='surplus_posted_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='surplusshare',
            constraint=models.UniqueConstraint(fields=('tenant', 'run', 'member'), name='surplus_share_once'),
        ),
        migrations.AddConstraint(
            model_name='surplusshare',
            constraint=models.CheckConstraint(condition=models.Q(('total_idr__gte', 0)), name='surplus_share_not_negative'),
        ),
        migrations.AddIndex(
            model_name='sharequestion',
            index=models.Index(fields=['tenant', 'share'], name='share_question_by_share'),
        ),
        migrations.AddConstraint(
            model_name='sharequestion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answer', ''), ('answered_at__isnull', True)), models.Q(('answered_at__isnull', False), models.Q(('answer', ''), _negated=True)), _connector='OR'), name='share_question_answered_in_words'),
        ),
    ]
