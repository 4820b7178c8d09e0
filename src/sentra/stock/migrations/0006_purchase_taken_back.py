"""A purchase written down wrongly is taken back once, with a reason; else it stays as it was made."""

from django.db import migrations, models

# As 0005, but once, paid or not, it is taken back and nothing else of it changes.
PURCHASE = """
CREATE OR REPLACE FUNCTION stock_purchase_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE back text[] := ARRAY['taken_back_at', 'taken_back_reason']; paying text[] := ARRAY['paid_on', 'method'];
BEGIN
  IF TG_OP = 'DELETE' OR OLD.taken_back_at IS NOT NULL OR NOT (
     (to_jsonb(NEW) - back) = (to_jsonb(OLD) - back)
     OR (OLD.paid_on IS NULL AND (to_jsonb(NEW) - paying) = (to_jsonb(OLD) - paying))) THEN
    RAISE EXCEPTION 'purchase % stays as it was made', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0005_material_fences")]

    operations = [
        migrations.AddField("materialpurchase", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AddField(
            "materialpurchase", "taken_back_reason", models.CharField(blank=True, max_length=160)
        ),
        migrations.AddConstraint(
            "materialpurchase",
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="purchase_taken_back_says_why",
            ),
        ),
        migrations.RunSQL(PURCHASE, migrations.RunSQL.noop),
    ]
