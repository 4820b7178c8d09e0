"""Aid money is taken back, not rewritten; a grant ends when its rest will not come.

- A row of aid money stays; taken back once with a reason, it counts no longer in the sums.
- A decided case stays; only its end is added, once.
- Rows of a published proposal or case go where it went, also after a district was corrected.
"""

from django.db import migrations, models

from sentra.kernel.fences import published_as

MONEY = """
DROP TRIGGER capital_aidmoney_append_only ON capital_aidmoney;
CREATE FUNCTION capital_aid_money_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.taken_back_at IS NOT NULL
     OR (to_jsonb(NEW) - 'taken_back_at' - 'taken_back_reason')
        IS DISTINCT FROM (to_jsonb(OLD) - 'taken_back_at' - 'taken_back_reason') THEN
    RAISE EXCEPTION 'aid money % stays as it was written', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER capital_aid_money_stays BEFORE UPDATE OR DELETE ON capital_aidmoney
  FOR EACH ROW EXECUTE FUNCTION capital_aid_money_stays();
"""

# As 0009, but what was decided may end once.
CASE = """
CREATE OR REPLACE FUNCTION capital_aid_case_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE planned bigint; ending text[] := ARRAY['ended_at', 'ended_reason', 'ended_by_name'];
BEGIN
  IF TG_OP = 'DELETE' OR (TG_OP = 'UPDATE' AND (
     OLD.ended_at IS NOT NULL
     OR (OLD.decided_at IS NOT NULL AND (to_jsonb(NEW) - ending) IS DISTINCT FROM (to_jsonb(OLD) - ending))
     OR (NEW.tenant_id, NEW.proposal_uid, NEW.kind, NEW.amount_idr) IS DISTINCT FROM
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
"""

# As 0009, without what was taken back.
SUMS = """
CREATE OR REPLACE FUNCTION capital_aid_adds_up() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE which bigint := CASE WHEN TG_TABLE_NAME = 'capital_proposal' THEN (to_jsonb(NEW) ->> 'id')::bigint
                             ELSE (to_jsonb(NEW) ->> 'proposal_id')::bigint END;
DECLARE kept record; came bigint; went bigint; told bigint;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  SELECT received_idr, repaid_idr, used_idr INTO kept FROM capital_proposal WHERE id = which;
  SELECT coalesce(sum(amount_idr) FILTER (WHERE kind = 'received'), 0),
         coalesce(sum(amount_idr) FILTER (WHERE kind = 'repaid'), 0)
    INTO came, went FROM capital_aidmoney WHERE proposal_id = which AND taken_back_at IS NULL;
  SELECT coalesce(sum(amount_idr), 0) INTO told FROM capital_aiduse WHERE proposal_id = which AND struck_at IS NULL;
  PERFORM set_config('sentra.reads', before, true);
  IF (kept.received_idr, kept.repaid_idr, kept.used_idr) IS DISTINCT FROM (came, went, told) THEN
    RAISE EXCEPTION 'the sums of proposal % do not add up', which USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
"""

CHILDREN = (
    ("capital_aidmoney", "capital_proposal", "proposal_id"),
    ("capital_aiduse", "capital_proposal", "proposal_id"),
    ("capital_aidcheck", "capital_aidcase", "case_id"),
)


class Migration(migrations.Migration):
    dependencies = [("capital", "0014_deduction_stays"), ("kernel", "0007_published_with_its_parent")]

    operations = [
        migrations.AddField("aidmoney", "taken_back_at", models.DateTimeField(null=True)),
        migrations.AddField("aidmoney", "taken_back_reason", models.CharField(blank=True, max_length=160)),
        migrations.AddField("aidcase", "ended_at", models.DateTimeField(null=True)),
        migrations.AddField("aidcase", "ended_reason", models.CharField(blank=True, max_length=200)),
        migrations.AddField("aidcase", "ended_by_name", models.CharField(blank=True, max_length=120)),
        migrations.AddConstraint(
            "aidmoney",
            models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True, taken_back_reason="")
                | (models.Q(taken_back_at__isnull=False) & ~models.Q(taken_back_reason="")),
                name="aid_money_taken_back_says_why",
            ),
        ),
        migrations.AddConstraint(
            "aidcase",
            models.CheckConstraint(
                condition=models.Q(ended_at__isnull=True, ended_reason="")
                | (models.Q(ended_at__isnull=False, state="granted") & ~models.Q(ended_reason="")),
                name="aid_case_ended_with_a_reason",
            ),
        ),
        *(migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (MONEY, CASE, SUMS)),
        *(migrations.RunSQL(published_as(*one), migrations.RunSQL.noop) for one in CHILDREN),
    ]
