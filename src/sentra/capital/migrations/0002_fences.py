"""Fences of the capital tables."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("capital", "0001_initial"), ("quality", "0002_fences")]

    operations = [
        Fence(
            "capital",
            ["Advance", "PayoutRun", "Slip", "SlipLine", "Paid", "Deduction"],
            append_only=["SlipLine"],
        ),
    ]
