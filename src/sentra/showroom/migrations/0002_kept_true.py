"""What keeps the showroom true: one function says what a listing must be, one writes it, triggers call it.

Every table a listing is made of calls `showroom_refresh` for the products it touched, in the transaction that
touched them. Words shared by all (crafts, techniques, places) change by migration only: such a migration ends with
`SELECT showroom_refresh(array_agg(id)) FROM crafts_product`. See docs/decisions/0021-showroom-projection.md.
"""

from django.db import migrations

SEARCHING = """
CREATE TEXT SEARCH CONFIGURATION showroom (COPY = indonesian);
ALTER TEXT SEARCH CONFIGURATION showroom ALTER MAPPING FOR hword, hword_part, word WITH unaccent, indonesian_stem;
CREATE FUNCTION showroom_spoken(said text) RETURNS text[] LANGUAGE sql STABLE AS $$
  SELECT coalesce(array_agg(DISTINCT w), '{}')
    FROM regexp_split_to_table(lower(unaccent(said)), '[^a-z0-9]+') w WHERE w ~ '^[a-z][a-z0-9]{2,39}$'
$$;
CREATE FUNCTION showroom_sound(w text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT regexp_replace(translate(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(
           w, 'oe', 'u'), 'dj', 'j'), 'tj', 'c'), 'nj', 'ny'), 'sj', 's'), 'sy', 's'), 'sh', 's'), 'kh', 'k'),
           'ck', 'k'), 'x', 'ks'), 'yqvfz', 'jkpps'), '(.)\\1+', '\\1', 'g')
$$;
CREATE FUNCTION showroom_bones(sound text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT coalesce(string_agg(c, '' ORDER BY c COLLATE "C"), '')
    FROM string_to_table(translate(sound, 'aeiou', ''), NULL) c
$$;
CREATE FUNCTION showroom_stem(w text) RETURNS text LANGUAGE sql STABLE AS $$
  SELECT coalesce((tsvector_to_array(to_tsvector('showroom', w)))[1], w)
$$;
"""

