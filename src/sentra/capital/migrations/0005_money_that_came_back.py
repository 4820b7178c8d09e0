"""Payouts that bounced and advances written down wrongly: taken back, counted, and paid anew."""

import sentra.kernel.fields
from django.db import migrations, models

# As 0004; a run whose slip bounced is open again.
RUN = """
CREATE OR REPLACE FUNCTION capital_run_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.tenant_id, NEW.year, NEW.number, NEW.prepared_by, NEW.prepared_at, NEW.floor_permille)
     IS DISTINCT FROM (OLD.tenant_id, OLD.year, OLD.number, OLD.prepared_by, OLD.prepared_at, OLD.floor_permille)
     OR (OLD.approved_by IS NOT NULL AND NEW.approved_by IS DISTINCT FROM OLD.approved_by)
     OR OLD.state = 'rejected' OR (OLD.state = 'paid' AND NOT (NEW.state = 'approved'
        AND EXISTS (SELECT FROM capital_slip s WHERE s.run_id = NEW.id AND s.state <> 'paid'))) THEN
    RAISE EXCEPTION 'payout run % stays as it was prepared', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""

# As 0004; a paid slip goes back to failed when its money came back, and each time is counted.
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
  IF NEW.state = 'paid' THEN
    SELECT state INTO stage FROM capital_payoutrun WHERE id = NEW.run_id;
    IF stage IS DISTINCT FROM 'approved' OR NEW.paid_on IS NULL THEN
      RAISE EXCEPTION 'slip % is not approved', NEW.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('capital', '0004_slips_stay'),
        ('kernel', '0003_file_sender'),
        ('people', '0003_regions'),
        ('production', '0002_fences'),
    ]

    operations = [
        migrations.AddField(
            model_name='advance',
            name='granted_by',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='advance',
            name='taken_back_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='advance',
            name='taken_back_reason',
            field=models.CharField(blank=True, max_length=160),
        ),
        migrations.AddField(
            model_name='advance',
            name='repaid_idr',
            field=sentra.kernel.fields.Rupiah(default=0),
        ),
        migrations.AddConstraint(
            model_name='advance',
            constraint=models.CheckConstraint(
                condition=models.Q(('repaid_idr__gte', 0), ('repaid_idr__lte', models.F('recovered_idr'))),
                name='advance_repaid_within_recovered',
            ),
        ),
        migrations.AddField(
            model_name='slip',
            name='bounces',
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.AddConstraint(
            model_name='advance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('taken_back_at__isnull', True), ('taken_back_reason', '')), models.Q(('recovered_idr', models.F('amount_idr')), ('taken_back_at__isnull', False), models.Q(('taken_back_reason', ''), _negated=True)), _connector='OR'), name='advance_taken_back_whole'),
        ),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (RUN, SLIP)),
    ]
