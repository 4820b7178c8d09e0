"""Fences of quick cash: a purchase stays as its receipt has it; what was shared stays shared."""

from django.db import migrations

from sentra.kernel.fences import Fence

SHARED_STAYS = """
CREATE FUNCTION trade_use_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.shared_at IS NOT NULL
     OR (NEW.tenant_id, NEW.purchase_id, NEW.supply_id) IS DISTINCT FROM (OLD.tenant_id, OLD.purchase_id, OLD.supply_id) THEN
    RAISE EXCEPTION 'the gain of use % stays as it was shared', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER trade_use_stays BEFORE UPDATE OR DELETE ON trade_use FOR EACH ROW EXECUTE FUNCTION trade_use_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("trade", "0003_quick_cash"), ("production", "0006_supply_fence")]

    operations = [
        Fence("trade", ["FundMove", "Purchase", "Use"], append_only=["FundMove", "Purchase"]),
        migrations.RunSQL(SHARED_STAYS, migrations.RunSQL.noop),
    ]
