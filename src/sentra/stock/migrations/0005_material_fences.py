"""Fences of materials: tenants, append-only moves, levels that are sums of moves; a paid purchase stays."""

from django.db import migrations

from sentra.kernel.fences import Fence

# As with goods: the trigger alone keeps the levels, in the order of places' ids; material at a workshop is
# there for an order, elsewhere for none. The CHECK of the table refuses a bounded place below zero.
LEVELS = """
CREATE FUNCTION stock_material_level_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one record;
DECLARE seen int := 0;
DECLARE mine bigint;
BEGIN
  FOR one IN SELECT p.id, p.kind, CASE WHEN p.id = NEW.target_id THEN 1 ELSE -1 END AS sign
               FROM stock_place p WHERE p.id IN (NEW.source_id, NEW.target_id) ORDER BY p.id LOOP
    mine := CASE WHEN one.kind = 'workshop' THEN coalesce(NEW.order_id, 0) ELSE 0 END;
    INSERT INTO stock_materiallevel (tenant_id, place_id, material_id, order_id, units, value_idr, bounded)
         VALUES (NEW.tenant_id, one.id, NEW.material_id, mine, 0, 0, one.kind IN ('store', 'workshop'))
    ON CONFLICT (tenant_id, place_id, material_id, order_id) DO NOTHING;
    UPDATE stock_materiallevel
       SET units = units + one.sign * NEW.units, value_idr = value_idr + one.sign * NEW.value_idr
     WHERE tenant_id = NEW.tenant_id AND place_id = one.id AND material_id = NEW.material_id AND order_id = mine;
    IF FOUND THEN seen := seen + 1; END IF;
  END LOOP;
  IF seen <> 2 THEN
    RAISE EXCEPTION 'material move % has places nobody sees', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER stock_material_level_follows AFTER INSERT ON stock_materialmove
  FOR EACH ROW EXECUTE FUNCTION stock_material_level_follows();
CREATE TRIGGER stock_material_level_by_moves_only BEFORE INSERT OR UPDATE OR DELETE ON stock_materiallevel
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION stock_level_by_moves_only();
"""

PURCHASE = """
CREATE FUNCTION stock_purchase_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.paid_on IS NOT NULL OR
     (NEW.tenant_id, NEW.material_id, NEW.units, NEW.total_idr, NEW.supplier, NEW.bought_on, NEW.due_on)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.material_id, OLD.units, OLD.total_idr, OLD.supplier, OLD.bought_on, OLD.due_on) THEN
    RAISE EXCEPTION 'purchase % stays as it was made', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stock_purchase_stays BEFORE UPDATE OR DELETE ON stock_materialpurchase
  FOR EACH ROW EXECUTE FUNCTION stock_purchase_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0004_materials"), ("crafts", "0010_material_fences")]

    operations = [
        Fence("stock", ["MaterialMove", "MaterialLevel", "MaterialPurchase"], append_only=["MaterialMove"]),
        migrations.RunSQL(LEVELS, migrations.RunSQL.noop),
        migrations.RunSQL(PURCHASE, migrations.RunSQL.noop),
    ]
