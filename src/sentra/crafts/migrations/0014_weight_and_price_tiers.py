"""What a piece weighs and measures, and what is taken off for those who take several."""

import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
from django.db import migrations, models

from sentra.kernel.fences import Fence


class Migration(migrations.Migration):

    dependencies = [
        ('crafts', '0013_product_photos'),
        ('kernel', '0007_published_with_its_parent'),
    ]

    operations = [
        migrations.CreateModel(
            name='PriceTier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('product', sentra.kernel.fields.Within(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='price_tiers', to='crafts.product')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
                ('from_pieces', models.PositiveIntegerField()),
                ('off_permille', models.PositiveSmallIntegerField(default=0)),
                ('price_idr', sentra.kernel.fields.Rupiah(null=True)),
                ('shops_only', models.BooleanField(default=False)),
            ],
            options={
                'ordering': ['product', 'shops_only', 'from_pieces'],
            },
        ),
        migrations.AddField(
            model_name='product',
            name='height_cm',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='product',
            name='length_cm',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='product',
            name='weight_g',
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name='product',
            name='width_cm',
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('weight_g__isnull', True), ('weight_g__gt', 0), _connector='OR'), name='product_weight_g_positive'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('length_cm__isnull', True), ('length_cm__gt', 0), _connector='OR'), name='product_length_cm_positive'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('width_cm__isnull', True), ('width_cm__gt', 0), _connector='OR'), name='product_width_cm_positive'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('height_cm__isnull', True), ('height_cm__gt', 0), _connector='OR'), name='product_height_cm_positive'),
        ),
        migrations.AddConstraint(
            model_name='pricetier',
            constraint=models.UniqueConstraint(fields=('tenant', 'product', 'shops_only', 'from_pieces'), name='price_tier_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='pricetier',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('off_permille__range', (1, 999)), ('price_idr__isnull', True)), models.Q(('off_permille', 0), ('price_idr__gt', 0), ('price_idr__isnull', False), ('product__isnull', False)), _connector='OR'), name='price_tier_says_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='pricetier',
            constraint=models.CheckConstraint(condition=models.Q(('from_pieces__gt', 0)), name='price_tier_from_a_piece'),
        ),
        Fence("crafts", ["PriceTier"]),
    ]