TRUTH = """
CREATE FUNCTION showroom_ready(tenant bigint, product bigint) RETURNS integer LANGUAGE sql STABLE AS $$
  SELECT coalesce(sum(l.pieces), 0)::integer FROM stock_level l
   WHERE l.tenant_id = tenant AND l.order_id = 0 AND l.bounded
     AND l.stage_id = (SELECT s.id FROM crafts_stage s WHERE s.tenant_id = tenant AND s.product_id = product
                        ORDER BY s.position DESC LIMIT 1)
$$;
CREATE FUNCTION showroom_truth(products bigint[]) RETURNS TABLE (
  tenant_id bigint, product_id bigint, slug text, cooperative text, district_code text, code text, name text,
  description text, craft_code text, craft text, craft_en text, craft_family text, techniques text[], motif_id bigint,
  motif text, motif_story text, motif_by text, makers jsonb, maker_uids uuid[], villages text[], price_idr bigint,
  unit text, sizes jsonb, stages jsonb, finishes text[], ready integer, pictures jsonb, spoken text[], words tsvector
) LANGUAGE sql STABLE AS $$
SELECT p.tenant_id, p.id AS product_id, t.slug, t.name AS cooperative, t.district_code, p.code, p.name, p.description,
       c.code AS craft_code, c.name AS craft, c.name_en AS craft_en, c.family AS craft_family, way.techniques,
       p.motif_id, coalesce(m.name, '') AS motif, coalesce(m.story, '') AS motif_story,
       coalesce(author.name, '') AS motif_by, hands.makers, hands.maker_uids, hands.villages, p.price_idr, p.unit,
       p.sizes, way.stages, way.finishes, showroom_ready(p.tenant_id, p.id) AS ready, seen.pictures,
       showroom_spoken(concat_ws(' ', p.name, p.code, c.name, c.name_en, m.name, p.description, way.words, m.story,
                                 author.name, hands.words, t.name)) AS spoken,
       setweight(to_tsvector('showroom', p.name), 'A')
       || setweight(to_tsvector('showroom', concat_ws(' ', p.code, c.name, c.name_en, m.name)), 'B')
       || setweight(to_tsvector('showroom', concat_ws(' ', p.description, way.words, m.story)), 'C')
       || setweight(to_tsvector('showroom', concat_ws(' ', author.name, hands.words, t.name)), 'D') AS words
  FROM crafts_product p
  JOIN kernel_tenant t ON t.id = p.tenant_id
  JOIN crafts_craft c ON c.code = p.craft_id
  LEFT JOIN crafts_motif m ON m.tenant_id = p.tenant_id AND m.id = p.motif_id
  LEFT JOIN people_party author ON author.tenant_id = m.tenant_id AND author.id = m.maker_id
        AND EXISTS (SELECT FROM cooperative_consent k WHERE k.tenant_id = author.tenant_id
                     AND k.party_id = author.id AND k.purpose = 'showroom' AND k.withdrawn_at IS NULL)
  CROSS JOIN LATERAL (
    SELECT coalesce(array_agg(q.name ORDER BY s.position), '{}')::text[] AS techniques,
           coalesce(jsonb_agg(jsonb_build_object('position', s.position, 'name', s.name, 'finish', s.finish,
                                                 'adds_idr', s.rate_idr) ORDER BY s.position), '[]') AS stages,
           coalesce(array_agg(DISTINCT s.finish::text), '{}') AS finishes,
           string_agg(s.name || ' ' || q.name, ' ' ORDER BY s.position) AS words
      FROM crafts_stage s JOIN crafts_technique q ON q.code = s.technique_id
     WHERE s.tenant_id = p.tenant_id AND s.product_id = p.id) way
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('uid', a.uid, 'name', a.name, 'village', coalesce(r.name, ''),
                                                 'village_code', r.code) ORDER BY a.name, a.uid), '[]') AS makers,
           coalesce(array_agg(a.uid ORDER BY a.name, a.uid), '{}') AS maker_uids,
           coalesce(array_agg(DISTINCT r.code::text) FILTER (WHERE r.code IS NOT NULL), '{}') AS villages,
           string_agg(a.name || ' ' || coalesce(r.name, ''), ' ' ORDER BY a.name, a.uid) AS words
      FROM people_workshop w
      JOIN people_party a ON a.tenant_id = w.tenant_id AND a.id = w.owner_id AND a.active
      LEFT JOIN people_region r ON r.code = w.village_id
     WHERE w.tenant_id = p.tenant_id AND w.active
       AND EXISTS (SELECT FROM cooperative_consent k WHERE k.tenant_id = a.tenant_id AND k.party_id = a.id
                    AND k.purpose = 'showroom' AND k.withdrawn_at IS NULL)
       AND EXISTS (SELECT FROM crafts_stage s
                     JOIN crafts_capacity pace ON pace.tenant_id = s.tenant_id AND pace.stage_id = s.id
                      AND pace.workshop_id = w.id
                     JOIN crafts_skill able ON able.tenant_id = s.tenant_id AND able.workshop_id = w.id
                      AND able.technique_id = s.technique_id AND able.level >= s.minimum_level
                    WHERE s.tenant_id = p.tenant_id AND s.product_id = p.id)) hands
  CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object('path', f.path, 'mime', f.mime, 'width', v.width,
                                                 'height', v.height) ORDER BY v.width), '[]') AS pictures
      FROM crafts_productpicture v
      JOIN kernel_storedfile f ON f.tenant_id = v.tenant_id AND f.id = v.file_id AND f.public
     WHERE v.tenant_id = p.tenant_id AND v.product_id = p.id) seen
 WHERE p.published AND p.id = ANY (products)
$$;
"""

COLUMNS = ["tenant_id", "product_id", "slug", "cooperative", "district_code", "code", "name", "description", "craft_code", "craft", "craft_en", "craft_family", "techniques", "motif_id", "motif", "motif_story", "motif_by", "makers", "maker_uids", "villages", "price_idr", "unit", "sizes", "stages", "finishes", "ready", "pictures", "spoken", "words"]


def _writing() -> str:
    """`showroom_refresh`: lock the products, then take away, then put right. What is right already stays."""
    listed = ", ".join(COLUMNS)
    return f"""
CREATE FUNCTION showroom_refresh(products bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('sentra.showroom', 'refreshing', true);
  -- Whoever changes a part of the same product waits here, then sees what the other one committed.
  PERFORM FROM crafts_product p WHERE p.id = ANY (products) ORDER BY p.id FOR NO KEY UPDATE;
  DELETE FROM showroom_listing l WHERE l.product_id = ANY (products)
     AND NOT EXISTS (SELECT FROM crafts_product p WHERE p.id = l.product_id AND p.published);
  INSERT INTO showroom_listing ({listed}, changed_at)
  SELECT {", ".join("t." + one for one in COLUMNS)}, now() FROM showroom_truth(products) t
   ORDER BY t.product_id
  ON CONFLICT (product_id) DO UPDATE SET {", ".join(f"{one} = EXCLUDED.{one}" for one in COLUMNS)}, changed_at = now()
   WHERE ({", ".join("showroom_listing." + one for one in COLUMNS)})
         IS DISTINCT FROM ({", ".join("EXCLUDED." + one for one in COLUMNS)});
  PERFORM set_config('sentra.showroom', '', true);
END $$;
CREATE FUNCTION showroom_differs(tenant bigint) RETURNS TABLE (product bigint, why text) LANGUAGE sql STABLE AS $$
  SELECT coalesce(t.product_id, l.product_id),
         CASE WHEN l.product_id IS NULL THEN 'missing' WHEN t.product_id IS NULL THEN 'too many' ELSE 'differs' END
    FROM showroom_truth(array(SELECT p.id FROM crafts_product p WHERE p.tenant_id = tenant)) t
    FULL JOIN (SELECT * FROM showroom_listing WHERE tenant_id = tenant) l ON l.product_id = t.product_id
   WHERE ({", ".join("t." + one for one in COLUMNS)}) IS DISTINCT FROM ({", ".join("l." + one for one in COLUMNS)})
   ORDER BY 1
$$;
"""


