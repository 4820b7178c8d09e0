"""The database's half of a payout's promises: who approved, floor kept, slips that add up and stay.

- What was prepared is frozen: preparer, floor, people and amounts. One approver, never changed.
- A slip is paid only in an approved run, and a paid one stays paid.
- Everybody takes home at least the floor of her gross; the lines of a slip add up to it.
- An inspection is set free again only by sending its run back.
"""

from django.db import migrations

from sentra.kernel.fences import Refer

RUN = """
CREATE FUNCTION capital_run_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.tenant_id, NEW.year, NEW.number, NEW.prepared_by, NEW.prepared_at, NEW.floor_permille)
     IS DISTINCT FROM (OLD.tenant_id, OLD.year, OLD.number, OLD.prepared_by, OLD.prepared_at, OLD.floor_permille)
     OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
     OR OLD.state IN ('paid', 'rejected') THEN
    RAISE EXCEPTION 'payout run % stays as it was prepared', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_run_frozen BEFORE UPDATE OR DELETE ON capital_payoutrun
  FOR EACH ROW EXECUTE FUNCTION capital_run_frozen();
"""

SLIP = """
CREATE FUNCTION capital_slip_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stage text; floor_share bigint;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT floor_permille INTO floor_share FROM capital_payoutrun WHERE id = NEW.run_id;
    IF floor_share IS NULL OR NEW.net_idr * 1000 < NEW.gross_idr * floor_share OR NEW.state <> 'waiting' THEN
      RAISE EXCEPTION 'slip % takes more than the floor allows', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF TG_OP = 'DELETE' OR OLD.state = 'paid' OR
     (NEW.tenant_id, NEW.run_id, NEW.party_id, NEW.number, NEW.gross_idr, NEW.recovered_idr, NEW.deducted_idr, NEW.net_idr, NEW.owing_idr)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.run_id, OLD.party_id, OLD.number, OLD.gross_idr, OLD.recovered_idr, OLD.deducted_idr, OLD.net_idr, OLD.owing_idr) THEN
    RAISE EXCEPTION 'slip % stays as it was prepared', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state = 'paid' THEN
    SELECT state INTO stage FROM capital_payoutrun WHERE id = NEW.run_id;
    IF stage IS DISTINCT FROM 'approved' OR NEW.paid_on IS NULL THEN
      RAISE EXCEPTION 'slip % is not approved', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_slip_frozen BEFORE INSERT OR UPDATE OR DELETE ON capital_slip
  FOR EACH ROW EXECUTE FUNCTION capital_slip_frozen();
"""

# Runs at commit, when the operation's scope is over: it opens its own.
LINES = """
CREATE FUNCTION capital_slip_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE earned bigint; recovered bigint; deducted bigint;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  SELECT coalesce(sum(amount_idr) FILTER (WHERE kind = 'pieces'), 0),
         coalesce(-sum(amount_idr) FILTER (WHERE kind = 'recovery'), 0),
         coalesce(-sum(amount_idr) FILTER (WHERE kind = 'deduction'), 0)
    INTO earned, recovered, deducted FROM capital_slipline WHERE slip_id = NEW.id;
  PERFORM set_config('sentra.reads', before, true);
  IF (earned, recovered, deducted) IS DISTINCT FROM (NEW.gross_idr, NEW.recovered_idr, NEW.deducted_idr) THEN
    RAISE EXCEPTION 'the lines of slip % do not add up to it', NEW.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER capital_slip_adds_up AFTER INSERT ON capital_slip
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION capital_slip_adds_up();
"""

PAID = """
CREATE FUNCTION capital_paid_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' OR NOT EXISTS (SELECT FROM capital_slip s JOIN capital_payoutrun r ON r.id = s.run_id
                                      WHERE s.id = OLD.slip_id AND r.state = 'rejected') THEN
    RAISE EXCEPTION 'inspection % stays on its slip', OLD.inspection_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER capital_paid_stays BEFORE UPDATE OR DELETE ON capital_paid
  FOR EACH ROW EXECUTE FUNCTION capital_paid_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("capital", "0003_reserved")]

    operations = [
        Refer("capital", ["SlipLine.deduction"]),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (RUN, SLIP, LINES, PAID)),
    ]
