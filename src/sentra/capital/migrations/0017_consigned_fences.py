"""A slip's gross holds sold goods of her own too, and what it takes those that came back.

A sale leaves its slip only when the run was sent back, as `capital_paid_stays` has it for an inspection.
"""

from django.db import migrations

from sentra.kernel.fences import Refer

LINES = """
CREATE OR REPLACE FUNCTION capital_slip_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE earned bigint; recovered bigint; deducted bigint;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  SELECT coalesce(sum(amount_idr) FILTER (WHERE kind IN ('pieces', 'gain', 'sale')), 0),
         coalesce(-sum(amount_idr) FILTER (WHERE kind = 'recovery'), 0),
         coalesce(-sum(amount_idr) FILTER (WHERE kind IN ('deduction', 'back')), 0)
    INTO earned, recovered, deducted FROM capital_slipline WHERE slip_id = NEW.id;
  PERFORM set_config('sentra.reads', before, true);
  IF (earned, recovered, deducted) IS DISTINCT FROM (NEW.gross_idr, NEW.recovered_idr, NEW.deducted_idr) THEN
    RAISE EXCEPTION 'the lines of slip % do not add up to it', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""

PAID = """
CREATE FUNCTION capital_sale_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.slip_id IS NULL AND NOT EXISTS (SELECT FROM capital_slip s JOIN capital_payoutrun r ON r.id = s.run_id
                                          WHERE s.id = OLD.slip_id AND r.state = 'rejected') THEN
    RAISE EXCEPTION 'sale % stays on its slip', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_sale_stays BEFORE UPDATE ON stock_consignedsale
  FOR EACH ROW WHEN (OLD.slip_id IS NOT NULL AND NEW.slip_id IS DISTINCT FROM OLD.slip_id)
  EXECUTE FUNCTION capital_sale_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("capital", "0016_consigned_on_slips"), ("stock", "0010_consigned_fences")]

    operations = [
        Refer("capital", ["SlipLine.sale", "SlipLine.sale_return"]),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (LINES, PAID)),
    ]
