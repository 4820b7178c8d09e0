"""Fences of the trade tables: a price that was noted or set stays as it was."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("trade", "0001_prices"), ("crafts", "0002_fences")]

    operations = [
        Fence("trade", ["CollectorPrice", "FloorPrice"], append_only=["CollectorPrice", "FloorPrice"]),
    ]
