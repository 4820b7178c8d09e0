"""The database's half of bank and cash: what the bank said stays, and a match adds up.

- A bank line and a part of a match are never edited; a count only gets its answer.
- A part has exactly its posting's amount, on the account its bank line belongs to.
- At commit the parts of a match sum to its line.
"""

from django.db import migrations

from sentra.kernel.fences import Fence

STAYS = """
CREATE FUNCTION payments_rest_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF to_jsonb(NEW) IS DISTINCT FROM to_jsonb(OLD) THEN
    RAISE EXCEPTION 'row % of % stays as it was written', OLD.id, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_bankline_stays BEFORE UPDATE ON payments_bankline
  FOR EACH ROW EXECUTE FUNCTION payments_rest_stays();
CREATE TRIGGER payments_match_stays BEFORE UPDATE ON payments_match
  FOR EACH ROW EXECUTE FUNCTION payments_rest_stays();
CREATE TRIGGER payments_matchpart_stays BEFORE UPDATE ON payments_matchpart
  FOR EACH ROW EXECUTE FUNCTION payments_rest_stays();

CREATE FUNCTION payments_count_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.state <> 'counted'
     OR to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
    RAISE EXCEPTION 'count % stays as it was written', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_cashcount_stays BEFORE UPDATE OR DELETE ON payments_cashcount
  FOR EACH ROW EXECUTE FUNCTION payments_count_stays(
    'state', 'answered_by', 'answered_by_name', 'answered_at', 'rejected_reason');
"""

AGREES = """
CREATE FUNCTION payments_part_is_its_posting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM ledger_posting p
    JOIN payments_match m ON m.tenant_id = p.tenant_id AND m.id = NEW.match_id
    JOIN payments_bankline l ON l.tenant_id = m.tenant_id AND l.id = m.line_id
    JOIN payments_bankaccount a ON a.tenant_id = l.tenant_id AND a.id = l.account_id
   WHERE p.tenant_id = NEW.tenant_id AND p.id = NEW.posting_id AND p.amount_idr = NEW.amount_idr
     AND p.booked_on = NEW.posted_on AND p.account_id = a.ledger;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'posting % is not this part of match %', NEW.posting_id, NEW.match_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payments_part_is_its_posting BEFORE INSERT ON payments_matchpart
  FOR EACH ROW EXECUTE FUNCTION payments_part_is_its_posting();

CREATE FUNCTION payments_match_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE whose bigint; DECLARE which bigint; DECLARE wrong boolean;
BEGIN
  IF TG_OP = 'DELETE' THEN whose := OLD.tenant_id; which := OLD.match_id;
  ELSE whose := NEW.tenant_id; which := NEW.id; END IF;
  PERFORM set_config('sentra.reads', whose::text, true);
  SELECT l.amount_idr IS DISTINCT FROM (SELECT sum(p.amount_idr) FROM payments_matchpart p
           WHERE p.tenant_id = m.tenant_id AND p.match_id = m.id) INTO wrong
    FROM payments_match m JOIN payments_bankline l ON l.tenant_id = m.tenant_id AND l.id = m.line_id
   WHERE m.tenant_id = whose AND m.id = which;
  PERFORM set_config('sentra.reads', before, true);
  IF wrong THEN
    RAISE EXCEPTION 'match % does not add up to its line', which
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER payments_match_adds_up AFTER INSERT ON payments_match
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_match_adds_up();
CREATE CONSTRAINT TRIGGER payments_matchpart_adds_up AFTER DELETE ON payments_matchpart
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION payments_match_adds_up();
"""


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial")]

    operations = [
        Fence(
            "payments",
            ["BankAccount", "Statement", "BankLine", "Match", "MatchPart", "NotThis", "TextRule", "CashCount"],
        ),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
        migrations.RunSQL(AGREES, migrations.RunSQL.noop),
    ]
