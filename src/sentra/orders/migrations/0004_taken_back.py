"""Payments that were written down wrongly: taken back by a row of their own, and counted no longer."""

import django.db.models.deletion
import sentra.kernel.fields
import sentra.kernel.tenancy
from django.db import migrations, models

from sentra.kernel.fences import Fence

# As 0003, without the payments that were taken back and with what the invoice asks for again.
BOUNDS = """
CREATE OR REPLACE FUNCTION orders_payment_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked bigint; down bigint; settled bigint; refunded bigint; billed bigint; set_off bigint; reopened bigint;
BEGIN
  SELECT total_idr INTO asked FROM orders_order WHERE id = NEW.order_id FOR UPDATE;
  SELECT coalesce(sum(p.amount_idr) FILTER (WHERE p.kind = 'down_payment' AND t.id IS NULL), 0),
         coalesce(sum(p.amount_idr) FILTER (WHERE p.kind = 'settlement' AND t.id IS NULL), 0),
         coalesce(sum(p.amount_idr) FILTER (WHERE p.kind = 'refund' AND t.id IS NULL), 0),
         coalesce(sum(t.reopened_idr), 0)
    INTO down, settled, refunded, reopened
    FROM orders_payment p LEFT JOIN orders_takenback t ON t.payment_id = p.id WHERE p.order_id = NEW.order_id;
  SELECT coalesce(sum(total_idr), 0), coalesce(sum(down_payment_idr), 0) - reopened
    INTO billed, set_off FROM orders_invoice WHERE order_id = NEW.order_id;
  IF (NEW.kind = 'down_payment' AND down + NEW.amount_idr > asked)
     OR (NEW.kind = 'settlement' AND settled + NEW.amount_idr > billed - set_off)
     OR (NEW.kind = 'refund' AND refunded + NEW.amount_idr > down - set_off) THEN
    RAISE EXCEPTION 'this % is more than order % has room for', NEW.kind, NEW.order_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""

# The down payments that stand still cover what was given back and what the invoice takes off.
TAKEN_BACK = """
CREATE FUNCTION orders_taken_back_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE what orders_payment; stage text; down bigint; refunded bigint; set_off bigint; reopened bigint;
BEGIN
  SELECT * INTO what FROM orders_payment WHERE id = NEW.payment_id;
  SELECT o.stage INTO stage FROM orders_order o WHERE o.id = what.order_id FOR UPDATE;
  IF stage NOT IN ('accepted', 'making', 'delivered', 'invoiced', 'paid') THEN
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
CREATE TRIGGER orders_taken_back_within BEFORE INSERT ON orders_takenback
  FOR EACH ROW EXECUTE FUNCTION orders_taken_back_within();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('kernel', '0003_file_sender'),
        ('orders', '0003_frozen_on_acceptance'),
    ]

    operations = [
        migrations.CreateModel(
            name='TakenBack',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reason', models.CharField(max_length=160)),
                ('reopened_idr', sentra.kernel.fields.Rupiah(default=0)),
                ('taken_back_at', models.DateTimeField()),
                ('payment', sentra.kernel.fields.Within(db_constraint=False, on_delete=django.db.models.deletion.PROTECT, related_name='taken_back', to='orders.payment')),
                ('tenant', models.ForeignKey(default=sentra.kernel.tenancy.writer, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='kernel.tenant')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('tenant', 'payment'), name='payment_taken_back_once'), models.CheckConstraint(condition=models.Q(('reopened_idr__gte', 0)), name='reopened_not_negative'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='taken_back_for_a_reason')],
            },
        ),
        Fence("orders", ["TakenBack"], append_only=["TakenBack"]),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (BOUNDS, TAKEN_BACK)),
    ]
