"""Of one box a single count waits for its answer: two that are both confirmed would book a difference twice."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("payments", "0002_fences")]

    operations = [
        migrations.AddConstraint(
            model_name="cashcount",
            constraint=models.UniqueConstraint(
                fields=("tenant", "ledger"), condition=models.Q(("state", "counted")),
                name="cash_count_waits_alone",
            ),
        ),
    ]  # fmt: skip
