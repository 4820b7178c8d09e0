"""An entry and all its postings in one call whose plan the session keeps; every fence still looks."""

from django.db import migrations

# NULL: the cause is known. The caller's rights and scope apply (SECURITY INVOKER).
POST = """
CREATE FUNCTION ledger_post(
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
         SELECT tenant, made, day, accounts[i], parties[i], amounts[i]
           FROM generate_subscripts(accounts, 1) i ORDER BY i;
  END IF;
  RETURN made;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0005_posting_indexes")]

    operations = [migrations.RunSQL(POST, "DROP FUNCTION ledger_post")]
