"""The database's half of claims: published inside the district, kept as they were said.

- An answer is never deleted or rewritten; only its end is added, once.
- A claim is never deleted. What the office reads of it is only ever emptied; once taken over, the rest stays.
"""

from django.db import migrations

from sentra.kernel.fences import Fence, Refer

STAYS = """
CREATE TRIGGER cooperative_claimanswer_stays BEFORE UPDATE OR DELETE ON cooperative_claimanswer
  FOR EACH ROW EXECUTE FUNCTION cooperative_word_stays('ended_at');

CREATE FUNCTION cooperative_claim_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE shared text[] := ARRAY['name', 'phone', 'village_code', 'about'];
BEGIN
  IF TG_OP = 'DELETE'
     OR (NEW.tenant_id, NEW.uid, NEW.party_id, NEW.cooperative, NEW.asked_at, NEW.written_by)
        IS DISTINCT FROM (OLD.tenant_id, OLD.uid, OLD.party_id, OLD.cooperative, OLD.asked_at, OLD.written_by)
     OR (OLD.state <> 'waiting' AND to_jsonb(NEW) - shared IS DISTINCT FROM to_jsonb(OLD) - shared)
     OR NEW.name NOT IN ('', OLD.name) OR NEW.phone NOT IN ('', OLD.phone)
     OR NEW.village_code NOT IN ('', OLD.village_code) OR NEW.about NOT IN ('', OLD.about) THEN
    RAISE EXCEPTION 'claim % stays as it was asked', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER cooperative_claim_stays BEFORE UPDATE OR DELETE ON cooperative_claim
  FOR EACH ROW EXECUTE FUNCTION cooperative_claim_stays();
"""

BOTH = ["Claim", "ClaimAnswer"]


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0012_registry_claims"), ("kernel", "0006_published_once")]

    operations = [
        Fence("cooperative", BOTH, published=BOTH),
        Refer("cooperative", ["Application.claim"]),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
