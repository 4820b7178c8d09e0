"""Orders of one checkout at several cooperatives; pictures of transfers; money of unpaid orders is correctable."""

import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
from django.db import migrations, models

from sentra.kernel.fences import Fence


# As 0004; what came in part for goods that are set aside may have been written down wrongly, too.
TAKEN_BACK = """
CREATE OR REPLACE FUNCTION orders_taken_back_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE what orders_payment; stage text; down bigint; refunded bigint; set_off bigint; reopened bigint;
BEGIN
  SELECT * INTO what FROM orders_payment WHERE id = NEW.payment_id;
  SELECT o.stage INTO stage FROM orders_order o WHERE o.id = what.order_id FOR UPDATE;
  IF stage NOT IN ('placed', 'accepted', 'making', 'delivered', 'invoiced', 'paid') THEN
    RAISE EXCEPTION 'the money of order % is final', what.order_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT coalesce(sum(p.amount_idr) FILTER (WHERE p.kind = 'down_payment' AND t.id IS NULL), 0),
         coalesce(sum(p.amount_idr) FILTER (WHERE p.kind = 'refund' AND t.id IS NULL), 0),
         coalesce(sum(t.reopened_idr), 0) + NEW.reopened_idr
    INTO down, refunded, reopened
    FROM orders_payment p LEFT JOIN orders_takenback t ON t.payment_id = p.id
   WHERE p.order_id = what.order_id AND p.id <> what.id;
  SELECT coalesce(sum(down_payment_idr), 0) - reopened INTO set_off FROM orders_invoice WHERE order_id = what.order_id;
  IF (what.kind <> 'down_payment' AND NEW.reopened_idr > 0)
     OR (what.kind = 'down_payment' AND (set_off < 0 OR down - refunded < set_off)) THEN
    RAISE EXCEPTION 'payment % is still needed by order %', what.id, what.order_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0007_published_with_its_parent'),
        ('orders', '0007_shipping'),
        ('people', '0006_persons'),
    ]

    operations = [
        migrations.CreateModel(
            name='PaymentProof',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('sent_at', models.DateTimeField()),
                ('order', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='orders.order')),
                ('picture', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.storedfile')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'ordering': ['order', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='order',
            name='checkout',
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AddConstraint(
            model_name='order',
            constraint=models.UniqueConstraint(fields=('checkout', 'tenant'), name='order_once_in_a_checkout'),
        ),
        Fence("orders", ["PaymentProof"], append_only=["PaymentProof"]),
        migrations.RunSQL(TAKEN_BACK, migrations.RunSQL.noop),
    ]
