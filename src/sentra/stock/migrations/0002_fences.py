"""Fences of the stock: tenants, append-only moves, levels that are sums of moves."""

from django.db import migrations

from sentra.kernel.fences import Fence

# The level is kept by the trigger alone, in the order of places' ids so that two moves in opposite
# directions cannot deadlock; its CHECK refuses a bounded place below zero.
LEVELS = """
CREATE FUNCTION stock_level_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one record;
BEGIN
  FOR one IN SELECT p.id, p.kind, CASE WHEN p.id = NEW.target_id THEN NEW.pieces ELSE -NEW.pieces END AS change
               FROM stock_place p WHERE p.id IN (NEW.source_id, NEW.target_id) ORDER BY p.id LOOP
    INSERT INTO stock_level (tenant_id, place_id, stage_id, order_id, pieces, bounded)
         VALUES (NEW.tenant_id, one.id, NEW.stage_id, coalesce(NEW.order_id, 0), 0, one.kind IN ('store', 'workshop'))
    ON CONFLICT (tenant_id, place_id, stage_id, order_id) DO NOTHING;
    UPDATE stock_level SET pieces = pieces + one.change
     WHERE tenant_id = NEW.tenant_id AND place_id = one.id AND stage_id = NEW.stage_id
       AND order_id = coalesce(NEW.order_id, 0);
  END LOOP;
  RETURN NULL;
END $$;
CREATE TRIGGER stock_level_follows AFTER INSERT ON stock_move FOR EACH ROW EXECUTE FUNCTION stock_level_follows();
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0001_initial"), ("crafts", "0002_fences")]

    operations = [
        Fence("stock", ["Place", "Move", "Level"], append_only=["Move"]),
        migrations.RunSQL(LEVELS, migrations.RunSQL.noop),
    ]
