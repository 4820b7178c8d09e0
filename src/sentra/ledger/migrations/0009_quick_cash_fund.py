"""The quick cash fund's two accounts, and the promise that they never go below zero."""

from django.db import migrations

ACCOUNTS = """
INSERT INTO ledger_account (code, name, name_en, "group", section, debit_normal, by_party) VALUES
  ('1-1120', 'Kas dana beli tunai', 'Quick cash fund, cash', 'asset', 'aset lancar', true, false),
  ('1-1220', 'Bank dana beli tunai', 'Quick cash fund, bank', 'asset', 'aset lancar', true, false)
ON CONFLICT (code) DO NOTHING
"""

NOT_BELOW_ZERO = """
CREATE FUNCTION ledger_fund_not_below_zero() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE short varchar;
BEGIN
  IF NOT EXISTS (SELECT FROM fresh WHERE account_id IN ('1-1120', '1-1220') AND amount_idr < 0) THEN
    RETURN NULL;
  END IF;
  SELECT p.account_id INTO short FROM ledger_posting p
   WHERE p.account_id IN ('1-1120', '1-1220')
     AND (p.tenant_id, p.account_id) IN (SELECT tenant_id, account_id FROM fresh)
   GROUP BY p.tenant_id, p.account_id HAVING sum(p.amount_idr) < 0 LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the fund % would fall below zero', short USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER ledger_fund_not_below_zero AFTER INSERT ON ledger_posting
  REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION ledger_fund_not_below_zero();
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_revolving_fund")]

    operations = [
        migrations.RunSQL(ACCOUNTS, migrations.RunSQL.noop),
        migrations.RunSQL(NOT_BELOW_ZERO, migrations.RunSQL.noop),
    ]
