"""Votes are counted while the vote is open and never afterwards; a counted paper stays."""

from django.db import migrations

CHOICE = """
CREATE FUNCTION cooperative_count_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cooperative_resolution r WHERE r.id = OLD.resolution_id AND r.stage = 'voting') THEN
    RAISE EXCEPTION 'the count of resolution % stands', OLD.resolution_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_count_stands BEFORE UPDATE ON cooperative_choice
  FOR EACH ROW WHEN (NEW.votes IS DISTINCT FROM OLD.votes) EXECUTE FUNCTION cooperative_count_stands();
"""

PAPER = """
DROP TRIGGER cooperative_paperballot_append_only ON cooperative_paperballot;
CREATE FUNCTION cooperative_paper_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR EXISTS (SELECT FROM cooperative_vote v
       WHERE v.resolution_id = OLD.resolution_id AND v.attendee_id = OLD.attendee_id) THEN
    RAISE EXCEPTION 'a counted paper stays' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER cooperative_paper_stays BEFORE UPDATE OR DELETE ON cooperative_paperballot
  FOR EACH ROW EXECUTE FUNCTION cooperative_paper_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0006_membership_fences")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (CHOICE, PAPER)]
