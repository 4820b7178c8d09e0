"""A claim the office took its answer back from is returned: what only the entry told goes, the row stays."""

from django.db import migrations, models

# As 0013, but what was taken over may be returned, once.
STAYS = """
CREATE OR REPLACE FUNCTION cooperative_claim_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE free text[] := ARRAY['name', 'phone', 'village_code', 'about'];
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.state = 'taken' AND NEW.state = 'returned' THEN
    free := free || ARRAY['state', 'returned_at'];
  END IF;
  IF TG_OP = 'DELETE'
     OR (NEW.tenant_id, NEW.uid, NEW.party_id, NEW.cooperative, NEW.asked_at, NEW.written_by)
        IS DISTINCT FROM (OLD.tenant_id, OLD.uid, OLD.party_id, OLD.cooperative, OLD.asked_at, OLD.written_by)
     OR (OLD.state <> 'waiting' AND to_jsonb(NEW) - free IS DISTINCT FROM to_jsonb(OLD) - free)
     OR NEW.name NOT IN ('', OLD.name) OR NEW.phone NOT IN ('', OLD.phone)
     OR NEW.village_code NOT IN ('', OLD.village_code) OR NEW.about NOT IN ('', OLD.about) THEN
    RAISE EXCEPTION 'claim % stays as it was asked', OLD.id USING ERRCODE = 'integrity_constraint_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cooperative", "0013_claim_fences")]

    operations = [
        migrations.AddField("claim", "answer_uid", models.UUIDField(null=True)),
        migrations.AddField("claim", "filled", models.JSONField(default=dict)),
        migrations.AddField("claim", "returned_at", models.DateTimeField(null=True)),
        migrations.AlterField(
            "claim",
            "state",
            models.CharField(
                choices=[
                    ("waiting", "Asked"),
                    ("withdrawn", "Withdrawn"),
                    ("taken", "Linked to the registry"),
                    ("returned", "Taken back by the office"),
                ],
                default="waiting",
                max_length=20,
            ),
        ),
        migrations.RemoveConstraint("claim", "claim_one_a_person"),
        migrations.AddConstraint(
            "claim",
            models.UniqueConstraint(
                fields=["tenant", "party"],
                condition=~models.Q(state__in=["withdrawn", "returned"]),
                name="claim_one_a_person",
            ),
        ),
        migrations.RemoveConstraint("claim", "claim_taken_has_its_entry"),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["taken", "returned"], entry_uid__isnull=False, taken_at__isnull=False
                )
                | models.Q(
                    state__in=["waiting", "withdrawn"], entry_uid__isnull=True, taken_at__isnull=True
                ),
                name="claim_taken_has_its_entry",
            ),
        ),
        migrations.AddConstraint(
            "claim",
            models.CheckConstraint(
                condition=models.Q(state="returned", returned_at__isnull=False)
                | (~models.Q(state="returned") & models.Q(returned_at__isnull=True)),
                name="claim_returned_on_a_day",
            ),
        ),
        migrations.RunSQL(STAYS, migrations.RunSQL.noop),
    ]
