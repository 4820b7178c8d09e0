"""An advance is due with the work it was for; a slip can be at the bank; work that came back is asked for.

- A slip goes to the bank or is paid only in an approved run.
- Of one inspection's pieces no more come back than were accepted, each at the rate it was accepted at.
"""

import sentra.kernel.fields
from django.db import migrations, models
from django.db.models import PROTECT

from sentra.kernel.fences import Refer

# As 0005; also a slip at the bank stands in an approved run.
SLIP = """
CREATE OR REPLACE FUNCTION capital_slip_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stage text; floor_share bigint; came_back boolean;
BEGIN
  IF TG_OP = 'INSERT' THEN
    SELECT floor_permille INTO floor_share FROM capital_payoutrun WHERE id = NEW.run_id;
    IF floor_share IS NULL OR NEW.net_idr * 1000 < NEW.gross_idr * floor_share OR NEW.state <> 'waiting' THEN
      RAISE EXCEPTION 'slip % takes more than the floor allows', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
  END IF;
  came_back := TG_OP = 'UPDATE' AND OLD.state = 'paid' AND NEW.state = 'failed' AND NEW.paid_on IS NULL;
  IF TG_OP = 'DELETE' OR (OLD.state = 'paid' AND NOT came_back) OR
     NEW.bounces <> OLD.bounces + came_back::int OR
     (NEW.tenant_id, NEW.run_id, NEW.party_id, NEW.number, NEW.gross_idr, NEW.recovered_idr, NEW.deducted_idr, NEW.net_idr, NEW.owing_idr)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.run_id, OLD.party_id, OLD.number, OLD.gross_idr, OLD.recovered_idr, OLD.deducted_idr, OLD.net_idr, OLD.owing_idr) THEN
    RAISE EXCEPTION 'slip % stays as it was prepared', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF NEW.state IN ('paid', 'sent') THEN
    SELECT state INTO stage FROM capital_payoutrun WHERE id = NEW.run_id;
    IF stage IS DISTINCT FROM 'approved' OR (NEW.paid_on IS NULL) <> (NEW.state = 'sent') THEN
      RAISE EXCEPTION 'slip % is not approved', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""

RETURNED = """
CREATE FUNCTION capital_returned_within_accepted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE good bigint; rate bigint; others bigint;
BEGIN
  IF NEW.inspection_id IS NOT NULL AND NEW.dropped_at IS NULL THEN
    SELECT accepted, rate_idr INTO good, rate FROM quality_inspection WHERE id = NEW.inspection_id FOR UPDATE;
    SELECT coalesce(sum(pieces), 0) INTO others FROM capital_deduction
     WHERE inspection_id = NEW.inspection_id AND dropped_at IS NULL AND id <> NEW.id;
    IF others + NEW.pieces > good OR NEW.amount_idr <> NEW.pieces * rate THEN
      RAISE EXCEPTION 'more came back of inspection % than was accepted', NEW.inspection_id
        USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_returned_within_accepted BEFORE INSERT OR UPDATE ON capital_deduction
  FOR EACH ROW WHEN (NEW.inspection_id IS NOT NULL) EXECUTE FUNCTION capital_returned_within_accepted();
CREATE INDEX deduction_of_inspection ON capital_deduction (inspection_id) WHERE inspection_id IS NOT NULL;
"""


class Migration(migrations.Migration):
    dependencies = [("capital", "0006_her_yes"), ("quality", "0002_fences")]

    operations = [
        migrations.AddField("advance", "done_before", models.PositiveIntegerField(default=0)),
        migrations.AddField("deduction", "pieces", models.PositiveIntegerField(default=0)),
        migrations.AddField(
            "deduction",
            "inspection",
            sentra.kernel.fields.Within(
                db_constraint=False, null=True, on_delete=PROTECT, related_name="returns",
                to="quality.inspection",
            ),
        ),
        migrations.AlterField(
            "slip",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "Waiting"), ("sent", "At the bank"), ("paid", "Paid"), ("failed", "Transfer failed"),
                ],
                default="waiting", max_length=20,
            ),
        ),
        migrations.AddConstraint(
            "deduction",
            models.CheckConstraint(
                condition=models.Q(inspection__isnull=True, pieces=0)
                | models.Q(inspection__isnull=False, pieces__gt=0),
                name="deduction_for_pieces_names_its_work",
            ),
        ),
        Refer("capital", ["Deduction.inspection"]),
        migrations.RunSQL(SLIP, migrations.RunSQL.noop),
        migrations.RunSQL(RETURNED, migrations.RunSQL.noop),
    ]
