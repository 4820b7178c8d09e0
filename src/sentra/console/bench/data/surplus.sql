-- A cooperative for `bench surplus`: members who sold in {postings} postings and saved, an income, no triggers meanwhile.
ALTER TABLE ledger_posting DISABLE TRIGGER USER;
ALTER TABLE ledger_entry DISABLE TRIGGER USER;
INSERT INTO people_party (tenant_id, uid, kind, buyer_kind, name, phone, email, address, nik_hash, nik_last4,
                          bank_name, bank_account, active, inactive_reason)
SELECT t.id, gen_random_uuid(), 'artisan', '', 'Anggota ' || n, '', '', '', '', '', '', '', true, ''
  FROM kernel_tenant t, generate_series(1, {members}) n;
INSERT INTO cooperative_member (tenant_id, number, party_id, joined_on, left_how)
SELECT tenant_id, row_number() OVER (ORDER BY id), id, '2024-01-01', '' FROM people_party;
INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, at)
SELECT t.id, '2025-01-01'::date + (n * 365 / {entries})::int, 'Barang diterima', 'bench:' || n, 'order:' || n, now()
  FROM kernel_tenant t, generate_series(0, {entries} - 1) n;
INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, party_id, amount_idr)
SELECT e.tenant_id, e.id, e.booked_on, '2-1110', p.first + (7919 * (e.place * {in_one} + n) % {members}),
       -(20000 + (e.place * 31 + n * 17) % 90000)
  FROM (SELECT *, row_number() OVER (ORDER BY id) - 1 AS place FROM ledger_entry) e,
       generate_series(1, {in_one}) n, (SELECT min(id) AS first FROM people_party) p;
INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, amount_idr)
SELECT tenant_id, entry_id, booked_on, '1-1420', -sum(amount_idr) FROM ledger_posting GROUP BY 1, 2, 3;
INSERT INTO ledger_entry (tenant_id, booked_on, memo, cause, source, at)
SELECT id, '2025-06-30', 'Simpanan dan laba', 'bench:rest', 'manual', now() FROM kernel_tenant;
INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, party_id, amount_idr)
SELECT e.tenant_id, e.id, e.booked_on, '3-1200', p.id, -(100000 + p.id % 977)
  FROM ledger_entry e, people_party p WHERE e.cause = 'bench:rest';
INSERT INTO ledger_posting (tenant_id, entry_id, booked_on, account_id, amount_idr)
SELECT tenant_id, id, booked_on, account, idr
  FROM ledger_entry, (VALUES ('4-1200', -7654321987), ('1-1200', 7654321987)) v (account, idr)
 WHERE cause = 'bench:rest'
UNION ALL
SELECT e.tenant_id, e.id, e.booked_on, '1-1100', -sum(p.amount_idr)
  FROM ledger_entry e JOIN ledger_posting p ON p.entry_id = e.id
 WHERE e.cause = 'bench:rest' AND p.account_id = '3-1200' GROUP BY 1, 2, 3;
ALTER TABLE ledger_posting ENABLE TRIGGER USER;
ALTER TABLE ledger_entry ENABLE TRIGGER USER
