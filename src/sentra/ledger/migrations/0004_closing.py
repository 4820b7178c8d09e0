"""Closing a month and posting into it cannot pass each other; fences do not lean on the caller's scope.

- A posting holds its tenant's ledger lock shared until it commits, closing takes it alone: a snapshot
  never misses an entry that was still being written.
- A closed month closes everything before it too.
- The deferred check runs at commit, when the operation's scope may be over: it sets its own.
- A caller who hides rows from himself (an empty `sentra.reads`) does not get past the checks.
"""

from django.db import migrations

FENCES = """
CREATE FUNCTION ledger_lock(tenant bigint) RETURNS bigint LANGUAGE sql IMMUTABLE AS
$$ SELECT hashtextextended('sentra.ledger.' || tenant, 0) $$;

CREATE OR REPLACE FUNCTION ledger_postings_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong bigint;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(ledger_lock(tenant_id)) FROM (SELECT DISTINCT tenant_id FROM fresh) t;
  SELECT entry_id INTO wrong FROM fresh GROUP BY entry_id HAVING sum(amount_idr) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % does not balance', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT f.entry_id INTO wrong FROM (SELECT entry_id, count(*) AS lines FROM fresh GROUP BY entry_id) f
   WHERE f.lines <> (SELECT count(*) FROM ledger_posting p WHERE p.entry_id = f.entry_id) LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % is already posted', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT f.entry_id INTO wrong FROM fresh f LEFT JOIN ledger_entry e ON e.id = f.entry_id
   WHERE f.booked_on IS DISTINCT FROM e.booked_on LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'postings of entry % carry another day', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT f.entry_id INTO wrong FROM fresh f JOIN ledger_period c
    ON c.tenant_id = f.tenant_id AND c.month >= date_trunc('month', f.booked_on)::date LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % lies in a closed period', wrong
      USING ERRCODE = 'integrity_constraint_violation', CONSTRAINT = 'ledger_period_closed';
  END IF;
  RETURN NULL;
END $$;

CREATE OR REPLACE FUNCTION ledger_entry_has_postings() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE posted boolean;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  posted := EXISTS (SELECT FROM ledger_posting WHERE entry_id = NEW.id);
  PERFORM set_config('sentra.reads', before, true);
  IF NOT posted THEN
    RAISE EXCEPTION 'entry % has no postings', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;

CREATE FUNCTION ledger_period_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.month <> date_trunc('month', NEW.month)::date THEN
    RAISE EXCEPTION 'a period is named by the first day of its month'
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  PERFORM pg_advisory_xact_lock(ledger_lock(NEW.tenant_id));
  RETURN NEW;
END $$;
CREATE TRIGGER ledger_period_waits BEFORE INSERT ON ledger_period
  FOR EACH ROW EXECUTE FUNCTION ledger_period_waits();

CREATE TRIGGER ledger_snapshot_append_only BEFORE UPDATE OR DELETE ON ledger_snapshot
  FOR EACH ROW EXECUTE FUNCTION sentra_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0003_chart")]

    operations = [migrations.RunSQL(FENCES, migrations.RunSQL.noop)]
