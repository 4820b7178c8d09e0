"""The database's half of fixed assets: tenants, what is written stays, and the account of letting go."""

from django.db import migrations

from sentra.kernel.fences import Fence

ADDED = """
INSERT INTO ledger_account (code, name, name_en, "group", section, debit_normal, by_party) VALUES
  ('8-1300', 'Laba/rugi pelepasan aset tetap', 'Gain or loss on fixed assets let go', 'income', 'lain-lain', false, false)
ON CONFLICT DO NOTHING
"""
STAYS = """
CREATE FUNCTION ledger_rest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
    RAISE EXCEPTION 'row % of % stays as it was written', OLD.id, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_asset_stays BEFORE UPDATE OR DELETE ON ledger_asset
  FOR EACH ROW EXECUTE FUNCTION ledger_rest_stays(
    'left_on', 'proceeds_idr', 'left_method', 'leavings', 'taken_back_at', 'taken_back_reason');
CREATE TRIGGER ledger_assetmonth_stays BEFORE UPDATE OR DELETE ON ledger_assetmonth
  FOR EACH ROW EXECUTE FUNCTION ledger_rest_stays('taken_back_at', 'taken_back_reason');
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0012_assets")]

    operations = [
        Fence("ledger", ["Asset", "AssetMonth", "AssetLine"], append_only=["AssetLine"]),
        migrations.RunSQL(ADDED, migrations.RunSQL.noop),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
