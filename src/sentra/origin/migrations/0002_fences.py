"""Fences round labels: what was issued stays, it is withdrawn once, and printing never carries a batik label."""

from django.db import migrations

from sentra.kernel.fences import Fence

SHAPES = """
ALTER TABLE origin_signingkey ADD CONSTRAINT signing_key_is_ed25519 CHECK (octet_length(public) = 32);
ALTER TABLE origin_label ADD CONSTRAINT label_is_signed
  CHECK (octet_length(signature) = 64 AND octet_length(payload) BETWEEN 1 AND 200);
"""

KEY = """
CREATE FUNCTION origin_key_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.retired_at IS NOT NULL OR
     (NEW.tenant_id, NEW.number, NEW.public, NEW.made_at)
     IS DISTINCT FROM (OLD.tenant_id, OLD.number, OLD.public, OLD.made_at) THEN
    RAISE EXCEPTION 'signing key % stays as it was published', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER origin_key_stays BEFORE UPDATE OR DELETE ON origin_signingkey
  FOR EACH ROW EXECUTE FUNCTION origin_key_stays();
"""

LABEL = """
CREATE FUNCTION origin_label_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL OR
     (NEW.tenant_id, NEW.number, NEW.lot_id, NEW.product_id, NEW.kind, NEW.serial, NEW.pieces, NEW.way, NEW.key_id,
      NEW.payload, NEW.signature, NEW.issued_at, NEW.issued_by)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.number, OLD.lot_id, OLD.product_id, OLD.kind, OLD.serial, OLD.pieces, OLD.way, OLD.key_id,
      OLD.payload, OLD.signature, OLD.issued_at, OLD.issued_by) THEN
    RAISE EXCEPTION 'label % stays as it was issued', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER origin_label_stays BEFORE UPDATE OR DELETE ON origin_label
  FOR EACH ROW EXECUTE FUNCTION origin_label_stays();
"""

# SNI 0239: batik is made with wax. The route of the product decides, whatever the program says.
TRUE = """
CREATE FUNCTION origin_label_true() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE made bigint;
BEGIN
  SELECT stage.product_id INTO made FROM quality_lot lot
    JOIN production_assignment work ON work.id = lot.assignment_id
    JOIN crafts_stage stage ON stage.id = work.stage_id
   WHERE lot.id = NEW.lot_id;
  IF made IS DISTINCT FROM NEW.product_id THEN
    RAISE EXCEPTION 'lot % is of another product', NEW.lot_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.way NOT IN ('other', 'printed') AND EXISTS (
    SELECT FROM crafts_stage stage JOIN crafts_technique way ON way.code = stage.technique_id
     WHERE stage.product_id = NEW.product_id AND way.family = 'printing') THEN
    RAISE EXCEPTION 'product % is printed and no batik', NEW.product_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER origin_label_true BEFORE INSERT ON origin_label
  FOR EACH ROW EXECUTE FUNCTION origin_label_true();
"""


class Migration(migrations.Migration):
    dependencies = [("origin", "0001_initial"), ("capital", "0015_aid_taken_back")]

    operations = [
        Fence("origin", ["SigningKey", "Label", "LabelLook"]),
        *[migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (SHAPES, KEY, LABEL, TRUE)],
    ]
