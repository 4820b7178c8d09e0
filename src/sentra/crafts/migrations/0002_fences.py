"""Fences of the crafts tables."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("crafts", "0001_initial"), ("people", "0002_fences")]

    operations = [
        Fence(
            "crafts",
            [
                "Motif",
                "Product",
                "Stage",
                "Skill",
                "Capacity",
                "Absence",
                "ColumnMemory",
                "ImportBatch",
                "RegistryEntry",
            ],
        ),
    ]
