"""Fences of the people tables."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("kernel", "0002_fences")]

    operations = [
        Fence("people", ["Party", "Workshop", "Worker", "MemberCard"]),
    ]
