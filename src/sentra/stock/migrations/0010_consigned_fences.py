"""The database's half of consigned goods: what was agreed stays, and a sale is paid by one slip.

- A receipt is never edited; of its lines only how many pieces are gone.
- Of a sale only what came back before a slip, and the slip. A slip is set once and freed by setting it back.
- Of a return only what slips have taken.
"""

from django.db import migrations

from sentra.kernel.fences import Fence

STAYS = """
CREATE FUNCTION stock_consigned_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(NEW) - TG_ARGV IS DISTINCT FROM to_jsonb(OLD) - TG_ARGV THEN
    RAISE EXCEPTION 'row % of % stays as it was written', OLD.id, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stock_batch_stays BEFORE UPDATE OR DELETE ON stock_batch
  FOR EACH ROW EXECUTE FUNCTION stock_consigned_stays('given_back', 'sold', 'lost');
CREATE TRIGGER stock_consignedsale_stays BEFORE UPDATE OR DELETE ON stock_consignedsale
  FOR EACH ROW EXECUTE FUNCTION stock_consigned_stays('returned', 'slip_id');
CREATE TRIGGER stock_consignedreturn_stays BEFORE UPDATE OR DELETE ON stock_consignedreturn
  FOR EACH ROW EXECUTE FUNCTION stock_consigned_stays('taken_idr', 'reserved_idr');

CREATE FUNCTION stock_sale_paid_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.slip_id IS NOT NULL AND NEW.slip_id IS NOT NULL AND NEW.slip_id <> OLD.slip_id THEN
    RAISE EXCEPTION 'sale % stands on slip % already', OLD.id, OLD.slip_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.returned <> OLD.returned AND OLD.slip_id IS NOT NULL THEN
    RAISE EXCEPTION 'sale % stands on a slip: a return asks the next one', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER stock_sale_paid_once BEFORE UPDATE ON stock_consignedsale
  FOR EACH ROW EXECUTE FUNCTION stock_sale_paid_once();
"""


class Migration(migrations.Migration):
    dependencies = [("stock", "0009_consigned_goods")]

    operations = [
        Fence(
            "stock", ["Consignment", "Batch", "ConsignedSale", "ConsignedReturn"],
            append_only=["Consignment"],
        ),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