FENCE = """
CREATE FUNCTION showroom_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE mine boolean;
BEGIN
  mine := CASE TG_OP WHEN 'INSERT' THEN NEW.tenant_id = sentra_writes()
                     WHEN 'DELETE' THEN OLD.tenant_id = sentra_writes()
                     ELSE NEW.tenant_id = sentra_writes() AND OLD.tenant_id = sentra_writes() END;
  IF mine IS NOT TRUE THEN
    RAISE EXCEPTION 'a listing is written by its own cooperative' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF current_setting('sentra.showroom', true) IS DISTINCT FROM 'refreshing' THEN
    RAISE EXCEPTION 'a listing is written by showroom_refresh' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER showroom_guard BEFORE INSERT OR UPDATE OR DELETE ON showroom_listing
   FOR EACH ROW EXECUTE FUNCTION showroom_guard();
CREATE FUNCTION showroom_word_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('sentra.showroom', true) IS DISTINCT FROM 'refreshing' THEN
    RAISE EXCEPTION 'a word is counted by its listings' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER showroom_word_guard AFTER INSERT OR UPDATE OR DELETE ON showroom_word
   FOR EACH STATEMENT EXECUTE FUNCTION showroom_word_guard();
"""

# A word counts the listings it stands in; at none it goes: a name taken back is no longer offered as a correction.
# Words are locked in their order, so that two who publish at once wait instead of deadlocking.
VOCABULARY = """
CREATE FUNCTION showroom_count(changes jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM showroom_word w WHERE w.word IN (SELECT jsonb_object_keys(changes)) ORDER BY w.word FOR UPDATE;
  INSERT INTO showroom_word (word, sound, bones, stem, listings)
  SELECT c.key, showroom_sound(c.key), showroom_bones(showroom_sound(c.key)), showroom_stem(c.key), c.value::integer
    FROM jsonb_each_text(changes) c WHERE c.value::integer > 0 ORDER BY c.key
  ON CONFLICT (word) DO UPDATE SET listings = showroom_word.listings + EXCLUDED.listings;
  UPDATE showroom_word w SET listings = w.listings + c.value::integer FROM jsonb_each_text(changes) c
   WHERE w.word = c.key AND c.value::integer < 0;
  DELETE FROM showroom_word w WHERE w.word IN (SELECT jsonb_object_keys(changes)) AND w.listings = 0;
END $$;
CREATE FUNCTION showroom_words_follow() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE changes jsonb;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT jsonb_object_agg(w, n) INTO changes
      FROM (SELECT unnest(f.spoken) AS w, count(*) AS n FROM fresh f GROUP BY 1) counted;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT jsonb_object_agg(w, n) INTO changes
      FROM (SELECT unnest(g.spoken) AS w, -count(*) AS n FROM gone g GROUP BY 1) counted;
  ELSE
    SELECT jsonb_object_agg(w, n) INTO changes FROM (
      SELECT w, sum(one) AS n
        FROM (SELECT unnest(f.spoken) AS w, 1 AS one FROM fresh f UNION ALL SELECT unnest(g.spoken), -1 FROM gone g) moved
       GROUP BY w HAVING sum(one) <> 0) counted;
  END IF;
  IF changes IS NOT NULL THEN PERFORM showroom_count(changes); END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER showroom_words_added AFTER INSERT ON showroom_listing
   REFERENCING NEW TABLE AS fresh FOR EACH STATEMENT EXECUTE FUNCTION showroom_words_follow();
CREATE TRIGGER showroom_words_changed AFTER UPDATE ON showroom_listing
   REFERENCING NEW TABLE AS fresh OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION showroom_words_follow();
CREATE TRIGGER showroom_words_removed AFTER DELETE ON showroom_listing
   REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION showroom_words_follow();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("showroom", "0001_initial"),
        ("kernel", "0007_published_with_its_parent"),
        ("people", "0006_persons"),
        ("crafts", "0010_material_fences"),
        ("stock", "0006_purchase_taken_back"),
        ("cooperative", "0013_claim_fences"),
    ]

    operations = [
        migrations.RunSQL(one, migrations.RunSQL.noop)
        for one in (SEARCHING, TRUTH, _writing(), FENCE, VOCABULARY)
    ]
