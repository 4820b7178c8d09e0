"""The database's half of what savings and loans promise beyond 0002.

- A loan keeps the terms it was asked with. Nobody repays more principal than was lent.
- A receipt of an instalment stays as it was written; taken back once, it stays taken back.
- A collection sheet that is closed takes no further receipt, and stays closed as it was counted.
"""

from django.db import migrations

from sentra.kernel.fences import Fence

TERMS = """
CREATE FUNCTION cooperative_loan_terms_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR
     (NEW.tenant_id, NEW.number, NEW.year, NEW.member_id, NEW.principal_idr, NEW.method, NEW.rounding, NEW.rate_bp_year, NEW.months)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.number, OLD.year, OLD.member_id, OLD.principal_idr, OLD.method, OLD.rounding, OLD.rate_bp_year, OLD.months) THEN
    RAISE EXCEPTION 'loan %/% keeps its terms', OLD.number, OLD.year USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_loan_terms_stay BEFORE UPDATE OR DELETE ON cooperative_loan
  FOR EACH ROW EXECUTE FUNCTION cooperative_loan_terms_stay();
"""

PAYMENT = """
CREATE FUNCTION cooperative_loan_payment_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.taken_back_at IS NOT NULL OR
     (NEW.tenant_id, NEW.uid, NEW.number, NEW.year, NEW.loan_id, NEW.payer_id, NEW.principal_idr, NEW.interest_idr, NEW.method, NEW.paid_on)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.uid, OLD.number, OLD.year, OLD.loan_id, OLD.payer_id, OLD.principal_idr, OLD.interest_idr, OLD.method, OLD.paid_on) THEN
    RAISE EXCEPTION 'receipt %/% of a loan stays as it was written', OLD.number, OLD.year USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_loan_payment_stays BEFORE UPDATE OR DELETE ON cooperative_loanpayment
  FOR EACH ROW EXECUTE FUNCTION cooperative_loan_payment_stays();

CREATE FUNCTION cooperative_loan_not_overpaid() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE repaid bigint; lent bigint; off bigint; out_on date;
BEGIN
  SELECT l.principal_idr, l.written_off_idr, l.paid_out_on INTO lent, off, out_on FROM cooperative_loan l WHERE l.id = NEW.loan_id;
  SELECT coalesce(sum(principal_idr), 0) INTO repaid
    FROM cooperative_loanpayment WHERE loan_id = NEW.loan_id AND taken_back_at IS NULL;
  IF out_on IS NULL OR repaid + off > lent THEN
    RAISE EXCEPTION 'loan % is repaid beyond what was lent', NEW.loan_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER cooperative_loan_not_overpaid AFTER INSERT ON cooperative_loanpayment
  FOR EACH ROW EXECUTE FUNCTION cooperative_loan_not_overpaid();
"""

SHEET = """
CREATE FUNCTION cooperative_sheet_is_open() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM cooperative_collectionsheet s WHERE s.id = NEW.sheet_id AND s.closed_at IS NOT NULL) THEN
    RAISE EXCEPTION 'sheet % is closed', NEW.sheet_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_sheet_is_open BEFORE INSERT ON cooperative_savingsmove
  FOR EACH ROW WHEN (NEW.sheet_id IS NOT NULL) EXECUTE FUNCTION cooperative_sheet_is_open();
CREATE TRIGGER cooperative_sheet_is_open BEFORE INSERT ON cooperative_loanpayment
  FOR EACH ROW WHEN (NEW.sheet_id IS NOT NULL) EXECUTE FUNCTION cooperative_sheet_is_open();

CREATE FUNCTION cooperative_sheet_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.closed_at IS NOT NULL THEN
    RAISE EXCEPTION 'sheet %/% stays as it was closed', OLD.number, OLD.year USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_sheet_stays BEFORE UPDATE OR DELETE ON cooperative_collectionsheet
  FOR EACH ROW EXECUTE FUNCTION cooperative_sheet_stays();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0008_savings_and_loans")]

    operations = [
        Fence("cooperative", ["SavingsInterest"], append_only=["SavingsInterest"]),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (TERMS, PAYMENT, SHEET)),
    ]
