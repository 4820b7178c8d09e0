"""The database's half of meetings and founding.

- A vote is opened only in an open meeting; what was decided stays decided; closed minutes stay closed.
- Whoever took a paper votes on paper alone, and the other way round.
- An officer stands by an election that passed. A forming group becomes a cooperative by an approved founding.
"""

from django.db import migrations

from sentra.kernel.fences import Fence

RESOLUTION = """
CREATE FUNCTION cooperative_resolution_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' AND OLD.stage IN ('passed', 'failed') THEN
    RAISE EXCEPTION 'resolution % is decided', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    IF OLD.stage <> 'proposed' THEN
      RAISE EXCEPTION 'resolution % stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF NEW.stage = 'voting' AND NOT EXISTS (
       SELECT FROM cooperative_meeting m WHERE m.id = NEW.meeting_id AND m.stage = 'open') THEN
    RAISE EXCEPTION 'resolution %: its meeting is not open', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_resolution_fits BEFORE INSERT OR UPDATE OR DELETE ON cooperative_resolution
  FOR EACH ROW EXECUTE FUNCTION cooperative_resolution_fits();
"""

MEETING = """
CREATE FUNCTION cooperative_minutes_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stage = 'closed' THEN
    RAISE EXCEPTION 'minutes %/% stay as they were closed', OLD.number, OLD.year
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_minutes_stay BEFORE UPDATE OR DELETE ON cooperative_meeting
  FOR EACH ROW EXECUTE FUNCTION cooperative_minutes_stay();
"""

PAPER = """
CREATE FUNCTION cooperative_paper_or_screen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE paper boolean;
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('ballot', NEW.resolution_id));
  IF TG_TABLE_NAME = 'cooperative_paperballot' THEN
    IF EXISTS (SELECT FROM cooperative_vote v
                WHERE v.resolution_id = NEW.resolution_id AND v.attendee_id = NEW.attendee_id) THEN
      RAISE EXCEPTION 'she has voted already' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  SELECT EXISTS (SELECT FROM cooperative_paperballot p
                  WHERE p.resolution_id = NEW.resolution_id AND p.attendee_id = NEW.attendee_id) INTO paper;
  IF paper IS DISTINCT FROM (NEW.how = 'paper') THEN
    RAISE EXCEPTION 'a paper is counted as a paper, nothing else is' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_paper_or_screen BEFORE INSERT ON cooperative_paperballot
  FOR EACH ROW EXECUTE FUNCTION cooperative_paper_or_screen();
CREATE TRIGGER cooperative_screen_or_paper BEFORE INSERT ON cooperative_vote
  FOR EACH ROW EXECUTE FUNCTION cooperative_paper_or_screen();
"""

OFFICER = """
CREATE FUNCTION cooperative_officer_elected() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.resolution_id IS NOT NULL AND NOT EXISTS (
       SELECT FROM cooperative_resolution r
        WHERE r.id = NEW.resolution_id AND r.kind = 'officers' AND r.stage = 'passed') THEN
    RAISE EXCEPTION 'an officer needs an election that passed' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_officer_elected BEFORE INSERT OR UPDATE OF resolution_id ON cooperative_officer
  FOR EACH ROW EXECUTE FUNCTION cooperative_officer_elected();
"""

FOUNDED = """
CREATE FUNCTION cooperative_founded() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.kind IS DISTINCT FROM OLD.kind AND NOT (
       OLD.kind = 'forming' AND NEW.kind = 'cooperative' AND EXISTS (
         SELECT FROM cooperative_founding f WHERE f.tenant_id = NEW.id AND f.stage = 'approved')) THEN
    RAISE EXCEPTION 'organisation % becomes no %', OLD.id, NEW.kind USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_founded BEFORE UPDATE OF kind ON kernel_tenant
  FOR EACH ROW EXECUTE FUNCTION cooperative_founded();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0003_meetings_and_founding"), ("kernel", "0004_words_of_a_notice")]

    operations = [
        Fence("cooperative", ["PaperBallot", "FounderPayment"], append_only=["PaperBallot"]),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for sql in (RESOLUTION, MEETING, PAPER, OFFICER, FOUNDED)
        ),
    ]
