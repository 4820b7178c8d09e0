"""What goods can be narrowed by is counted by their listings, like the vocabulary (0002_kept_true).

Looked up among a thousand rows it cost a catalogue page most of its time; counted when a listing changes it
costs nothing where neither maker, village, motif, craft nor finish did.
"""

from django.db import migrations

CHOICES = """
CREATE FUNCTION showroom_choices(craft_code text, craft text, motif_id bigint, motif text, makers jsonb, finishes text[])
RETURNS TABLE (kind text, value text, label text) LANGUAGE sql IMMUTABLE AS $$
  SELECT 'craft', craft_code, craft
  UNION ALL SELECT 'motif', motif_id::text, motif WHERE motif_id IS NOT NULL
  UNION ALL SELECT 'maker', m->>'uid', m->>'name' FROM jsonb_array_elements(makers) m
  UNION ALL SELECT DISTINCT 'village', m->>'village_code', m->>'village' FROM jsonb_array_elements(makers) m
             WHERE m->>'village_code' IS NOT NULL
  UNION ALL SELECT 'finish', f, f FROM unnest(finishes) f
$$;
"""
OF = "showroom_choices(l.craft_code, l.craft, l.motif_id, l.motif, l.makers, l.finishes)"


def _moved(source: str, sign: int) -> str:
    return f"SELECT l.slug, l.district_code, c.kind, c.value, c.label, {sign} AS one FROM {source} l, {OF} c"


def _follow(name: str, event: str, *sources: tuple[str, int]) -> str:
    """One statement's changes as one sum; rows are written in their order, so that two who publish only wait."""
    tables = " ".join(f"{'NEW' if source == 'fresh' else 'OLD'} TABLE AS {source}" for source, _sign in sources)
    moved = " UNION ALL ".join(_moved(source, sign) for source, sign in sources)
    return f"""
CREATE FUNCTION showroom_choices_{name}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO showroom_choice AS kept (slug, district_code, kind, value, label, listings)
  SELECT slug, district_code, kind, value, label, sum(one) FROM ({moved}) moved
   GROUP BY 1, 2, 3, 4, 5 HAVING sum(one) <> 0 ORDER BY 1, 2, 3, 4, 5
  ON CONFLICT (slug, district_code, kind, value, label) DO UPDATE SET listings = kept.listings + EXCLUDED.listings;
  IF FOUND THEN DELETE FROM showroom_choice WHERE listings = 0; END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER showroom_choices_{name} AFTER {event} ON showroom_listing
   REFERENCING {tables} FOR EACH STATEMENT EXECUTE FUNCTION showroom_choices_{name}();
"""


FENCE = """
CREATE FUNCTION showroom_choice_guard() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF current_setting('sentra.showroom', true) IS DISTINCT FROM 'refreshing' THEN
    RAISE EXCEPTION 'a choice is counted by its listings' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER showroom_choice_guard AFTER INSERT OR UPDATE OR DELETE ON showroom_choice
   FOR EACH STATEMENT EXECUTE FUNCTION showroom_choice_guard();
"""
FIRST_TIME = f"""
INSERT INTO showroom_choice (slug, district_code, kind, value, label, listings)
SELECT slug, district_code, kind, value, label, sum(one) FROM ({_moved("showroom_listing", 1)}) moved GROUP BY 1, 2, 3, 4, 5
"""


class Migration(migrations.Migration):
    dependencies = [("showroom", "0004_choices")]

    operations = [
        migrations.RunSQL(one, migrations.RunSQL.noop)
        for one in (
            CHOICES,
            FIRST_TIME,
            _follow("added", "INSERT", ("fresh", 1)),
            _follow("changed", "UPDATE", ("fresh", 1), ("gone", -1)),
            _follow("removed", "DELETE", ("gone", -1)),
            FENCE,
        )
    ]
