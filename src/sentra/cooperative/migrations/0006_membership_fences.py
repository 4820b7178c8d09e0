"""The database's half of consents, delegations and leaving.

- A consent and a delegation are never deleted or rewritten: only their end is added, once.
- A leaving is never deleted; once settled its figures stay; an expulsion stands by the members' meeting's
  passed resolution about this very member.
"""

from django.db import migrations

STAYS = """
CREATE FUNCTION cooperative_word_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ended text := TG_ARGV[0];
BEGIN
  IF TG_OP = 'DELETE' OR to_jsonb(OLD) ->> ended IS NOT NULL
     OR (to_jsonb(NEW) - ended) IS DISTINCT FROM (to_jsonb(OLD) - ended) THEN
    RAISE EXCEPTION 'row % of % stays as it was given', OLD.id, TG_TABLE_NAME
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_consent_stays BEFORE UPDATE OR DELETE ON cooperative_consent
  FOR EACH ROW EXECUTE FUNCTION cooperative_word_stays('withdrawn_at');
CREATE TRIGGER cooperative_delegation_stays BEFORE UPDATE OR DELETE ON cooperative_delegation
  FOR EACH ROW EXECUTE FUNCTION cooperative_word_stays('ended_at');
"""

LEAVING = """
CREATE FUNCTION cooperative_leaving_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.tenant_id, NEW.member_id, NEW.how, NEW.asked_by)
       IS DISTINCT FROM (OLD.tenant_id, OLD.member_id, OLD.how, OLD.asked_by)
     OR OLD.stage IN ('withdrawn', 'paid')
     OR (OLD.stage = 'settled' AND (NEW.stage NOT IN ('settled', 'paid')
       OR (NEW.settled_on, NEW.settled_by, NEW.principal_idr, NEW.mandatory_idr, NEW.voluntary_idr,
           NEW.loans_idr, NEW.advances_idr, NEW.owing_idr, NEW.resolution_id)
          IS DISTINCT FROM (OLD.settled_on, OLD.settled_by, OLD.principal_idr, OLD.mandatory_idr,
           OLD.voluntary_idr, OLD.loans_idr, OLD.advances_idr, OLD.owing_idr, OLD.resolution_id))) THEN
    RAISE EXCEPTION 'leaving % stays as it was settled', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_leaving_stays BEFORE UPDATE OR DELETE ON cooperative_leaving
  FOR EACH ROW EXECUTE FUNCTION cooperative_leaving_stays();

CREATE FUNCTION cooperative_expelled_by_meeting() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM cooperative_resolution r WHERE r.id = NEW.resolution_id AND r.kind = 'expulsion'
       AND r.stage = 'passed' AND r.effect ->> 'member' = NEW.member_id::text) THEN
    RAISE EXCEPTION 'no meeting has passed the expulsion of member %', NEW.member_id
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_expelled_by_meeting BEFORE INSERT OR UPDATE ON cooperative_leaving
  FOR EACH ROW WHEN (NEW.how = 'expelled' AND NEW.stage IN ('settled', 'paid'))
  EXECUTE FUNCTION cooperative_expelled_by_meeting();
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0005_membership"), ("people", "0006_persons")]

    operations = [migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (STAYS, LEAVING)]
