-- A showroom for `bench showroom`: {products} goods of one cooperative, 200 makers who agreed to be shown.
INSERT INTO people_party (tenant_id, uid, kind, buyer_kind, name, phone, email, address, nik_hash, nik_last4,
                          bank_name, bank_account, active, inactive_reason)
SELECT t.id, gen_random_uuid(), 'person', '', 'Perajin ' || n, '', '', '', '', '', '', '', true, ''
  FROM kernel_tenant t, generate_series(1, 200) n;
INSERT INTO people_workshop (tenant_id, owner_id, name, village_id, active, working_days_a_week)
SELECT p.tenant_id, p.id, 'Usaha ' || p.id, v.code, true, 5
  FROM (SELECT p.*, row_number() OVER (ORDER BY p.id) AS nth FROM people_party p) p
  JOIN (SELECT code, row_number() OVER (ORDER BY code) AS nth FROM people_region
         WHERE kind = 'desa' AND code LIKE '63.08.%') v ON v.nth = 1 + p.nth % 40;
INSERT INTO cooperative_consent (tenant_id, party_id, purpose, text_version, given_at)
SELECT p.tenant_id, p.id, 'showroom', '1', now() FROM people_party p;
INSERT INTO crafts_motif (tenant_id, name, story, maker_id)
SELECT p.tenant_id, 'Motif ' || p.name, repeat('Kisah motif ini diturunkan dari ibu kepada anak. ', 8), p.id
  FROM people_party p ORDER BY p.id LIMIT 40;
INSERT INTO kernel_storedfile (tenant_id, uid, name, mime, size, sha256, public, path, made_at)
SELECT t.id, gen_random_uuid(), 'foto', 'image/webp', 9000, md5(width::text), true, 'bench/' || width || '.webp', now()
  FROM kernel_tenant t, unnest(array[320, 640, 1280]) width;
INSERT INTO crafts_product (tenant_id, code, name, description, craft_id, motif_id, unit, price_idr, sizes,
                            minimum_lot, published)
SELECT t.id, 'barang-' || n,
       (array['Tas', 'Tikar', 'Keranjang', 'Topi', 'Dompet', 'Sandal', 'Nampan', 'Lampu', 'Kursi', 'Taplak'])[1 + n % 10]
       || ' ' || (array['purun', 'rotan', 'pandan', 'eceng gondok', 'bambu', 'sasirangan', 'sutra'])[1 + n / 10 % 7]
       || ' ' || (array['halus', 'lebar', 'kecil', 'bertutup', 'warna', 'polos', 'kepang', 'lipat'])[1 + n / 70 % 8]
       || ' ' || n,
       'Dibuat dengan tangan di desa, kuat dan ringan, cocok untuk rumah dan hadiah.',
       c.code, m.id, 'buah', 25000 + n * 37 % 900 * 1000, '["S", "M", "L"]', 1, false
  FROM kernel_tenant t, generate_series(1, {products}) n
  JOIN (SELECT code, row_number() OVER (ORDER BY code) - 1 AS nth, count(*) OVER () AS every FROM crafts_craft) c
       ON c.nth = n % c.every
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth FROM crafts_motif) m ON m.nth = n % 40;
INSERT INTO crafts_stage (tenant_id, product_id, position, name, finish, technique_id, rate_idr, pieces_a_week,
                          minimum_level, handover_weeks)
SELECT p.tenant_id, p.id, s.position, s.name, s.finish, q.code, s.rate, 10, 1, 0
  FROM crafts_product p, (VALUES (1, 'Menganyam', 'raw', 20000), (2, 'Menjahit', 'finished', 15000))
       s (position, name, finish, rate), (SELECT min(code) AS code FROM crafts_technique) q;
INSERT INTO crafts_skill (tenant_id, workshop_id, technique_id, level, proven_pieces)
SELECT w.tenant_id, w.id, q.code, 3, 0 FROM people_workshop w, (SELECT min(code) AS code FROM crafts_technique) q;
INSERT INTO crafts_capacity (tenant_id, workshop_id, stage_id, pieces_a_week, observed)
SELECT s.tenant_id, w.id, s.id, 5, false
  FROM crafts_stage s
  JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS nth FROM people_workshop) w ON w.nth = s.product_id % 200
 WHERE s.position = 1;
INSERT INTO crafts_productpicture (tenant_id, product_id, file_id, width, height)
SELECT p.tenant_id, p.id, f.id, w.width, w.width * 3 / 4
  FROM crafts_product p, (VALUES (320), (640), (1280)) w (width)
  JOIN kernel_storedfile f ON f.path = 'bench/' || w.width || '.webp'
