"""Fences of the quality tables; an inspection accounts for every piece of its lot."""

from django.db import migrations

from sentra.kernel.fences import Fence

WHOLE = """
CREATE FUNCTION quality_inspection_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.accepted + NEW.rework + NEW.rejected <> (SELECT pieces FROM quality_lot WHERE id = NEW.lot_id) THEN
    RAISE EXCEPTION 'inspection of lot % does not account for its pieces', NEW.lot_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER quality_inspection_whole AFTER INSERT ON quality_inspection
  FOR EACH ROW EXECUTE FUNCTION quality_inspection_whole();
"""


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_initial"), ("production", "0002_fences")]

    operations = [
        Fence("quality", ["Lot", "Inspection", "Defect"], append_only=["Inspection", "Defect"]),
        migrations.RunSQL(WHOLE, migrations.RunSQL.noop),
    ]
