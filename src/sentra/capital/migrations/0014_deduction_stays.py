"""What a maker was asked stays as she read it, and her answer as she gave it.

A dropped question is over. An agreed one changes only in what slips reserve and take, or is dropped as long
as nothing was taken from it.
"""

from django.db import migrations

STAYS = """
CREATE FUNCTION capital_deduction_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.dropped_at IS NOT NULL
     OR (NEW.tenant_id, NEW.party_id, NEW.order_id, NEW.inspection_id, NEW.pieces, NEW.reason, NEW.amount_idr,
         NEW.proposed_at, NEW.proposed_by)
        IS DISTINCT FROM
        (OLD.tenant_id, OLD.party_id, OLD.order_id, OLD.inspection_id, OLD.pieces, OLD.reason, OLD.amount_idr,
         OLD.proposed_at, OLD.proposed_by)
     OR (OLD.agreed_at IS NOT NULL
         AND (NEW.agreed_at, NEW.dropped_at, NEW.answered_by, NEW.answer_note)
             IS DISTINCT FROM (OLD.agreed_at, OLD.dropped_at, OLD.answered_by, OLD.answer_note)
         AND NOT (NEW.agreed_at IS NULL AND NEW.dropped_at IS NOT NULL
                  AND OLD.taken_idr = 0 AND OLD.reserved_idr = 0)) THEN
    RAISE EXCEPTION 'deduction % stays as it was asked and answered', OLD.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_deduction_stays BEFORE UPDATE OR DELETE ON capital_deduction
  FOR EACH ROW EXECUTE FUNCTION capital_deduction_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("capital", "0013_sendings")]

    operations = [migrations.RunSQL(STAYS, migrations.RunSQL.noop)]
