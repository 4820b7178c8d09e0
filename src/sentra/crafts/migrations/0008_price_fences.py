"""Fences of the price helper's tables: what was set or counted stays as it was."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("crafts", "0007_what_a_price_is_counted_from")]

    operations = [
        Fence("crafts", ["WageFloor", "CostSheet"], append_only=["WageFloor", "CostSheet"]),
    ]
