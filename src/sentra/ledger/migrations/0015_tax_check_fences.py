"""A check of a tax row is written once and stays."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("ledger", "0014_tax_checks")]

    operations = [Fence("ledger", ["TaxCheck"], append_only=["TaxCheck"])]
