"""Fences round markets: written by their owner, read by everybody once shown, always in the owner's district."""

from django.db import migrations

from sentra.kernel.fences import READ_BY_OWNER, Fence

SHOWN = f"""
ALTER POLICY market_market_read ON market_market USING ({READ_BY_OWNER} OR shown);
"""
# A row of a market goes with it: row security of `market_market` answers inside the subquery too.
WITH_ITS_MARKET = """
ALTER POLICY {table}_read ON {table} USING ({owner} OR EXISTS (
  SELECT FROM market_market m WHERE m.tenant_id = {table}.tenant_id AND m.id = {table}.market_id AND m.shown));
"""

DISTRICT = """
CREATE FUNCTION market_in_its_district() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM kernel_tenant t WHERE t.id = NEW.tenant_id AND t.district_code = NEW.district_code)
     OR NEW.village_id NOT LIKE NEW.district_code || '.%' THEN
    RAISE EXCEPTION 'market % lies outside its owner''s district', NEW.slug
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER market_in_its_district BEFORE INSERT OR UPDATE ON market_market
  FOR EACH ROW EXECUTE FUNCTION market_in_its_district();
"""


class Migration(migrations.Migration):
    dependencies = [("market", "0001_initial"), ("showroom", "0005_choices_kept_true")]

    operations = [
        Fence("market", ["Market", "DayChange", "Stall"]),
        migrations.RunSQL(SHOWN, migrations.RunSQL.noop),
        *[
            migrations.RunSQL(
                WITH_ITS_MARKET.format(table=table, owner=READ_BY_OWNER.replace("tenant_id", f"{table}.tenant_id")),
                migrations.RunSQL.noop,
            )
            for table in ("market_daychange", "market_stall")
        ],
        migrations.RunSQL(DISTRICT, migrations.RunSQL.noop),
    ]
