"""The database's half of sharing a surplus: it adds up, and what was reckoned once stays.

- At commit of a draft, and again when a meeting approves it, the pools of a run sum to its surplus, and each
  pool to its members' shares and its rest.
- Shares are never edited; of a run only its stage moves on, with the resolution and the day of booking.
- A receipt is taken back once; a question is answered once.
"""

from django.db import migrations

from sentra.kernel.fences import Fence

STAYS = """
CREATE FUNCTION cooperative_rest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
    RAISE EXCEPTION 'row % of % stays as it was written', OLD.id, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_surplusrun_stays BEFORE UPDATE OR DELETE ON cooperative_surplusrun
  FOR EACH ROW EXECUTE FUNCTION cooperative_rest_stays('stage', 'resolution_id', 'posted_on', 'posted_by');

CREATE FUNCTION cooperative_surplus_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.stage, NEW.stage) NOT IN (('draft', 'approved'), ('draft', 'dropped'), ('approved', 'dropped'),
      ('approved', 'posted'), ('posted', 'replaced')) THEN
    RAISE EXCEPTION 'surplus run % cannot go from % to %', OLD.id, OLD.stage, NEW.stage
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_surplus_goes_on BEFORE UPDATE ON cooperative_surplusrun
  FOR EACH ROW EXECUTE FUNCTION cooperative_surplus_goes_on();

CREATE TRIGGER cooperative_surpluspayment_stays BEFORE UPDATE OR DELETE ON cooperative_surpluspayment
  FOR EACH ROW EXECUTE FUNCTION cooperative_rest_stays('taken_back_at', 'taken_back_reason');
CREATE FUNCTION cooperative_said_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(OLD) ->> TG_ARGV[0] IS NOT NULL THEN
    RAISE EXCEPTION 'row % of % is settled', OLD.id, TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_surpluspayment_once BEFORE UPDATE ON cooperative_surpluspayment
  FOR EACH ROW EXECUTE FUNCTION cooperative_said_once('taken_back_at');
CREATE TRIGGER cooperative_sharequestion_stays BEFORE UPDATE OR DELETE ON cooperative_sharequestion
  FOR EACH ROW EXECUTE FUNCTION cooperative_rest_stays('answer', 'answered_at', 'answered_by');
CREATE TRIGGER cooperative_sharequestion_once BEFORE UPDATE ON cooperative_sharequestion
  FOR EACH ROW EXECUTE FUNCTION cooperative_said_once('answered_at');
"""

ADDS_UP = """
CREATE FUNCTION cooperative_surplus_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE wrong text;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  WITH part AS (
    SELECT at, NEW.pools[at] AS pool, NEW.rests[at] AS rest, one ->> 'base' <> '' AS shared,
           row_number() OVER (PARTITION BY one ->> 'base' <> '' ORDER BY at) AS place
      FROM jsonb_array_elements(NEW.scheme) WITH ORDINALITY AS p (one, at)
  ), given AS (
    SELECT place, sum(idr) AS idr
      FROM cooperative_surplusshare s, unnest(s.shares) WITH ORDINALITY AS u (idr, place)
     WHERE s.tenant_id = NEW.tenant_id AND s.run_id = NEW.id GROUP BY place
  )
  SELECT 'pools' INTO wrong WHERE (SELECT sum(pool) FROM part) IS DISTINCT FROM NEW.members_idr + NEW.others_idr
   UNION ALL SELECT 'part ' || part.at FROM part LEFT JOIN given USING (place)
    WHERE part.shared AND part.pool <> coalesce(given.idr, 0) + part.rest
   UNION ALL SELECT 'share ' || s.id FROM cooperative_surplusshare s
    WHERE s.tenant_id = NEW.tenant_id AND s.run_id = NEW.id
      AND (s.total_idr <> (SELECT sum(idr) FROM unnest(s.shares) AS idr) OR 0 > ANY (s.shares)) LIMIT 1;
  PERFORM set_config('sentra.reads', before, true);
  IF wrong IS NOT NULL THEN
    RAISE EXCEPTION 'surplus run % does not add up: %', NEW.id, wrong
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER cooperative_surplus_adds_up AFTER INSERT OR UPDATE ON cooperative_surplusrun
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.stage IN ('draft', 'approved'))
  EXECUTE FUNCTION cooperative_surplus_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0016_surplus")]

    operations = [
        Fence(
            "cooperative",
            ["SurplusRun", "SurplusShare", "SurplusPayment", "ShareQuestion"],
            append_only=["SurplusShare"],
        ),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        migrations.RunSQL(ADDS_UP, migrations.RunSQL.noop),
    ]
