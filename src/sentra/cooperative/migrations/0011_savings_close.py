"""Savings end with the membership: a closing row of each kind, as the leaving was settled, once."""

from django.db import migrations, models

# Savings that were opened by hand stand in the books, not in rows: closing takes out both.
COVER = """
DROP TRIGGER cooperative_savings_cover ON cooperative_savingsmove;
CREATE TRIGGER cooperative_savings_cover AFTER INSERT OR UPDATE ON cooperative_savingsmove
  FOR EACH ROW WHEN (NEW.kind = 'sukarela' AND NEW.method <> 'leaving')
  EXECUTE FUNCTION cooperative_savings_cover();
"""

CLOSING = """
CREATE FUNCTION cooperative_closing_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cooperative_leaving l
                  WHERE l.member_id = NEW.member_id AND l.stage = 'settled' AND l.settled_on = NEW.moved_on
                    AND -NEW.amount_idr = CASE NEW.kind WHEN 'pokok' THEN l.principal_idr
                                          WHEN 'wajib' THEN l.mandatory_idr ELSE l.voluntary_idr END) THEN
    RAISE EXCEPTION 'savings of member % close as her leaving is settled', NEW.member_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_closing_fits BEFORE INSERT ON cooperative_savingsmove
  FOR EACH ROW WHEN (NEW.method = 'leaving') EXECUTE FUNCTION cooperative_closing_fits();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0010_payments_stay")]

    operations = [
        migrations.RemoveConstraint("savingsmove", "savings_only_voluntary_go_out"),
        migrations.AddConstraint(
            "savingsmove",
            models.CheckConstraint(
                condition=models.Q(amount_idr__gt=0)
                | models.Q(kind="sukarela", amount_idr__lt=0)
                | models.Q(method="leaving", amount_idr__lt=0),
                name="savings_only_voluntary_go_out",
            ),
        ),
        migrations.AddConstraint(
            "savingsmove",
            models.CheckConstraint(
                condition=~models.Q(method="leaving")
                | models.Q(amount_idr__lt=0, taken_back_at__isnull=True),
                name="savings_closing_row_stays",
            ),
        ),
        migrations.AddConstraint(
            "savingsmove",
            models.UniqueConstraint(
                fields=["tenant", "member", "kind"],
                condition=models.Q(method="leaving"),
                name="savings_closed_once",
            ),
        ),
        migrations.RunSQL(COVER, migrations.RunSQL.noop),
        migrations.RunSQL(CLOSING, migrations.RunSQL.noop),
    ]
