"""Fence of what came from the store."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("production", "0005_pieces_from_the_store")]

    operations = [Fence("production", ["Supply"])]
