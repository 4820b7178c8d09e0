"""A budget is written while it is a draft. Decided, neither it nor its lines change; a new one replaces it."""

from django.db import migrations

from sentra.kernel.fences import Fence

STAYS = """
CREATE TRIGGER cooperative_budget_stays BEFORE UPDATE OR DELETE ON cooperative_budget FOR EACH ROW
  EXECUTE FUNCTION cooperative_rest_stays('stage', 'reason', 'replaces_id', 'resolution_id', 'decided_on', 'made_at', 'made_by');

CREATE FUNCTION cooperative_budget_goes_on() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stage = 'draft' AND NEW.stage IN ('draft', 'decided', 'dropped') THEN RETURN NEW; END IF;
  IF (OLD.stage, NEW.stage) = ('decided', 'replaced') AND to_jsonb(NEW) - 'stage' = to_jsonb(OLD) - 'stage' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'budget % is % and stays', OLD.id, OLD.stage USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER cooperative_budget_goes_on BEFORE UPDATE ON cooperative_budget
  FOR EACH ROW EXECUTE FUNCTION cooperative_budget_goes_on();

CREATE FUNCTION cooperative_budget_line_of_a_draft() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE line record; now_at text;
BEGIN
  line := CASE WHEN TG_OP = 'INSERT' THEN NEW ELSE OLD END;
  IF TG_OP = 'UPDATE' THEN
    RAISE EXCEPTION 'a line of a budget is written anew, not edited' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT stage INTO now_at FROM cooperative_budget WHERE tenant_id = line.tenant_id AND id = line.budget_id;
  IF now_at IS DISTINCT FROM 'draft' THEN
    RAISE EXCEPTION 'budget % is % and its lines stay', line.budget_id, now_at
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN line;
END $$;
CREATE TRIGGER cooperative_budget_line_of_a_draft BEFORE INSERT OR UPDATE OR DELETE ON cooperative_budgetline
  FOR EACH ROW EXECUTE FUNCTION cooperative_budget_line_of_a_draft();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0020_budget")]

    operations = [
        Fence("cooperative", ["Budget", "BudgetLine"]),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
