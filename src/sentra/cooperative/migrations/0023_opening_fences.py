"""A file of opening balances stays as it was brought; it is booked once, by somebody else, and taken back once."""

from django.db import migrations

from sentra.kernel.fences import Fence

STAYS = """
CREATE TRIGGER cooperative_opening_stays BEFORE UPDATE OR DELETE ON cooperative_opening FOR EACH ROW
  EXECUTE FUNCTION cooperative_rest_stays('stage', 'posted_at', 'posted_by', 'taken_back_at', 'taken_back_reason');

CREATE FUNCTION cooperative_opening_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.stage, NEW.stage) NOT IN (('checked', 'dropped'), ('checked', 'posted'), ('posted', 'taken_back'))
     OR (OLD.posted_at IS NOT NULL AND (NEW.posted_at, NEW.posted_by) IS DISTINCT FROM (OLD.posted_at, OLD.posted_by)) THEN
    RAISE EXCEPTION 'opening % cannot go from % to %', OLD.id, OLD.stage, NEW.stage
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_opening_goes_on BEFORE UPDATE ON cooperative_opening
  FOR EACH ROW EXECUTE FUNCTION cooperative_opening_goes_on();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0022_opening")]

    operations = [
        Fence("cooperative", ["Opening"]),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
