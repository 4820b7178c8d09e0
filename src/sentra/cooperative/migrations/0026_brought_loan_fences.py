"""A loan brought over from the old books goes back only while nothing was paid on it, and stays gone.

What a loan began with (its way and its first day) stays as well: 0009 keeps only its terms.
"""

from django.db import migrations

BROUGHT = """
CREATE FUNCTION cooperative_loan_taken_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.stage = 'taken_back' OR NEW.stage = 'taken_back' AND (OLD.stage <> 'running' OR OLD.pay_method <> 'opening'
     OR EXISTS (SELECT FROM cooperative_loanpayment p WHERE p.loan_id = OLD.id)) THEN
    RAISE EXCEPTION 'loan %/% cannot be taken back, or is', OLD.number, OLD.year
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.paid_out_on IS NOT NULL AND (NEW.paid_out_on, NEW.pay_method, NEW.first_due_on, NEW.paid_out_by)
     IS DISTINCT FROM (OLD.paid_out_on, OLD.pay_method, OLD.first_due_on, OLD.paid_out_by) THEN
    RAISE EXCEPTION 'loan %/% keeps how it began', OLD.number, OLD.year
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_loan_taken_back BEFORE UPDATE ON cooperative_loan
  FOR EACH ROW EXECUTE FUNCTION cooperative_loan_taken_back();

CREATE FUNCTION cooperative_loan_is_there() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM cooperative_loan l WHERE l.id = NEW.loan_id AND l.stage = 'taken_back') THEN
    RAISE EXCEPTION 'loan % was taken back', NEW.loan_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_loan_is_there BEFORE INSERT ON cooperative_loanpayment
  FOR EACH ROW EXECUTE FUNCTION cooperative_loan_is_there();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0025_brought_loans")]

    operations = [migrations.RunSQL(BROUGHT, migrations.RunSQL.noop)]
