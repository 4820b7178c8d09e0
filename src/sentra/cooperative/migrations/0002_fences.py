"""The database's half of the cooperative's promises.

- A member keeps her number; leaving is added once and stays. Nobody is deleted from the register.
- A clause stands by a resolution that passed, or is the draft of a forming group.
- Voluntary savings never fall below nothing. A loan's schedule repays the loan, no more and no less.
- One vote per member; the tally equals the votes cast; a secret vote keeps no choice.
"""

from django.db import migrations

from sentra.kernel.fences import Fence

REGISTER = """
CREATE FUNCTION cooperative_register_stays() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.tenant_id, NEW.number, NEW.party_id, NEW.joined_on, NEW.application_id)
     IS DISTINCT FROM (OLD.tenant_id, OLD.number, OLD.party_id, OLD.joined_on, OLD.application_id)
     OR (OLD.left_on IS NOT NULL AND (NEW.left_on, NEW.left_how) IS DISTINCT FROM (OLD.left_on, OLD.left_how)) THEN
    RAISE EXCEPTION 'member % stays in the register', OLD.number USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_register_stays BEFORE UPDATE OR DELETE ON cooperative_member
  FOR EACH ROW EXECUTE FUNCTION cooperative_register_stays();
"""

CLAUSE = """
CREATE FUNCTION cooperative_clause_stands() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE stage text; kind text;
BEGIN
  IF NEW.draft THEN
    SELECT t.kind INTO kind FROM kernel_tenant t WHERE t.id = NEW.tenant_id;
    IF kind IS DISTINCT FROM 'forming' THEN
      RAISE EXCEPTION 'only a forming group drafts rules' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  ELSIF NEW.resolution_id IS NOT NULL THEN
    SELECT r.stage INTO stage FROM cooperative_resolution r WHERE r.id = NEW.resolution_id;
    IF stage IS DISTINCT FROM 'passed' THEN
      RAISE EXCEPTION 'clause % needs a resolution that passed', NEW.key USING ERRCODE = 'integrity_constraint_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_clause_stands BEFORE INSERT ON cooperative_clause
  FOR EACH ROW EXECUTE FUNCTION cooperative_clause_stands();
"""

SAVINGS = """
CREATE FUNCTION cooperative_savings_cover() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE rest bigint;
BEGIN
  SELECT coalesce(sum(amount_idr), 0) INTO rest FROM cooperative_savingsmove
   WHERE member_id = NEW.member_id AND kind = 'sukarela' AND taken_back_at IS NULL;
  IF rest < 0 THEN
    RAISE EXCEPTION 'member % takes out more than she saved', NEW.member_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER cooperative_savings_cover AFTER INSERT OR UPDATE ON cooperative_savingsmove
  FOR EACH ROW WHEN (NEW.kind = 'sukarela') EXECUTE FUNCTION cooperative_savings_cover();

CREATE FUNCTION cooperative_savings_stay() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.taken_back_at IS NOT NULL OR
     (NEW.tenant_id, NEW.uid, NEW.number, NEW.year, NEW.member_id, NEW.payer_id, NEW.kind, NEW.amount_idr, NEW.method, NEW.moved_on)
     IS DISTINCT FROM
     (OLD.tenant_id, OLD.uid, OLD.number, OLD.year, OLD.member_id, OLD.payer_id, OLD.kind, OLD.amount_idr, OLD.method, OLD.moved_on) THEN
    RAISE EXCEPTION 'receipt %/% stays as it was written', OLD.number, OLD.year USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_savings_stay BEFORE UPDATE OR DELETE ON cooperative_savingsmove
  FOR EACH ROW EXECUTE FUNCTION cooperative_savings_stay();
"""

# Runs at commit, when the operation's scope is over: it opens its own.
SCHEDULE = """
CREATE FUNCTION cooperative_schedule_repays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE lines bigint; repaid bigint; owed bigint; months bigint;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  SELECT count(*), coalesce(sum(principal_idr), 0) INTO lines, repaid
    FROM cooperative_loaninstalment WHERE loan_id = NEW.loan_id;
  SELECT l.principal_idr, l.months INTO owed, months FROM cooperative_loan l WHERE l.id = NEW.loan_id;
  PERFORM set_config('sentra.reads', before, true);
  IF (lines, repaid) IS DISTINCT FROM (months, owed) THEN
    RAISE EXCEPTION 'the schedule of loan % does not repay it', NEW.loan_id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER cooperative_schedule_repays AFTER INSERT ON cooperative_loaninstalment
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.position = 1) EXECUTE FUNCTION cooperative_schedule_repays();
"""

VOTE = """
CREATE FUNCTION cooperative_vote_fits() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE is_secret boolean; stage text; held bigint; came timestamptz; seat bigint;
BEGIN
  SELECT r.secret, r.stage, r.meeting_id INTO is_secret, stage, held
    FROM cooperative_resolution r WHERE r.id = NEW.resolution_id;
  SELECT a.came_at, a.meeting_id INTO came, seat FROM cooperative_attendee a WHERE a.id = NEW.attendee_id;
  IF stage IS DISTINCT FROM 'voting' OR came IS NULL OR seat IS DISTINCT FROM held
     OR is_secret IS DISTINCT FROM (NEW.choice_id IS NULL)
     OR (NEW.choice_id IS NOT NULL AND NOT EXISTS (
           SELECT FROM cooperative_choice c WHERE c.id = NEW.choice_id AND c.resolution_id = NEW.resolution_id)) THEN
    RAISE EXCEPTION 'this vote does not count' USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_vote_fits BEFORE INSERT ON cooperative_vote
  FOR EACH ROW EXECUTE FUNCTION cooperative_vote_fits();

CREATE FUNCTION cooperative_tally_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE before text := coalesce(current_setting('sentra.reads', true), '');
DECLARE counted bigint; cast_votes bigint;
BEGIN
  PERFORM set_config('sentra.reads', NEW.tenant_id::text, true);
  SELECT coalesce(sum(votes), 0) INTO counted FROM cooperative_choice WHERE resolution_id = NEW.resolution_id;
  SELECT count(*) INTO cast_votes FROM cooperative_vote WHERE resolution_id = NEW.resolution_id;
  PERFORM set_config('sentra.reads', before, true);
  IF counted IS DISTINCT FROM cast_votes THEN
    RAISE EXCEPTION 'resolution %: % votes counted, % cast', NEW.resolution_id, counted, cast_votes
      USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER cooperative_tally_agrees AFTER INSERT ON cooperative_vote
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cooperative_tally_agrees();
CREATE CONSTRAINT TRIGGER cooperative_choice_agrees AFTER INSERT OR UPDATE ON cooperative_choice
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION cooperative_tally_agrees();
"""

MODELS = [
    "Application",
    "Member",
    "Consent",
    "Delegation",
    "Leaving",
    "CollectionSheet",
    "SavingsMove",
    "Loan",
    "LoanInstalment",
    "LoanPayment",
    "Meeting",
    "AgendaItem",
    "Attendee",
    "Resolution",
    "Choice",
    "Vote",
    "Officer",
    "Clause",
    "Founding",
]


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0001_initial"), ("people", "0004_staff_party")]

    operations = [
        Fence("cooperative", MODELS, append_only=["Clause", "LoanInstalment", "Vote"]),
        *(
            migrations.RunSQL(sql, migrations.RunSQL.noop)
            for sql in (REGISTER, CLAUSE, SAVINGS, SCHEDULE, VOTE)
        ),
    ]
