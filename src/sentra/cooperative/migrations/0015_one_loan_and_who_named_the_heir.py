"""Who named the heir does not pay her; nobody has two loans, also when two desks act at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0014_claims_returned")]

    operations = [
        migrations.AddField("leaving", "heir_named_by", models.BigIntegerField(null=True)),
        migrations.AddConstraint(
            "leaving",
            models.CheckConstraint(
                condition=models.Q(paid_by__isnull=True)
                | models.Q(heir_named_by__isnull=True)
                | ~models.Q(paid_by=models.F("heir_named_by")),
                name="leaving_heir_paid_by_another",
            ),
        ),
        migrations.AddConstraint(
            "loan",
            models.UniqueConstraint(
                fields=["tenant", "member"],
                condition=models.Q(stage__in=["asked", "approved", "running"]),
                name="loan_one_at_a_time",
            ),
        ),
    ]
