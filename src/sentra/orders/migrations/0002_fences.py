"""Fences of the orders tables."""

from django.db import migrations

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("orders", "0001_initial"), ("crafts", "0002_fences")]

    operations = [
        Fence(
            "orders", ["Lead", "Order", "OrderLine", "Sample", "Payment", "Delivery", "DeliveryLine", "Invoice"]
        ),
    ]
