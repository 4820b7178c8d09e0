"""A slip's gross holds her parts of later gains too; each is paid once and stays on its slip."""

from django.db import migrations

from sentra.kernel.fences import Fence, Refer

LINES = """
CREATE OR REPLACE FUNCTION capital_slip_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE earned bigint; recovered bigint; deducted bigint;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  SELECT coalesce(sum(amount_idr) FILTER (WHERE kind IN ('pieces', 'gain')), 0),
         coalesce(-sum(amount_idr) FILTER (WHERE kind = 'recovery'), 0),
         coalesce(-sum(amount_idr) FILTER (WHERE kind = 'deduction'), 0)
    INTO earned, recovered, deducted FROM capital_slipline WHERE slip_id = NEW.id;
  PERFORM set_config('sentra.reads', before, true);
  IF (earned, recovered, deducted) IS DISTINCT FROM (NEW.gross_idr, NEW.recovered_idr, NEW.deducted_idr) THEN
    RAISE EXCEPTION 'the lines of slip % do not add up to it', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""

PAID = """
CREATE FUNCTION capital_paidgain_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR NOT EXISTS (SELECT FROM capital_slip s JOIN capital_payoutrun r ON r.id = s.run_id
                                      WHERE s.id = OLD.slip_id AND r.state = 'rejected') THEN
    RAISE EXCEPTION 'gain % stays on its slip', OLD.use_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER capital_paidgain_stays BEFORE UPDATE OR DELETE ON capital_paidgain
  FOR EACH ROW EXECUTE FUNCTION capital_paidgain_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("capital", "0010_gains_on_slips"), ("trade", "0004_quick_cash_fences")]

    operations = [
        Fence("capital", ["PaidGain"]),
        Refer("capital", ["SlipLine.use"]),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (LINES, PAID)),
    ]
