"""A piece is for an order or free, and belongs to the cooperative or to the maker who left it."""

import django.db.models.deletion
import django.db.models.functions.comparison
import sentra.kernel.fields
from django.db import migrations, models

from sentra.kernel.fences import Refer


class Migration(migrations.Migration):

    dependencies = [
        ('crafts', '0013_product_photos'),
        ('kernel', '0007_published_with_its_parent'),
        ('people', '0006_persons'),
        ('stock', '0006_purchase_taken_back'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='level',
            name='level_once',
        ),
        migrations.RemoveConstraint(
            model_name='move',
            name='move_goes_somewhere',
        ),
        migrations.RemoveConstraint(
            model_name='place',
            name='place_once',
        ),
        migrations.AddField(
            model_name='level',
            name='owner',
            field=sentra.kernel.fields.Within(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.workshop'),
        ),
        migrations.AddField(
            model_name='move',
            name='from_order_id',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='move',
            name='owner',
            field=sentra.kernel.fields.Within(db_constraint=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.workshop'),
        ),
        migrations.AlterField(
            model_name='place',
            name='kind',
            field=models.CharField(choices=[('making', 'Being made'), ('store', "Cooperative's store"), ('workshop', 'Workshop'), ('buyer', 'Buyer'), ('scrap', 'Written off'), ('supplier', 'Supplier'), ('stall', 'Stall'), ('exhibition', 'Exhibition'), ('transit', 'On the way')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='level',
            constraint=models.UniqueConstraint(fields=('tenant', 'place', 'stage', 'order_id', 'owner'), name='level_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='move',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('source', models.F('target')), _negated=True), models.Q(('from_order_id__isnull', False), models.Q(('from_order_id', django.db.models.functions.comparison.Coalesce('order_id', 0)), _negated=True)), _connector='OR'), name='move_changes_something'),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('exhibition', 'stall', 'transit')), _negated=True), fields=('tenant', 'kind', 'workshop'), name='place_once', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(condition=models.Q(('kind__in', ('exhibition', 'stall', 'transit'))), fields=('tenant', 'kind', 'name'), name='named_place_once'),
        ),
        Refer("stock", ["Level.owner", "Move.owner"]),
    ]
