"""A level is written by the trigger on moves and by nothing else; a move whose places are hidden is refused."""

from django.db import migrations

LEVELS = """
CREATE OR REPLACE FUNCTION stock_level_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one record;
DECLARE seen int := 0;
BEGIN
  FOR one IN SELECT p.id, p.kind, CASE WHEN p.id = NEW.target_id THEN NEW.pieces ELSE -NEW.pieces END AS change
               FROM stock_place p WHERE p.id IN (NEW.source_id, NEW.target_id) ORDER BY p.id LOOP
    INSERT INTO stock_level (tenant_id, place_id, stage_id, order_id, pieces, bounded)
         VALUES (NEW.tenant_id, one.id, NEW.stage_id, coalesce(NEW.order_id, 0), 0, one.kind IN ('store', 'workshop'))
    ON CONFLICT (tenant_id, place_id, stage_id, order_id) DO NOTHING;
    UPDATE stock_level SET pieces = pieces + one.change
     WHERE tenant_id = NEW.tenant_id AND place_id = one.id AND stage_id = NEW.stage_id
       AND order_id = coalesce(NEW.order_id, 0);
    IF FOUND THEN seen := seen + 1; END IF;
  END LOOP;
  IF seen <> 2 THEN
    RAISE EXCEPTION 'move % has places nobody sees', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION stock_level_by_moves_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'levels follow moves: insert a move' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER stock_level_by_moves_only BEFORE INSERT OR UPDATE OR DELETE ON stock_level
  FOR EACH ROW WHEN (pg_trigger_depth() = 0) EXECUTE FUNCTION stock_level_by_moves_only();
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0002_fences")]

    operations = [migrations.RunSQL(LEVELS, migrations.RunSQL.noop)]
