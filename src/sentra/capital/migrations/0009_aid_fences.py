"""Fences of capital aid: published inside the district, frozen once sent or decided, schedules that add up."""

from django.db import migrations

from sentra.kernel.fences import Fence

MODELS = ["Proposal", "AidMoney", "AidUse", "AidCase", "AidCheck"]

# What was sent stays as it was sent; what was agreed is copied once and stays.
PROPOSAL = """
CREATE FUNCTION capital_proposal_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.sent_at IS NOT NULL THEN
      RAISE EXCEPTION 'proposal % is sent and stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF OLD.sent_at IS NOT NULL AND
     (NEW.tenant_id, NEW.uid, NEW.cooperative, NEW.office, NEW.number, NEW.year, NEW.kind, NEW.amount_idr,
      NEW.purpose, NEW.orders, NEW.figures, NEW.sent_at, NEW.sent_by)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.uid, OLD.cooperative, OLD.office, OLD.number, OLD.year, OLD.kind, OLD.amount_idr,
      OLD.purpose, OLD.orders, OLD.figures, OLD.sent_at, OLD.sent_by) THEN
    RAISE EXCEPTION 'proposal % is sent and stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  IF OLD.received_idr > 0 AND
     (NEW.granted_kind, NEW.granted_idr, NEW.schedule) IS DISTINCT FROM
     (OLD.granted_kind, OLD.granted_idr, OLD.schedule) THEN
    RAISE EXCEPTION 'what was agreed for proposal % stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_proposal_frozen BEFORE UPDATE OR DELETE ON capital_proposal
  FOR EACH ROW EXECUTE FUNCTION capital_proposal_frozen();
"""

CASE = """
CREATE FUNCTION capital_aid_case_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE planned bigint;
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (OLD.decided_at IS NOT NULL OR
     (NEW.tenant_id, NEW.proposal_uid, NEW.kind, NEW.amount_idr) IS DISTINCT FROM
     (OLD.tenant_id, OLD.proposal_uid, OLD.kind, OLD.amount_idr))) THEN
    RAISE EXCEPTION 'aid case % stays as it was', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  SELECT coalesce(sum((part ->> 'amount_idr')::bigint), 0) INTO planned FROM jsonb_array_elements(NEW.schedule) part;
  IF planned <> (CASE WHEN NEW.granted_kind = 'revolving' THEN NEW.granted_idr ELSE 0 END) THEN
    RAISE EXCEPTION 'the instalments of aid case % do not add up', NEW.id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_aid_case_frozen BEFORE INSERT OR UPDATE OR DELETE ON capital_aidcase
  FOR EACH ROW EXECUTE FUNCTION capital_aid_case_frozen();
"""

# A use is only ever struck out, once; its facts stay.
USE = """
CREATE FUNCTION capital_aid_use_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.struck_at IS NOT NULL OR
     (NEW.tenant_id, NEW.proposal_id, NEW.category, NEW.amount_idr, NEW."on", NEW.text, NEW.picture_id,
      NEW.picture_uid, NEW.picture_path, NEW.at)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.proposal_id, OLD.category, OLD.amount_idr, OLD."on", OLD.text, OLD.picture_id,
      OLD.picture_uid, OLD.picture_path, OLD.at) THEN
    RAISE EXCEPTION 'use % stays as it was told', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_aid_use_stays BEFORE UPDATE OR DELETE ON capital_aiduse
  FOR EACH ROW EXECUTE FUNCTION capital_aid_use_stays();
"""

# The sums the office reads are sums of rows. Runs at commit, in a scope of its own; see 0004.
SUMS = """
CREATE FUNCTION capital_aid_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE which bigint := CASE WHEN TG_TABLE_NAME = 'capital_proposal' THEN (to_jsonb(NEW) ->> 'id')::bigint
                             ELSE (to_jsonb(NEW) ->> 'proposal_id')::bigint END;
DECLARE kept record; came bigint; went bigint; told bigint;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  SELECT received_idr, repaid_idr, used_idr INTO kept FROM capital_proposal WHERE id = which;
  SELECT coalesce(sum(amount_idr) FILTER (WHERE kind = 'received'), 0),
         coalesce(sum(amount_idr) FILTER (WHERE kind = 'repaid'), 0)
    INTO came, went FROM capital_aidmoney WHERE proposal_id = which;
  SELECT coalesce(sum(amount_idr), 0) INTO told FROM capital_aiduse WHERE proposal_id = which AND struck_at IS NULL;
  PERFORM set_config('sentra.reads', before, true);
  IF (kept.received_idr, kept.repaid_idr, kept.used_idr) IS DISTINCT FROM (came, went, told) THEN
    RAISE EXCEPTION 'the sums of proposal % do not add up', which USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
""" + "".join(
    f"""
CREATE CONSTRAINT TRIGGER {table}_adds_up AFTER INSERT OR UPDATE ON {table}
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION capital_aid_adds_up();
"""
    for table in ("capital_proposal", "capital_aidmoney", "capital_aiduse")
)


class Migration(migrations.Migration):
    dependencies = [("capital", "0008_capital_aid"), ("kernel", "0005_published")]

    operations = [
        Fence("capital", MODELS, append_only=["AidMoney", "AidCheck"], published=MODELS),
        *[migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (PROPOSAL, CASE, USE, SUMS)],
    ]
