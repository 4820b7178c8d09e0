-- Books for `bench trial-balance`: {entries} entries of two lines over {months} months, no triggers meanwhile.
ALTER TABLE ledger_posting DISABLE TRIGGER USER;
ALTER TABLE ledger_entry DISABLE TRIGGER USER;
INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, at)
SELECT t.id, '{first}'::date + (n::bigint * ('{last}'::date - '{first}'::date) / {entries})::int, 'Uji',
       'bench:' || n, 'manual', now()
  FROM kernel_tenant t, generate_series(0, {entries} - 1) n;
INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, amount_idr)
SELECT e.tenant_id, e.id, e.booked_on, a.code, line.sign * (10000 + e.id * 37 % 900000)
  FROM ledger_entry e, (VALUES (1, 7), (-1, 11)) line (sign, step),
       LATERAL (SELECT (array_agg(code ORDER BY code))[1 + ((e.id * line.step + 5 + line.sign) % count(*))::int] AS code
                  FROM ledger_account WHERE NOT by_party) a;
ALTER TABLE ledger_posting ENABLE TRIGGER USER;
ALTER TABLE ledger_entry ENABLE TRIGGER USER
