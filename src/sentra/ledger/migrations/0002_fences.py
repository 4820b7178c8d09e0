"""Fences of the ledger: tenants, balance, append-only, closed periods."""

from django.db import migrations

from sentra.kernel.fences import Fence

# An entry's postings come in one INSERT. The statement trigger proves that they sum to zero and that
# the entry had none before; the deferred one on entries proves at commit that there are postings at
# all. A deferred row trigger on postings would cost 40 % of the bulk rate (design.md).
BALANCE = """
CREATE FUNCTION ledger_postings_balance() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE wrong bigint;
BEGIN
  SELECT entry_id INTO wrong FROM fresh GROUP BY entry_id HAVING sum(amount_idr) <> 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % does not balance', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT p.entry_id INTO wrong
    FROM (SELECT entry_id, count(*) AS lines FROM fresh GROUP BY entry_id) f
    JOIN ledger_posting p ON p.entry_id = f.entry_id
   GROUP BY p.entry_id, f.lines HAVING count(*) <> f.lines LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % is already posted', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT f.entry_id INTO wrong FROM fresh f JOIN ledger_entry e ON e.id = f.entry_id
   WHERE f.booked_on <> e.booked_on LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'postings of entry % carry another day', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT f.entry_id INTO wrong FROM fresh f JOIN ledger_period c
    ON c.tenant_id = f.tenant_id AND c.month = date_trunc('month', f.booked_on)::date LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'entry % lies in a closed period', wrong USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_postings_balance AFTER INSERT ON ledger_posting
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_postings_balance();

CREATE FUNCTION ledger_entry_has_postings() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM ledger_posting WHERE entry_id = NEW.id) THEN
    RAISE EXCEPTION 'entry % has no postings', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER ledger_entry_has_postings AFTER INSERT ON ledger_entry
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_entry_has_postings();

CREATE INDEX posting_of_entry ON ledger_posting (entry_id) INCLUDE (amount_idr);
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0001_initial"), ("people", "0002_fences")]

    operations = [
        Fence(
            "ledger", ["Entry", "Posting", "Period", "Snapshot"], append_only=["Entry", "Posting", "Period"]
        ),
        migrations.RunSQL(BALANCE, migrations.RunSQL.noop),
    ]
