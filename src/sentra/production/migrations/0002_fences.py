"""Fences of the production tables."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("production", "0001_initial"), ("orders", "0002_fences")]

    operations = [
        Fence("production", ["Plan", "Assignment", "Progress"], append_only=["Plan", "Progress"]),
    ]
