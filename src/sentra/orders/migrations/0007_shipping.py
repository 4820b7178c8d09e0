"""The shipping table; what sending cost stands in the order, frozen with its acceptance."""

import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
from django.db import migrations, models

from sentra.kernel.fences import Fence

FROZEN = """
CREATE FUNCTION orders_shipping_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.accepted_at IS NOT NULL
     AND (NEW.shipping_idr, NEW.send_region_id) IS DISTINCT FROM (OLD.shipping_idr, OLD.send_region_id) THEN
    RAISE EXCEPTION 'what sending order % costs is frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_shipping_frozen BEFORE UPDATE ON orders_order
  FOR EACH ROW EXECUTE FUNCTION orders_shipping_frozen();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0007_published_with_its_parent'),
        ('orders', '0006_bought_as_it_lies'),
        ('people', '0006_persons'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShippingZone',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
                ('name', models.CharField(max_length=60)),
                ('days_from', models.PositiveSmallIntegerField()),
                ('days_to', models.PositiveSmallIntegerField()),
                ('further_kg_idr', sentra.kernel.fields.Rupiah(null=True)),
                ('rest', models.BooleanField(default=False)),
                ('active', models.BooleanField(default=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='ShippingRegion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('region', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.region')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
                ('zone', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='regions', to='orders.shippingzone')),
            ],
        ),
        migrations.CreateModel(
            name='ShippingStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
                ('zone', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='steps', to='orders.shippingzone')),
                ('up_to_g', models.PositiveIntegerField()),
                ('price_idr', sentra.kernel.fields.Rupiah()),
            ],
            options={
                'ordering': ['up_to_g'],
            },
        ),
        migrations.AddField(
            model_name='order',
            name='send_region',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.region'),
        ),
        migrations.AddField(
            model_name='order',
            name='shipping_idr',
            field=sentra.kernel.fields.Rupiah(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('shipping_idr__gte', 0), ('shipping_idr__lte', models.F('total_idr'))), name='order_shipping_within_total'),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.CheckConstraint(condition=models.Q(('shipping_idr', 0), ('way', 'send'), _connector='OR'), name='order_shipping_when_sent'),
        ),
        migrations.AddConstraint(
            model_name='shippingzone',
            constraint=models.UniqueConstraint(fields=('tenant', 'name'), name='shipping_zone_name_once'),
        ),
        migrations.AddConstraint(
            model_name='shippingzone',
            constraint=models.UniqueConstraint(condition=models.Q(('rest', True)), fields=('tenant',), name='shipping_zone_one_rest'),
        ),
        migrations.AddConstraint(
            model_name='shippingzone',
            constraint=models.CheckConstraint(condition=models.Q(('days_from__gte', 0), ('days_to__gte', models.F('days_from')), ('days_to__lte', 90)), name='shipping_zone_days_in_order'),
        ),
        migrations.AddConstraint(
            model_name='shippingzone',
            constraint=models.CheckConstraint(condition=models.Q(('further_kg_idr__isnull', True), ('further_kg_idr__gte', 0), _connector='OR'), name='shipping_zone_kilogram_not_negative'),
        ),
        migrations.AddConstraint(
            model_name='shippingstep',
            constraint=models.UniqueConstraint(fields=('tenant', 'zone', 'up_to_g'), name='shipping_step_once'),
        ),
        migrations.AddConstraint(
            model_name='shippingstep',
            constraint=models.CheckConstraint(condition=models.Q(('price_idr__gte', 0), ('up_to_g__gt', 0)), name='shipping_step_weighs'),
        ),
        migrations.AddConstraint(
            model_name='shippingregion',
            constraint=models.UniqueConstraint(fields=('tenant', 'region'), name='shipping_region_in_one_zone'),
        ),
        Fence("orders", ["ShippingZone", "ShippingRegion", "ShippingStep"]),
        migrations.RunSQL(FROZEN, migrations.RunSQL.noop),
    ]
