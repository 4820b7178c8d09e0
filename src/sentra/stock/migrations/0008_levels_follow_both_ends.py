"""A level follows both ends of a move: who had the pieces before, who has them after, whose they are.

Rows are locked by place and then by order, so that setting aside and giving back at one place only wait.
"""

from django.db import migrations

LEVELS = """
CREATE OR REPLACE FUNCTION stock_level_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE one record;
DECLARE seen int := 0;
BEGIN
  FOR one IN SELECT p.id, p.kind, side.order_id, side.change
               FROM (VALUES (NEW.source_id, coalesce(NEW.from_order_id, NEW.order_id, 0), -NEW.pieces),
                            (NEW.target_id, coalesce(NEW.order_id, 0), NEW.pieces)) side (place_id, order_id, change)
               JOIN stock_place p ON p.id = side.place_id ORDER BY p.id, side.order_id LOOP
    INSERT INTO stock_level (tenant_id, place_id, stage_id, order_id, owner_id, pieces, bounded)
         VALUES (NEW.tenant_id, one.id, NEW.stage_id, one.order_id, NEW.owner_id, 0,
                 one.kind IN ('store', 'workshop', 'stall', 'exhibition', 'transit'))
    ON CONFLICT (tenant_id, place_id, stage_id, order_id, owner_id) DO NOTHING;
    UPDATE stock_level SET pieces = pieces + one.change
     WHERE tenant_id = NEW.tenant_id AND place_id = one.id AND stage_id = NEW.stage_id
       AND order_id = one.order_id AND owner_id IS NOT DISTINCT FROM NEW.owner_id;
    IF FOUND THEN seen := seen + 1; END IF;
  END LOOP;
  IF seen <> 2 THEN
    RAISE EXCEPTION 'move % has places nobody sees', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0007_whose_and_for_whom")]

    operations = [migrations.RunSQL(LEVELS, migrations.RunSQL.noop)]
