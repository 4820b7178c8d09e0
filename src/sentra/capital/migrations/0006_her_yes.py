"""A deduction is proposed first; only her yes lets a slip take it. Kept ones count as asked when agreed."""

from django.db import migrations, models
from django.utils import timezone


class Migration(migrations.Migration):
    dependencies = [("capital", "0005_money_that_came_back")]

    operations = [
        migrations.AddField("deduction", "answer_note", models.CharField(blank=True, max_length=160)),
        migrations.AddField("deduction", "answered_by", models.BigIntegerField(null=True)),
        migrations.AddField("deduction", "dropped_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "deduction", "proposed_at", models.DateTimeField(default=timezone.now), preserve_default=False
        ),
        migrations.AddField("deduction", "proposed_by", models.BigIntegerField(null=True)),
        migrations.AlterField("deduction", "agreed_at", models.DateTimeField(null=True)),
        migrations.AddConstraint(
            "deduction",
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True) | models.Q(dropped_at__isnull=True),
                name="deduction_has_one_answer",
            ),
        ),
        migrations.AddConstraint(
            "deduction",
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=False) | models.Q(taken_idr=0, reserved_idr=0),
                name="deduction_taken_with_her_yes",
            ),
        ),
        migrations.AddConstraint(
            "deduction",
            models.CheckConstraint(
                condition=models.Q(agreed_at__isnull=True)
                | models.Q(answered_by__isnull=True)
                | ~models.Q(answered_by=models.F("proposed_by")),
                name="deduction_yes_written_by_another",
            ),
        ),
    ]
