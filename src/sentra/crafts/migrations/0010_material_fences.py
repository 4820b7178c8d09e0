"""Fences round materials and recipes."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("crafts", "0009_materials")]

    operations = [Fence("crafts", ["Material", "StageMaterial"])]
