"""The database's half of an order's promises: frozen when accepted, sizes that add up, money within bounds.

Each rule here has its sentence in the operations; these refuse even raw SQL.
"""

from django.db import migrations

SIZES = """
CREATE FUNCTION orders_sizes_add_up(sizes jsonb, pieces integer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT jsonb_typeof(sizes) = 'object' AND (sizes = '{}'::jsonb OR (
    SELECT sum(value::text::bigint) = pieces AND bool_and(value::text::bigint > 0) FROM jsonb_each(sizes)))
$$;
ALTER TABLE orders_orderline ADD CONSTRAINT order_line_sizes_add_up CHECK (orders_sizes_add_up(sizes, pieces));
"""

# An offer holds until the end of its last day where the cooperative lives, not in UTC.
FROZEN = """
CREATE FUNCTION orders_order_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE accepted_on date;
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.accepted_at IS NOT NULL THEN
      RAISE EXCEPTION 'order % is accepted and stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF TG_OP = 'UPDATE' AND OLD.accepted_at IS NOT NULL THEN
    IF (NEW.tenant_id, NEW.uid, NEW.number, NEW.year, NEW.buyer_id, NEW.promised_on, NEW.quoted_at, NEW.expires_on,
        NEW.accepted_at, NEW.down_payment_permille, NEW.payment_days, NEW.tolerance_permille, NEW.needs_sample,
        NEW.terms, NEW.total_idr)
       IS DISTINCT FROM
       (OLD.tenant_id, OLD.uid, OLD.number, OLD.year, OLD.buyer_id, OLD.promised_on, OLD.quoted_at, OLD.expires_on,
        OLD.accepted_at, OLD.down_payment_permille, OLD.payment_days, OLD.tolerance_permille, OLD.needs_sample,
        OLD.terms, OLD.total_idr) THEN
      RAISE EXCEPTION 'the terms of order % are frozen', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF NEW.accepted_at IS NOT NULL THEN
    SELECT (NEW.accepted_at AT TIME ZONE t.zone)::date INTO accepted_on FROM kernel_tenant t WHERE t.id = NEW.tenant_id;
    IF accepted_on > NEW.expires_on THEN
      RAISE EXCEPTION 'the quotation of order % expired', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_order_frozen BEFORE INSERT OR UPDATE OR DELETE ON orders_order
  FOR EACH ROW EXECUTE FUNCTION orders_order_frozen();

CREATE FUNCTION orders_line_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE accepted timestamptz; whose bigint := CASE WHEN TG_OP = 'DELETE' THEN OLD.order_id ELSE NEW.order_id END;
BEGIN
  SELECT accepted_at INTO accepted FROM orders_order
   WHERE id IN (whose, CASE WHEN TG_OP = 'UPDATE' THEN OLD.order_id ELSE whose END) AND accepted_at IS NOT NULL LIMIT 1;
  IF FOUND THEN
    RAISE EXCEPTION 'the lines of order % are frozen', whose USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER orders_line_frozen BEFORE INSERT OR UPDATE OR DELETE ON orders_orderline
  FOR EACH ROW EXECUTE FUNCTION orders_line_frozen();
"""

# The order's row is locked before the sums are read, so two payments at once cannot both fit.
BOUNDS = """
CREATE FUNCTION orders_payment_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE asked bigint; down bigint; settled bigint; refunded bigint; billed bigint; set_off bigint;
BEGIN
  SELECT total_idr INTO asked FROM orders_order WHERE id = NEW.order_id FOR UPDATE;
  SELECT coalesce(sum(amount_idr) FILTER (WHERE kind = 'down_payment'), 0),
         coalesce(sum(amount_idr) FILTER (WHERE kind = 'settlement'), 0),
         coalesce(sum(amount_idr) FILTER (WHERE kind = 'refund'), 0)
    INTO down, settled, refunded FROM orders_payment WHERE order_id = NEW.order_id;
  SELECT coalesce(sum(total_idr), 0), coalesce(sum(down_payment_idr), 0)
    INTO billed, set_off FROM orders_invoice WHERE order_id = NEW.order_id;
  IF (NEW.kind = 'down_payment' AND down + NEW.amount_idr > asked)
     OR (NEW.kind = 'settlement' AND settled + NEW.amount_idr > billed - set_off)
     OR (NEW.kind = 'refund' AND refunded + NEW.amount_idr > down - set_off) THEN
    RAISE EXCEPTION 'this % is more than order % has room for', NEW.kind, NEW.order_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_payment_within BEFORE INSERT ON orders_payment
  FOR EACH ROW EXECUTE FUNCTION orders_payment_within();

CREATE FUNCTION orders_delivery_within() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE most bigint; gone bigint;
BEGIN
  SELECT l.pieces + l.pieces::bigint * o.tolerance_permille / 1000 INTO most
    FROM orders_orderline l JOIN orders_order o ON o.id = l.order_id
    JOIN orders_delivery d ON d.order_id = o.id AND d.id = NEW.delivery_id
   WHERE l.id = NEW.line_id FOR UPDATE OF o;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'delivery % is not of the order of line %', NEW.delivery_id, NEW.line_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT coalesce(sum(pieces), 0) INTO gone FROM orders_deliveryline WHERE line_id = NEW.line_id;
  IF gone + NEW.pieces > most THEN
    RAISE EXCEPTION 'line % takes at most % pieces', NEW.line_id, most USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER orders_delivery_within BEFORE INSERT ON orders_deliveryline
  FOR EACH ROW EXECUTE FUNCTION orders_delivery_within();
"""

APPEND_ONLY = "".join(
    f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
    "FOR EACH ROW EXECUTE FUNCTION sentra_append_only();\n"
    for table in ("orders_payment", "orders_delivery", "orders_deliveryline", "orders_invoice")
)


class Migration(migrations.Migration):
    dependencies = [("orders", "0002_fences")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (SIZES, FROZEN, BOUNDS, APPEND_ONLY)
    ]
