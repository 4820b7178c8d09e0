"""Posting many lines at once takes time in proportion: arrays are walked once, not looked up line by line.

`accounts[i]` walks an array of texts from its start: 100,000 lines of a year's surplus took 15 seconds.
"""

from django.db import migrations

POST = """
CREATE OR REPLACE FUNCTION ledger_post(
  tenant bigint, day date, memo text, cause text, source text, reverses bigint, by_user bigint, at timestamptz,
  accounts varchar[], parties bigint[], amounts bigint[]) RETURNS bigint LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE made bigint;
BEGIN
  INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, reverses_id, by_user, at)
       VALUES (tenant, day, memo, cause, source, reverses, by_user, at)
  ON CONFLICT ON CONSTRAINT entry_one_per_cause DO NOTHING RETURNING id INTO made;
  IF made IS NOT NULL THEN
    INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, party_id, amount_idr)
         SELECT tenant, made, day, line.account, line.party, line.amount
           FROM unnest(accounts, parties, amounts) WITH ORDINALITY AS line (account, party, amount, place)
          ORDER BY line.place;
  END IF;
  RETURN made;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_savings_accounts")]

    operations = [migrations.RunSQL(POST, migrations.RunSQL.noop)]
