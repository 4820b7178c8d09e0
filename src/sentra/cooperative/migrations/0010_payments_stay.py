"""Receipts stay as they were written: a founder's payment, and who wrote a loan's receipt on which sheet.

A founder's payment becomes savings once, or is taken back once with a reason; nothing else changes.
"""

from django.db import migrations, models

FOUNDER = """
CREATE FUNCTION cooperative_founder_payment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.taken_back_at IS NOT NULL OR OLD.move_id IS NOT NULL OR
     (NEW.tenant_id, NEW.party_id, NEW.number, NEW.year, NEW.amount_idr, NEW.method, NEW.paid_on, NEW.written_by)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.party_id, OLD.number, OLD.year, OLD.amount_idr, OLD.method, OLD.paid_on, OLD.written_by) THEN
    RAISE EXCEPTION 'receipt %/% of a founder stays as it was written', OLD.number, OLD.year
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_founder_payment_stays BEFORE UPDATE OR DELETE ON cooperative_founderpayment
  FOR EACH ROW EXECUTE FUNCTION cooperative_founder_payment_stays();
"""

# Besides what 0009 keeps: the sheet it stands on, and who wrote it.
WRITER = """
CREATE FUNCTION cooperative_receipt_keeps_its_writer() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'receipt %/% keeps its sheet and its writer', OLD.number, OLD.year
    USING ERRCODE = 'integrity_constraint_violation';
END $$;
""" + "".join(
    f"""
CREATE TRIGGER cooperative_receipt_keeps_its_writer BEFORE UPDATE ON {table} FOR EACH ROW
  WHEN ((NEW.sheet_id, NEW.written_by) IS DISTINCT FROM (OLD.sheet_id, OLD.written_by))
  EXECUTE FUNCTION cooperative_receipt_keeps_its_writer();
"""
    for table in ("cooperative_loanpayment", "cooperative_savingsmove")
)


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0009_savings_and_loans_fences")]

    operations = [
        migrations.AddConstraint(
            "founderpayment",
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="founder_payment_taken_back_says_why",
            ),
        ),
        migrations.RunSQL(FOUNDER, migrations.RunSQL.noop),
        migrations.RunSQL(WRITER, migrations.RunSQL.noop),
    ]
