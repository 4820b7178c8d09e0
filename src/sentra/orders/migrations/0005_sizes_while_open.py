"""Sizes may be known in part while an offer is open; from acceptance on they add up, even for raw SQL."""

from django.db import migrations

FIT = """
ALTER TABLE orders_orderline DROP CONSTRAINT order_line_sizes_add_up;
DROP FUNCTION orders_sizes_add_up(jsonb, integer);
CREATE FUNCTION orders_sizes_fit(sizes jsonb, pieces integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_typeof(sizes) = 'object' AND (sizes = '{}'::jsonb OR (
    SELECT sum(value::text::bigint) <= pieces AND bool_and(value::text::bigint > 0) FROM jsonb_each(sizes)))
$$;
ALTER TABLE orders_orderline ADD CONSTRAINT order_line_sizes_fit CHECK (orders_sizes_fit(sizes, pieces));
"""

# A line whose product is made in sizes and that names none is the operation's to refuse: a product may
# change its sizes later. A line that names some must name all.
KNOWN = """
CREATE FUNCTION orders_sizes_known() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE partly bigint;
BEGIN
  SELECT l.id INTO partly FROM orders_orderline l
   WHERE l.order_id = NEW.id AND l.sizes <> '{}'::jsonb
     AND (SELECT sum(value::text::bigint) FROM jsonb_each(l.sizes)) <> l.pieces LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'line % does not know all its sizes', partly USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_sizes_known BEFORE UPDATE ON orders_order FOR EACH ROW
  WHEN (OLD.accepted_at IS NULL AND NEW.accepted_at IS NOT NULL) EXECUTE FUNCTION orders_sizes_known();
"""


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_taken_back")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (FIT, KNOWN)]
