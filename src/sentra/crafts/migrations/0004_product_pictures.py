"""The widths of a product's picture, with their fences."""

import django.db.models.deletion
from django.db import migrations, models

import sentra.kernel.fields
import sentra.kernel.tenancy
from sentra.kernel.fences import Fence


class Migration(migrations.Migration):
    dependencies = [("crafts", "0003_crafts_and_techniques"), ("kernel", "0002_fences")]

    operations = [
        migrations.CreateModel(
            name="ProductPicture",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("width", models.PositiveIntegerField()),
                ("height", models.PositiveIntegerField()),
                (
                    "tenant",
                    models.ForeignKey(
                        default=sentra.kernel.tenancy.writer,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.tenant",
                    ),
                ),
                (
                    "file",
                    sentra.kernel.fields.Within(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.storedfile",
                    ),
                ),
                (
                    "product",
                    sentra.kernel.fields.Within(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pictures",
                        to="crafts.product",
                    ),
                ),
            ],
            options={
                "ordering": ["product", "width"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("tenant", "product", "width"), name="product_picture_width_once"
                    )
                ],
            },
        ),
        Fence("crafts", ["ProductPicture"]),
    ]
